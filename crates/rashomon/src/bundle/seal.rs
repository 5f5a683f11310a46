//! Encrypting a bundle for those who may read it, in the format of age (age-encryption.org/v1).
//!
//! In: bytes and who may read them, or a passphrase. Out: the same bytes sealed; and back, a reader that opens them
//! piece by piece, so that nothing unsealed touches a disk. It asks for no passphrase and knows nothing of ZIP. What
//! must hold: what is sealed here the tools age and rage open, and the other way round.

use std::io::{self, BufReader, Read, Seek, Write};
use std::iter;

use age::secrecy::SecretString;
use age::{Decryptor, Encryptor, IdentityFile, scrypt, x25519};

use crate::Error;

/// What a sealed file begins with.
const BEGINS: &[u8] = b"age-encryption.org/";

/// Who may open what is sealed.
pub enum Lock {
    /// Whoever holds the identity of one of these recipients.
    Recipients(Vec<x25519::Recipient>),
    /// Whoever knows these words.
    Passphrase(SecretString),
}

/// What opens a sealed bundle.
pub enum Unlock {
    /// The identities in a file, as age-keygen writes it.
    Identities(Vec<Box<dyn age::Identity>>),
    /// Words.
    Passphrase(SecretString),
}

/// Something that is read and moved about in.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

impl Lock {
    /// Reads recipients: `age1…` each.
    ///
    /// # Errors
    /// Where one of them is none.
    pub fn recipients(written: &[String]) -> Result<Lock, Error> {
        let read = |one: &String| {
            one.trim().parse().map_err(|why: &str| {
                Error::refused(format!(
                    "`{one}` is no recipient: {why}; give the line that begins with age1, as age-keygen prints it"
                ))
            })
        };
        Ok(Lock::Recipients(written.iter().map(read).collect::<Result<_, _>>()?))
    }

    /// Locks with words.
    pub fn passphrase(words: String) -> Lock {
        Lock::Passphrase(SecretString::from(words))
    }
}

impl Unlock {
    /// Reads the text of a file of identities, as age-keygen writes it.
    ///
    /// # Errors
    /// Where it has none, or one of a kind that this program does not know.
    pub fn identities(text: &str) -> Result<Unlock, Error> {
        let fail = |why: &dyn std::fmt::Display| {
            Error::refused(format!(
                "the identity cannot be used: {why}; give a file with a line AGE-SECRET-KEY-1…, as age-keygen writes it"
            ))
        };
        let file = IdentityFile::from_buffer(text.as_bytes()).map_err(|e| fail(&e))?;
        let identities = file.into_identities().map_err(|e| fail(&e))?;
        match identities.is_empty() {
            true => Err(fail(&"there is none in it")),
            false => Ok(Unlock::Identities(identities)),
        }
    }

    /// Unlocks with words.
    pub fn passphrase(words: String) -> Unlock {
        Unlock::Passphrase(SecretString::from(words))
    }
}

/// Tells whether bytes begin as a sealed file does.
pub fn is_sealed(beginning: &[u8]) -> bool {
    beginning.starts_with(BEGINS)
}

/// Seals bytes into a writer.
///
/// # Errors
/// Where the writer fails, or there is no recipient.
pub fn seal(lock: &Lock, bytes: &[u8], out: &mut (dyn Write + Send)) -> io::Result<()> {
    let encryptor = match lock {
        Lock::Recipients(recipients) => {
            Encryptor::with_recipients(recipients.iter().map(|one| one as &dyn age::Recipient))
                .map_err(io::Error::other)?
        }
        Lock::Passphrase(words) => Encryptor::with_user_passphrase(words.clone()),
    };
    let mut sealed = encryptor.wrap_output(out)?;
    sealed.write_all(bytes)?;
    sealed.finish().map(drop)
}

/// Opens what is sealed.
///
/// # Errors
/// Where it is not sealed, is damaged, or this does not open it.
pub fn unseal<R: Read + Seek + 'static>(
    sealed: R,
    unlock: &Unlock,
) -> Result<Box<dyn ReadSeek>, Error> {
    let fail = |why: &dyn std::fmt::Display| {
        Error::refused(format!(
            "the bundle cannot be decrypted: {why}; give the --identity it was made for, or its passphrase"
        ))
    };
    let decryptor = Decryptor::new_buffered(BufReader::new(sealed)).map_err(|e| fail(&e))?;
    let opened = match unlock {
        Unlock::Identities(identities) => decryptor.decrypt(identities.iter().map(AsRef::as_ref)),
        Unlock::Passphrase(words) => {
            let identity = scrypt::Identity::new(words.clone());
            decryptor.decrypt(iter::once(&identity as &dyn age::Identity))
        }
    };
    Ok(Box::new(opened.map_err(|e| fail(&e))?))
}
