//! Heads of a case: what stands for it now, whether it still continues one noted earlier, and signed ones in the log.
//!
//! A `signed-head` record holds the text of a head, its signature, and the key that made it. The record is in the log
//! after the records the head counts, so later heads cover it. It shows that the head was signed, and by which key;
//! whose key that is, the case cannot know: compare it with one that came another way.

use rashomon_ledger::{Digest, Draft, Ledger, Position, Record, Selection, Tree};
use serde::{Deserialize, Serialize};

use super::{CaseFile, store};
use crate::Error;
use crate::head::{PublicKey, Signer, TreeHead};

/// Kind of the records that hold signed heads.
pub const SIGNED_HEAD: &str = "signed-head";
/// Version of the shape of their bodies.
const SHAPE: u32 = 1;

/// A head somebody signed, as its record tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// The text that was signed.
    pub text: String,
    /// The signature, as a `.minisig` file holds it.
    pub signature: String,
    /// The key that checks it, as minisign takes it after `-P`.
    pub public_key: String,
}

/// Whether a case still continues a head noted earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeadCheck {
    /// Whether it does.
    pub holds: bool,
    /// Why it does not.
    pub why: Option<String>,
    /// The head that was noted.
    pub noted: TreeHead,
    /// The head now.
    pub now: TreeHead,
    /// Digests that prove that the tree now begins with the tree then (RFC 9162, 2.1.4), where it does.
    pub proof: Vec<String>,
}

impl CaseFile {
    /// Returns the head of the case as it stands.
    ///
    /// # Errors
    /// Where the case holds nothing yet, the file does not read, or a record of it does not hold.
    pub fn tree_head(&self) -> Result<TreeHead, Error> {
        Ok(self.tree()?.0)
    }

    /// Returns the head and the tree it stands for, of one state of the case.
    pub(crate) fn tree(&self) -> Result<(TreeHead, Tree), Error> {
        let _still = self.ledger.snapshot()?;
        let end = self.ledger.head()?;
        let (Some(first), Some(last)) =
            (self.ledger.record(Position(1))?, self.ledger.record(end.position)?)
        else {
            return Err(Error::nothing_to_do(format!(
                "{} holds nothing yet, so there is no head; add reports first",
                self.path().display()
            )));
        };
        let tree = self.ledger.tree(end.position)?;
        let root = tree.root().unwrap_or(Digest::ZERO);
        let head = TreeHead::new(&first.digest, end.position.0, &root, &end.digest, &last.at);
        Ok((head, tree))
    }

    /// Signs the head and keeps the signature in the log; `at` is the time of entry (RFC 3339), `by` whoever signs.
    ///
    /// # Errors
    /// As [`CaseFile::tree_head`], and where the file cannot be written.
    pub fn sign_head(
        &mut self,
        signer: &Signer,
        (at, by): (&str, &str),
    ) -> Result<(TreeHead, SignedHead), Error> {
        let head = self.tree_head()?;
        let text = head.text();
        let comment = format!("rashomon head of {} records, signed {at}", head.size);
        let signature = signer.sign(text.as_bytes(), &comment)?;
        let signed = SignedHead { text, signature, public_key: signer.public().line() };
        let key = format!("{} {}", head.size, signer.public().id());
        let body = serde_json::to_value(&signed).unwrap_or_default();
        self.ledger.append(&[Draft::new(SIGNED_HEAD, SHAPE, at, by, key, body)], &[])?;
        Ok((head, signed))
    }

    /// Says whether the case still continues a head noted earlier, and proves it.
    ///
    /// # Errors
    /// As [`CaseFile::tree_head`].
    pub fn check_head(&self, noted: &TreeHead) -> Result<HeadCheck, Error> {
        let (now, tree) = self.tree()?;
        let why = self.broken(noted, &now, &tree)?;
        let proof = match why {
            None => tree.consistency(noted.size, now.size).unwrap_or_default(),
            Some(_) => Vec::new(),
        };
        Ok(HeadCheck {
            holds: why.is_none(),
            why,
            noted: noted.clone(),
            now,
            proof: proof.iter().map(ToString::to_string).collect(),
        })
    }

    fn broken(
        &self,
        noted: &TreeHead,
        now: &TreeHead,
        tree: &Tree,
    ) -> Result<Option<String>, Error> {
        if noted.origin != now.origin {
            return Ok(Some("it is the head of another log: the first record differs".to_owned()));
        }
        if noted.size > now.size {
            return Ok(Some(format!(
                "it counts {} records and the case holds {}: records were cut off",
                noted.size, now.size
            )));
        }
        if tree.root_at(noted.size) != noted.root() {
            return Ok(Some(format!(
                "the first {} records are not those it stands for: the log was rewritten",
                noted.size
            )));
        }
        let last = self.ledger.record(Position(noted.size))?;
        let chain = last.map_or(Digest::ZERO, |record| record.digest).to_string();
        Ok((chain != noted.chain).then(|| {
            "its records are those of the case and its chain is not: it was put together wrongly".to_owned()
        }))
    }

    /// Returns every signed head in the log, with the position of its record.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn signed_heads(&self) -> Result<Vec<(u64, SignedHead)>, Error> {
        signed_heads(&self.ledger)
    }
}

fn signed_heads(ledger: &Ledger) -> Result<Vec<(u64, SignedHead)>, Error> {
    let mut out = Vec::new();
    for record in ledger.records(&Selection::all().of_kind(SIGNED_HEAD))? {
        let record = record?;
        out.push((record.position.0, store::body(&record)?));
    }
    Ok(out)
}

/// Reads a signed head back from its record; none where the record holds something else.
pub(super) fn signed_head_of(record: &Record) -> Option<Result<SignedHead, Error>> {
    (record.kind.as_str() == SIGNED_HEAD).then(|| store::body(record))
}

impl SignedHead {
    /// Reads the head back, and checks the signature with the key that stands beside it.
    ///
    /// # Errors
    /// Where the text is no head or the signature does not fit; the particulars for a person.
    pub fn head(&self) -> Result<TreeHead, String> {
        let key = PublicKey::read(&self.public_key).map_err(|e| e.to_string())?;
        key.verify(self.text.as_bytes(), &self.signature)?;
        TreeHead::parse(&self.text)
    }

    /// Returns the id of the key, as minisign prints it; nothing where the key does not read.
    pub fn key_id(&self) -> Option<String> {
        PublicKey::read(&self.public_key).ok().map(|key| key.id())
    }
}
