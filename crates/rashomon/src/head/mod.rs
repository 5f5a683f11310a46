//! The head of a case: how long its log is and what one digest stands for all of it, as a text to note down and sign.
//!
//! In: a size, a Merkle root, the end of the chain. Out: the text, and back. The first three lines are the body of a
//! checkpoint as transparency logs write it (C2SP tlog-checkpoint): whose log, how many records, the root in base64. The
//! lines after them, which such readers pass over, repeat the root in hexadecimal, and add the end of the chain and the
//! time of the last entry. Nothing here opens a case or looks at a clock. What must hold: parse(text(x)) = x; a text
//! whose two roots differ is no head.

mod keys;

use ct_codecs::{Base64, Decoder, Encoder};
use rashomon_ledger::Digest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use keys::{NewKeys, PublicKey, Signer};

/// Name and version of the shape in JSON.
pub const SCHEMA: &str = "rashomon/head/1";
/// What the first line begins with. The name never resolves (RFC 2606): it says which log, not where it is.
const ORIGIN: &str = "rashomon.invalid/log/";
/// Longest head that is read; ours has some 300 bytes.
const LONGEST: usize = 8192;

/// The head of a case.
///
/// ```
/// use rashomon::head::TreeHead;
///
/// let text = "rashomon.invalid/log/\
///     0f0e1d2c3b4a59687786a5b4c3d2e1f00f0e1d2c3b4a59687786a5b4c3d2e1f0\n\
///     8\nXcnaecBqWaOoWq0scs5Vq6UqRe0pY1Kq5ZNzFz7d8oU=\n";
/// assert!(TreeHead::parse(text).is_err(), "the lines with the root and the chain are missing");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TreeHead {
    /// Name and version of the shape.
    pub schema: String,
    /// Which log: made of the digest of its first record.
    pub origin: String,
    /// How many records it has.
    pub size: u64,
    /// Root of the Merkle tree over their texts (RFC 6962), hexadecimal.
    pub root: String,
    /// Digest of the last record, which stands for everything before it, hexadecimal.
    pub chain: String,
    /// Time of entry of the last record, as its record says.
    pub at: String,
}

impl TreeHead {
    /// Makes the head of a log that begins with the record of a digest.
    pub(crate) fn new(
        first: &Digest,
        size: u64,
        root: &Digest,
        chain: &Digest,
        at: &str,
    ) -> TreeHead {
        TreeHead {
            schema: SCHEMA.to_owned(),
            origin: format!("{ORIGIN}{first}"),
            size,
            root: root.to_string(),
            chain: chain.to_string(),
            at: at.to_owned(),
        }
    }

    /// Returns the root as a digest; nothing where it is none.
    pub(crate) fn root(&self) -> Option<Digest> {
        self.root.parse().ok()
    }

    /// Writes the text that is noted down and signed; it ends with a line end.
    pub fn text(&self) -> String {
        let root = self.root().map(|root| Base64::encode_to_string(root.as_bytes()));
        let root = root.and_then(Result::ok).unwrap_or_default();
        format!(
            "{}\n{}\n{root}\nroot {}\nchain {}\nlast-entry {}\n",
            self.origin, self.size, self.root, self.chain, self.at
        )
    }

    /// Reads a head back from its text; the error is the particulars for a person.
    ///
    /// # Errors
    /// Where a line is missing or does not hold what it should.
    pub fn parse(text: &str) -> Result<TreeHead, String> {
        if text.len() > LONGEST {
            return Err("it is far longer than a head".to_owned());
        }
        // A blank line begins the signatures of a signed note, which are not ours.
        let body = text.split_once("\n\n").map_or(text, |(body, _)| body);
        let mut lines = body.lines();
        let mut next =
            |what: &str| lines.next().ok_or_else(|| format!("it has no line with {what}"));
        let origin = next("the log")?.to_owned();
        let is_ours = origin.strip_prefix(ORIGIN).is_some_and(|id| id.parse::<Digest>().is_ok());
        if !is_ours {
            return Err(format!("its first line does not name a log as `{ORIGIN}…` does"));
        }
        let size = next("the number of records")?;
        let digits = !size.is_empty() && size.bytes().all(|b| b.is_ascii_digit());
        let read = size.parse().ok().filter(|_| digits && (size == "0" || !size.starts_with('0')));
        let size = read.ok_or_else(|| format!("`{size}` is no number of records"))?;
        let base64 = next("the root in base64")?;
        let lines: Vec<&str> = lines.collect();
        let named = |name: &str| -> Result<String, String> {
            let found = lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            found.map(str::to_owned).ok_or_else(|| format!("it has no line `{name} …`"))
        };
        let (root, chain, at) = (named("root")?, named("chain")?, named("last-entry")?);
        for (name, digest) in [("root", &root), ("chain", &chain)] {
            if digest.parse::<Digest>().is_err() {
                return Err(format!("its {name} is not 64 hexadecimal digits"));
            }
        }
        let head = TreeHead { schema: SCHEMA.to_owned(), origin, size, root, chain, at };
        let decoded = Base64::decode_to_vec(base64, None).unwrap_or_default();
        match head.root() {
            Some(root) if root.as_bytes()[..] == decoded[..] => Ok(head),
            _ => Err("its root in base64 is not its root in hexadecimal".to_owned()),
        }
    }

    /// Reads a head from its text or its JSON.
    ///
    /// # Errors
    /// Where it is neither.
    pub fn read(text: &str) -> Result<TreeHead, String> {
        if !text.trim_start().starts_with('{') {
            return TreeHead::parse(text);
        }
        let head: TreeHead = serde_json::from_str(text).map_err(|e| e.to_string())?;
        // The text holds it to the same rules, whichever way it came.
        TreeHead::parse(&head.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> TreeHead {
        let digest = |of: &[u8]| Digest::of(of);
        TreeHead::new(&digest(b"1"), 42, &digest(b"2"), &digest(b"3"), "2031-03-04T05:06:07Z")
    }

    #[test]
    fn a_head_reads_back_from_its_text_and_its_json() {
        let text = head().text();
        assert_eq!(TreeHead::parse(&text), Ok(head()));
        assert_eq!(TreeHead::read(&text), Ok(head()));
        assert_eq!(TreeHead::read(&serde_json::to_string(&head()).unwrap()), Ok(head()));
        assert_eq!(text.lines().nth(1), Some("42"), "the size is a line of its own");
        let signed = format!("{text}\n— somebody AAAA\n");
        assert_eq!(TreeHead::parse(&signed), Ok(head()), "a signed note may be given as it is");
    }

    #[test]
    fn a_changed_head_is_no_head() {
        let text = head().text();
        let root = head().root;
        for (from, to) in [
            ("rashomon.invalid", "elsewhere.invalid"),
            ("\n42\n", "\n042\n"),
            ("\n42\n", "\n-1\n"),
            ("\n42\n", "\n+42\n"),
            (&root[..8], "00000000"),
            ("\nchain ", "\nchains "),
            ("\nlast-entry ", "\nlast "),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text);
            assert!(TreeHead::parse(&changed).is_err(), "{changed}");
        }
        for bad in ["", "\n", "{}", "{\"size\":1}", &"a".repeat(9000)] {
            assert!(TreeHead::read(bad).is_err(), "{bad}");
        }
    }
}
