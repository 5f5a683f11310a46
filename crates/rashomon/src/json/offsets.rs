//! Between bytes and code points of one text.
//!
//! A sparse index (one entry a block) keeps memory at a fraction of the text; a look-up counts
//! within one block. Out-of-range offsets are cut to the text's end rather than refused, so a
//! damaged record yields an empty quote, which `verify` then names.

use rashomon_model::Span;

/// Bytes between two entries of the index.
const BLOCK: usize = 256;

/// Converts offsets of one text.
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points that start before each block.
    before: Vec<u32>,
}

impl<'t> Offsets<'t> {
    /// Indexes a text in one pass.
    pub fn new(text: &'t str) -> Offsets<'t> {
        let mut before = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0u32;
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(count);
            count += starts(block);
        }
        before.push(count);
        Offsets { text, before }
    }

    /// Returns the code point that starts at a byte.
    pub fn code_point(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let block = byte / BLOCK;
        let known = self.before.get(block).copied().unwrap_or(0);
        known + self.text.as_bytes().get(block * BLOCK..byte).map_or(0, starts)
    }

    /// Returns the byte at which a code point starts.
    pub fn byte(&self, code_point: u32) -> u32 {
        let block = self.before.partition_point(|n| *n <= code_point).saturating_sub(1);
        let mut left = code_point.saturating_sub(self.before.get(block).copied().unwrap_or(0));
        let from = (block * BLOCK).min(self.text.len());
        for (at, byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if is_start(*byte) {
                if left == 0 {
                    return u32::try_from(from + at).unwrap_or(u32::MAX);
                }
                left -= 1;
            }
        }
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// Converts a span to a pair of code points.
    pub fn pair(&self, span: Span) -> [u32; 2] {
        [self.code_point(span.start), self.code_point(span.end)]
    }

    /// Returns the words of a span; none where it does not fit the text.
    pub fn words(&self, span: Span) -> &'t str {
        span.of(self.text).unwrap_or("")
    }

    /// Converts a pair of code points to a span.
    pub fn span(&self, pair: [u32; 2]) -> Span {
        Span::new(self.byte(pair[0]), self.byte(pair[1]))
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|b| is_start(**b)).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_go_there_and_back() {
        let text = "Über 300 سطر ".repeat(90);
        let offsets = Offsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            let (byte, count) = (byte as u32, count as u32);
            assert_eq!(offsets.code_point(byte), count);
            assert_eq!(offsets.byte(count), byte);
        }
        assert_eq!(offsets.byte(1 << 30), text.len() as u32);
        assert_eq!(Offsets::new("").byte(3), 0);
    }
}
