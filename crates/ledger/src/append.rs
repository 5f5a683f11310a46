//! Appends drafts to the log: all of them or none.
//!
//! In: drafts and the raw bytes they attach. Out: their positions, once they are on disk.
//! It does not look into bodies, and it does not wait for ever: a second writer is told that the case is busy.
//! What must hold: the head is read and continued under one write lock, so that the chain never forks; whatever can be
//! refused is refused before the lock is taken; every blob in the store is named by a record, hence by the chain.

use std::path::Path;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::blob::Packed;
use crate::error::{Error, ErrorKind};
use crate::ledger::{as_sql, head};
use crate::record::{self, Ready};
use crate::row::COLUMNS;
use crate::schema::Home;
use crate::{Digest, Draft, Head, Ledger, Position};

impl Ledger {
    /// Appends drafts, in order, with the raw bytes they attach: all or nothing, on disk when it returns.
    ///
    /// A blob that is in the store already is kept once. No drafts is no append.
    ///
    /// # Errors
    /// Where a draft breaks a rule of the log, an attached blob is neither here nor in the store, a blob is attached by
    /// no draft or does not have its digest; where another writer does not finish in time; where the disk is full.
    ///
    /// # Properties
    /// `append_then_read_gives_the_same`.
    pub fn append(
        &mut self,
        drafts: &[Draft],
        blobs: &[(Digest, &[u8])],
    ) -> Result<Vec<Position>, Error> {
        let (ready, packed) = self.prepare(drafts, blobs)?;
        if ready.is_empty() {
            return Ok(Vec::new());
        }
        if self.home == Home::Memory {
            let detail = "it is shown as it stood earlier";
            return Err(Error::new(ErrorKind::ReadOnly, &self.path, detail));
        }
        let path = self.path.clone();
        let fail = |cause| Error::sqlite(&path, cause);
        // Immediate: the head is read under the write lock, so that two writers cannot continue the same one.
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        for blob in &packed {
            blob.store(&transaction).map_err(fail)?;
        }
        let positions = write_all(&transaction, &ready, &path)?;
        transaction.commit().map_err(fail)?;
        Ok(positions)
    }

    /// Does what can be done before the lock is taken: checks, canonical forms, compression.
    fn prepare<'a>(
        &self,
        drafts: &'a [Draft],
        blobs: &[(Digest, &[u8])],
    ) -> Result<(Vec<Ready<'a>>, Vec<Packed>), Error> {
        let refuse = |detail: String| Error::new(ErrorKind::Invalid, &self.path, detail);
        let about =
            |draft: &Draft, why: String| refuse(format!("{} {:?}: {why}", draft.kind, draft.key));
        let ready = drafts
            .iter()
            .map(|draft| Ready::new(draft).map_err(|why| about(draft, why)))
            .collect::<Result<Vec<_>, _>>()?;
        let attached: std::collections::HashSet<_> =
            drafts.iter().flat_map(|draft| &draft.attached).collect();
        let mut packed = Vec::with_capacity(blobs.len());
        for (digest, bytes) in blobs {
            // The chain vouches for a blob only through a record that names it.
            if !attached.contains(digest) {
                return Err(refuse(format!("no draft attaches the blob {digest}")));
            }
            if Digest::of(bytes) != *digest {
                return Err(refuse(format!("the blob given as {digest} has another digest")));
            }
            packed.push(Packed::new(*digest, bytes));
        }
        Ok((ready, packed))
    }
}

/// Writes the records after the head, under the write lock.
fn write_all(
    transaction: &Transaction<'_>,
    ready: &[Ready<'_>],
    path: &Path,
) -> Result<Vec<Position>, Error> {
    let mut head = head(transaction, path)?;
    let mut positions = Vec::with_capacity(ready.len());
    for it in ready {
        for digest in &it.draft.attached {
            if !is_stored(transaction, digest).map_err(|cause| Error::sqlite(path, cause))? {
                let detail = format!(
                    "{} {:?} attaches the blob {digest}, which is neither here nor in the store",
                    it.draft.kind, it.draft.key
                );
                return Err(Error::new(ErrorKind::Invalid, path, detail));
            }
        }
        head = write_one(transaction, it, &head).map_err(|cause| Error::sqlite(path, cause))?;
        positions.push(head.position);
    }
    Ok(positions)
}

fn write_one(transaction: &Transaction<'_>, it: &Ready<'_>, head: &Head) -> rusqlite::Result<Head> {
    let written = it.written(head.position.next());
    write_text(transaction, it.draft, &written, head)
}

/// Puts the text of a record after the head; the draft gives the columns that repeat it.
pub(crate) fn write_text(
    transaction: &Transaction<'_>,
    draft: &Draft,
    written: &str,
    head: &Head,
) -> rusqlite::Result<Head> {
    let position = head.position.next();
    let digest = record::link(&head.digest, written);
    let sql = format!("INSERT INTO log ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    transaction.prepare_cached(&sql)?.execute(params![
        as_sql(position),
        draft.kind.as_str(),
        draft.version,
        draft.at,
        draft.by,
        draft.key,
        head.digest.to_string(),
        digest.to_string(),
        written,
    ])?;
    Ok(Head { position, digest })
}

fn is_stored(connection: &Connection, digest: &Digest) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM blob WHERE digest = ?1")?;
    statement.exists([digest.to_string()])
}
