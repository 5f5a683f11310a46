//! Digests that a web archive states of its own bytes.
//!
//! In: a digest as written (`sha1:BASE32`, `sha256:hex` …) and the bytes. Out: whether it holds, or
//! that it cannot be told. Must hold: what cannot be told is never called broken. RFC 4648.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// Tells whether a digest is that of the bytes; none where its kind or its writing is not known.
pub(in super::super) fn holds(stated: &str, bytes: &[u8]) -> Option<bool> {
    let (algorithm, written) = stated.trim().split_once(':')?;
    let own = match algorithm.to_ascii_lowercase().replace('-', "").as_str() {
        "sha1" => Sha1::digest(bytes).to_vec(),
        "sha256" => Sha256::digest(bytes).to_vec(),
        _ => return None,
    };
    let written = written.trim();
    let told = if written.len() == own.len() * 2 { hex(written) } else { base32(written) };
    Some(told? == own)
}

fn hex(written: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|n| u8::try_from(n).ok());
    let pairs = written.as_bytes().chunks_exact(2);
    pairs.map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

fn base32(written: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut held, mut bits) = (0u32, 0);
    for byte in written.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a',
            b'2'..=b'7' => byte - b'2' + 26,
            _ => return None,
        };
        held = (held << 5 | u32::from(value)) & 0xFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xFF).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_read_as_archives_write_them() {
        for stated in [
            "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
            "sha1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n",
            "SHA-1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
            "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "sha256:FTZE3OS7WCRQ4JXIHMVMLOPCTYNRMHS4D6TUEXTTAQZWFE4LTASA====",
        ] {
            assert_eq!(holds(stated, b"hello"), Some(true), "{stated}");
            assert_eq!(holds(stated, b"hallo"), Some(false), "{stated}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_not_broken() {
        for stated in ["md5:00", "sha1", "sha1:0189", "blake3:aa", ""] {
            assert_eq!(holds(stated, b"hello"), None, "{stated}");
        }
    }
}
