//! What a program asks of the C library, read from its own file (ELF, 64 bits, little-endian).
//!
//! A program that imports no `connect` cannot open a connection through the C library, whatever it is
//! told. Two things this cannot see: a library that is loaded while running (`dlopen`), and a system
//! call by number (`syscall`, which Rust's own library uses for locks); the trace sees both.

use std::path::Path;

/// Names that open a connection to somebody, or look up a host. `serve` waits for connections on the
/// loopback address (`socket`, `bind`, `listen`, `accept4`), and only that.
pub const CONNECT: [&str; 5] = ["connect", "sendto", "sendmmsg", "getaddrinfo", "gethostbyname"];

/// Names of the dynamic symbols; none where the file is of another kind.
pub fn of(program: &Path) -> Option<Vec<String>> {
    let file = std::fs::read(program).ok()?;
    let number = |at: usize, length: usize| {
        let bytes = file.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    if !file.starts_with(b"\x7fELF\x02\x01") {
        return None;
    }
    let (sections, size, count) = (number(0x28, 8)?, number(0x3A, 2)?, number(0x3C, 2)?);
    for at in (0..count).map(|n| sections + n * size) {
        // SHT_DYNSYM; its link is the table of names, and each symbol begins with its name's place.
        if number(at + 4, 4)? != 11 {
            continue;
        }
        let names = sections + number(at + 40, 4)? * size;
        let names = number(names + 24, 8)?;
        let (from, length) = (number(at + 24, 8)?, number(at + 32, 8)?);
        let symbols = (from..from + length).step_by(24);
        let name = |symbol: usize| {
            let start = names + number(symbol, 4)?;
            let end = start + file.get(start..)?.iter().position(|byte| *byte == 0)?;
            Some(String::from_utf8_lossy(&file[start..end]).into_owned())
        };
        return symbols.map(name).collect();
    }
    None
}
