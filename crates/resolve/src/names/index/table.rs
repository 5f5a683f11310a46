//! A table from hashed keys to numbers, packed: three plain arrays, looked up by bisection.
//!
//! In: pairs of key and number, in any order. Out: for a key, its numbers in rising order. Keys
//! are 64-bit hashes of what they stand for, the same on every machine; two things that share a
//! hash share a row, which costs a look in vain and never a wrong answer, since what is found
//! is compared. Takes 12 bytes a key and 4 a number.

/// Keys and the numbers that stand under them.
#[derive(Clone, Debug, Default)]
pub(super) struct Keyed {
    keys: Vec<u64>,
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Keyed {
    /// Packs pairs of key and number.
    pub(super) fn pack(mut pairs: Vec<(u64, u32)>) -> Keyed {
        pairs.sort_unstable();
        pairs.dedup();
        let mut packed = Keyed { numbers: Vec::with_capacity(pairs.len()), ..Keyed::default() };
        for (key, number) in pairs {
            if packed.keys.last() != Some(&key) {
                packed.keys.push(key);
                packed.starts.push(offset(packed.numbers.len()));
            }
            packed.numbers.push(number);
        }
        packed.starts.push(offset(packed.numbers.len()));
        packed.keys.shrink_to_fit();
        packed.starts.shrink_to_fit();
        packed
    }

    /// Returns the numbers under a key, rising.
    pub(super) fn of(&self, key: u64) -> &[u32] {
        let Ok(at) = self.keys.binary_search(&key) else { return &[] };
        row(&self.starts, &self.numbers, at)
    }

    /// Returns the bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        self.keys.capacity() * 8 + (self.starts.capacity() + self.numbers.capacity()) * 4
    }
}

/// Rows of numbers, by number.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Rows {
    pub(super) fn new() -> Rows {
        Rows { starts: vec![0], numbers: Vec::new() }
    }

    /// Adds a row behind the others.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.numbers.extend(row);
        self.starts.push(offset(self.numbers.len()));
    }

    /// Returns rows turned round: under each of `count` numbers, the rows it stands in, rising.
    pub(super) fn turned(&self, count: usize) -> Rows {
        let mut starts = vec![0u32; count + 1];
        for &number in &self.numbers {
            starts[number as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut numbers = vec![0u32; self.numbers.len()];
        for at in 0..self.len() {
            for &number in self.of(at) {
                let slot = &mut next[number as usize];
                numbers[*slot as usize] = offset(at);
                *slot += 1;
            }
        }
        Rows { starts, numbers }
    }

    pub(super) fn of(&self, at: usize) -> &[u32] {
        row(&self.starts, &self.numbers, at)
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.numbers.shrink_to_fit();
    }

    /// Returns the bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        (self.starts.capacity() + self.numbers.capacity()) * 4
    }
}

fn row<'r>(starts: &[u32], numbers: &'r [u32], at: usize) -> &'r [u32] {
    match starts.get(at..at + 2) {
        Some(&[from, to]) => numbers.get(from as usize..to as usize).unwrap_or(&[]),
        _ => &[],
    }
}

/// An offset of 32 bits; more than four thousand million numbers do not come together here.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Hashes parts in order (FNV-1a, then mixed as MurmurHash3 ends): the same on every machine.
pub(super) fn hash(sort: u8, parts: &[&[u8]]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let bytes =
        std::iter::once(sort).chain(parts.iter().flat_map(|p| [p, b"\0" as &[u8]].concat()));
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(hash)
}

/// Spreads the bits of a number.
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

#[cfg(test)]
mod tests {
    use super::{Keyed, Rows};

    #[test]
    fn a_key_gives_its_numbers_once_and_rising() {
        let table = Keyed::pack(vec![(7, 3), (2, 9), (7, 1), (7, 3)]);
        assert_eq!(table.of(7), [1, 3]);
        assert_eq!(table.of(2), [9]);
        assert!(table.of(5).is_empty());
        assert!(Keyed::pack(Vec::new()).of(5).is_empty());
    }

    #[test]
    fn rows_turned_round_give_the_rows_of_a_number() {
        let mut rows = Rows::new();
        rows.push([1, 0]);
        rows.push([]);
        rows.push([1]);
        let turned = rows.turned(2);
        assert_eq!(turned.of(0), [0]);
        assert_eq!(turned.of(1), [0, 2]);
        assert!(turned.of(9).is_empty());
    }
}
