//! Salts: short strings that nobody can guess, made of bytes that the caller took from the system.
//!
//! A digest of few words tells them to whoever tries all names; a digest of a salt and the words does
//! not. Nothing here is random by itself. Must hold: no two salts of one seed are the same, and one
//! says nothing about another (each is a SHA-256 of the seed and a number).

/// Gives one salt after another.
pub struct Salts {
    seed: [u8; 32],
    given: u64,
}

impl Salts {
    /// Begins with a seed.
    pub fn of(seed: [u8; 32]) -> Salts {
        Salts { seed, given: 0 }
    }

    /// Returns the next salt: 32 hexadecimal digits.
    pub fn next(&mut self) -> String {
        self.given += 1;
        let mut salt = crate::sha256(&[&self.seed[..], &self.given.to_be_bytes()].concat());
        salt.truncate(32);
        salt
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salts_differ_and_follow_from_the_seed() {
        let (mut a, mut b) = (Salts::of([7; 32]), Salts::of([7; 32]));
        let first = a.next();
        assert_eq!(first.len(), 32);
        assert_eq!(first, b.next());
        assert_ne!(first, a.next());
        assert_ne!(first, Salts::of([8; 32]).next());
    }
}
