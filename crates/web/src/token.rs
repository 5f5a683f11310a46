//! The word that opens the workbench: whoever has it may look, and write where that is allowed.
//!
//! Made anew at every start from bytes nobody can guess; compared in constant time, so that an answer's
//! delay tells nothing about it.

/// The token of one run.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// Makes a token of random bytes.
    pub fn of(bytes: [u8; 16]) -> Token {
        Token(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The token as it stands in the opened address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether somebody has it.
    pub fn is(&self, offered: &str) -> bool {
        let (own, offered) = (self.0.as_bytes(), offered.as_bytes());
        let differing = own.iter().zip(offered).fold(0, |all, (a, b)| all | (a ^ b));
        own.len() == offered.len() && differing == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_whole_token_opens() {
        let token = Token::of([7; 16]);
        assert!(token.is(&"07".repeat(16)));
        assert!(!token.is(""));
        assert!(!token.is("07"));
        assert!(!token.is(&"07".repeat(17)));
        assert!(!token.is(&"08".repeat(16)));
    }
}
