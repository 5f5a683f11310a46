//! From bytes to characters: which encoding a file is in, and what could not be decoded.
//!
//! In: the first bytes of a file, then its items. UTF-8 is taken as it stands; UTF-16 by its byte
//! order mark or its pattern of zero bytes; anything else is what chardetng finds likeliest
//! (windows-1256, -1251, -1252 …), and a diagnostic says so. UTF-8 with some broken bytes stays
//! UTF-8: each becomes U+FFFD, and a diagnostic counts them. It never drops a byte silently.
//! Must hold: bytes that are valid UTF-8 are never read as anything else. Encoding Standard.

use std::borrow::Cow;
use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use rashomon_model::{Diagnostic, DiagnosticCode};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How a file is encoded, as far as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Encoded {
    /// UTF-8, or not known to be anything else.
    Utf8,
    /// An older encoding that keeps ASCII where it is.
    Older(&'static Encoding),
    /// UTF-16, little-endian or big-endian.
    Utf16(&'static Encoding),
}

impl Encoded {
    /// Tells from the first bytes of a file.
    pub fn of(prefix: &[u8]) -> Encoded {
        if let Some(encoding) = utf16(prefix) {
            return Encoded::Utf16(encoding);
        }
        match older(prefix) {
            Some(encoding) => Encoded::Older(encoding),
            None => Encoded::Utf8,
        }
    }

    /// Takes the encoding a document states of itself in place of a guess.
    pub fn stated(self, label: &[u8]) -> Encoded {
        match (self, Encoding::for_label(label)) {
            (Encoded::Older(_), Some(stated))
                if stated.is_ascii_compatible() && stated != UTF_8 =>
            {
                Encoded::Older(stated)
            }
            _ => self,
        }
    }

    /// Gives the first bytes as text, to tell the format by.
    pub fn preview(self, prefix: &[u8]) -> Cow<'_, str> {
        let encoding = match self {
            Encoded::Utf8 => UTF_8,
            Encoded::Older(encoding) | Encoded::Utf16(encoding) => encoding,
        };
        encoding.decode_with_bom_removal(prefix).0
    }

    /// Wraps a reader so that line ends and JSON stand in ASCII.
    pub fn as_utf8(self, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        match self {
            Encoded::Utf16(encoding) => Box::new(Utf16Reader {
                inner: reader,
                decoder: encoding.new_decoder_with_bom_removal(),
                ready: Vec::new(),
                taken: 0,
                ended: false,
            }),
            _ => reader,
        }
    }

    /// Gives the bytes of an item as the file had them.
    pub fn received(self, item: Vec<u8>) -> Vec<u8> {
        let Encoded::Utf16(encoding) = self else { return item };
        let text = String::from_utf8_lossy(&item);
        let order = if encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
        text.encode_utf16().flat_map(order).collect()
    }

    /// Decodes one item.
    pub fn decode(self, item: &[u8]) -> (String, Vec<Diagnostic>) {
        let item = item.strip_prefix(BOM).unwrap_or(item);
        let decoding = self.decoding_of(item);
        let mut diagnostics = Vec::new();
        let (text, bad) = decoding.decode(item);
        diagnostics.extend(decoding.said());
        diagnostics.extend(undecodable(bad));
        (text, diagnostics)
    }

    /// Chooses how an item, or a row of several cells, is decoded.
    pub fn decoding_of(self, item: &[u8]) -> Decoding {
        if let Encoded::Utf16(encoding) = self {
            return Decoding { encoding: UTF_8, named: Some(encoding) };
        }
        let guess = || match self {
            Encoded::Older(encoding) => Some(encoding),
            _ => older(item),
        };
        match std::str::from_utf8(item).is_ok().then_some(UTF_8).or_else(guess) {
            Some(encoding) if encoding != UTF_8 => Decoding { encoding, named: Some(encoding) },
            _ => Decoding { encoding: UTF_8, named: None },
        }
    }
}

/// How one item is decoded, and the encoding to name in a diagnostic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decoding {
    encoding: &'static Encoding,
    named: Option<&'static Encoding>,
}

impl Decoding {
    /// Decodes bytes; also gives how many runs of them made no character.
    pub fn decode(self, bytes: &[u8]) -> (String, usize) {
        if self.encoding == UTF_8 {
            let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
            return (String::from_utf8_lossy(bytes).into_owned(), bad);
        }
        let (text, had_errors) = self.encoding.decode_without_bom_handling(bytes);
        let bad = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
        (text.into_owned(), bad)
    }

    /// Says which encoding was read, where it was not UTF-8.
    pub fn said(self) -> Option<Diagnostic> {
        self.named.map(|encoding| Diagnostic {
            code: DiagnosticCode("decoded-from"),
            span: None,
            message: format!("not UTF-8: decoded from {}", encoding.name()),
        })
    }
}

/// Says how much could not be decoded.
pub(super) fn undecodable(bad: usize) -> Option<Diagnostic> {
    (bad > 0).then(|| Diagnostic {
        code: DiagnosticCode("undecodable-bytes"),
        span: None,
        message: format!("{bad} undecodable byte sequence(s) read as U+FFFD"),
    })
}

/// Guesses an older encoding where bytes are not UTF-8, and not UTF-8 with damage either.
fn older(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut whole, mut broken) = (0usize, 0usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        whole += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        // A character cut off by the end of the prefix is not damage.
        let cut = chunks.peek().is_none() && chunk.invalid().first().is_some_and(|b| *b >= 0xC0);
        let whole_or_cut = chunk.invalid().is_empty() || cut && whole > 0;
        broken += usize::from(!whole_or_cut);
    }
    if broken <= whole {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Some(detector.guess(None, Utf8Detection::Deny))
}

/// Tells UTF-16 by its byte order mark, or by zero bytes in every other place.
fn utf16(prefix: &[u8]) -> Option<&'static Encoding> {
    if prefix.starts_with(b"\xFF\xFE") {
        return Some(UTF_16LE);
    }
    if prefix.starts_with(b"\xFE\xFF") {
        return Some(UTF_16BE);
    }
    let pairs = prefix.len() / 2;
    let zeros = |odd: usize| prefix.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Spaces and line ends alone make one pair in ten a zero byte, whatever the script.
    match (even * 100 / pairs.max(1), odd * 100 / pairs.max(1)) {
        (0, 10..) if pairs > 1 => Some(UTF_16LE),
        (10.., 0) if pairs > 1 => Some(UTF_16BE),
        _ => None,
    }
}

/// Gives a UTF-16 stream as UTF-8.
struct Utf16Reader {
    inner: Box<dyn Read + Send>,
    decoder: Decoder,
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl Read for Utf16Reader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let rest = self.ready.get(self.taken..).unwrap_or(&[]);
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.taken += count;
        Ok(count)
    }
}

impl Utf16Reader {
    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = [0; 8192];
        let count = self.inner.read(&mut bytes)?;
        self.ended = count == 0;
        let mut text = String::with_capacity(4 * count + 16);
        let mut from = 0;
        // Capacity is ample, so that this goes round once, and once more for each broken unit.
        loop {
            let input = bytes.get(from..count).unwrap_or(&[]);
            let (result, read) =
                self.decoder.decode_to_string_without_replacement(input, &mut text, self.ended);
            from += read;
            match result {
                DecoderResult::Malformed(..) => text.push('\u{FFFD}'),
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => text.reserve(4 * count + 16),
            }
        }
        self.ready = text.into_bytes();
        self.taken = 0;
        Ok(())
    }
}
