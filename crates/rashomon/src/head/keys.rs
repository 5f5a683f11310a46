//! Keys and signatures as the tool minisign has them: Ed25519 over the BLAKE2b of the text.
//!
//! In: the text of a key file, a password where it has one. Out: signatures as minisign writes them into `.minisig`
//! files, and whether one fits a text and a key. It asks for no password and opens no file. A signature says that
//! whoever holds the key saw this text, and nothing about what the text says. What must hold: what is signed here
//! `minisign -V` verifies, and the other way round.

use std::io::Cursor;

use ct_codecs::{Base64, Decoder};
use minisign::{KeyPair, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};

use crate::Error;

/// A secret key, ready to sign.
pub struct Signer {
    secret: SecretKey,
    public: PublicKey,
}

/// The key that signatures are checked with.
#[derive(Clone, Debug)]
pub struct PublicKey(minisign::PublicKey);

/// A new pair of keys, as their files hold them.
pub struct NewKeys {
    /// The text of the secret key's file.
    pub secret: String,
    /// The text of the public key's file.
    pub public: String,
}

impl Signer {
    /// Reads a secret key; `password` is asked only where the key is locked with one.
    ///
    /// # Errors
    /// Where the text is no such key, or no password is given or it does not fit.
    pub fn read(text: &str, password: impl FnOnce() -> Option<String>) -> Result<Signer, Error> {
        let fail = |why: &dyn std::fmt::Display| {
            Error::refused(format!(
                "the secret key cannot be used: {why}; give a key as `rashomon keys new` or `minisign -G` makes it"
            ))
        };
        let line = text.lines().nth(1).ok_or_else(|| fail(&"it has no second line"))?;
        let bytes = Base64::decode_to_vec(line.trim(), None).map_err(|e| fail(&e))?;
        // minisign writes no checksum into a key without a password, so none is asked for; a key that does not fit
        // together shows when it signs, because each signature is verified at once.
        let mut secret = SecretKey::from_bytes(&bytes).map_err(|e| fail(&e))?;
        if secret.is_encrypted() {
            let key = SecretKeyBox::from_string(text).map_err(|e| fail(&e))?;
            let password = password().ok_or_else(|| fail(&"it is locked with a password"))?;
            secret = key.into_secret_key(Some(password)).map_err(|e| fail(&e))?;
        }
        let public = minisign::PublicKey::from_secret_key(&secret).map_err(|e| fail(&e))?;
        Ok(Signer { secret, public: PublicKey(public) })
    }

    /// Returns the key that its signatures are checked with.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs a text; `comment` is signed with it and printed by whoever verifies.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn sign(&self, text: &[u8], comment: &str) -> Result<String, Error> {
        let untrusted = format!("signature by rashomon with the key {}", self.public.id());
        let signed = minisign::sign(
            Some(&self.public.0),
            &self.secret,
            text,
            Some(comment),
            Some(&untrusted),
        );
        let signed = signed.map_err(|e| Error::refused(format!("cannot sign: {e}; try again")))?;
        Ok(signed.into_string())
    }
}

impl PublicKey {
    /// Reads a public key: the text of its file, or the one line of it that begins with `RW`.
    ///
    /// # Errors
    /// Where it is neither.
    pub fn read(text: &str) -> Result<PublicKey, Error> {
        let text = text.trim();
        let key = match text.lines().count() {
            1 => minisign::PublicKey::from_base64(text),
            _ => PublicKeyBox::from_string(text).and_then(minisign::PublicKey::from_box),
        };
        key.map(PublicKey).map_err(|why| {
            Error::refused(format!(
                "the public key cannot be used: {why}; give a file as minisign writes it, or its line that begins \
                 with RW"
            ))
        })
    }

    /// Returns the id of the key, as minisign prints it.
    pub fn id(&self) -> String {
        self.0.keynum().iter().rev().map(|byte| format!("{byte:02X}")).collect()
    }

    /// Returns the key as one line, as minisign takes it after `-P`.
    pub fn line(&self) -> String {
        self.0.to_base64()
    }

    /// Checks a signature of a text; returns the comment that was signed with it.
    ///
    /// # Errors
    /// Where the signature is not one, another key made it, or it does not fit the text; the particulars for a person.
    pub fn verify(&self, text: &[u8], signature: &str) -> Result<String, String> {
        let signature = SignatureBox::from_string(signature).map_err(|e| e.to_string())?;
        minisign::verify(&self.0, &signature, Cursor::new(text), true, false, true)
            .map_err(|e| e.to_string())?;
        signature.trusted_comment().map_err(|e| e.to_string())
    }
}

impl NewKeys {
    /// Makes a new pair of keys; without a password the secret key is kept as it is.
    ///
    /// # Errors
    /// Where the machine gives no random numbers.
    pub fn make(password: Option<String>) -> Result<NewKeys, Error> {
        let fail =
            |e: minisign::PError| Error::refused(format!("cannot make keys: {e}; try again"));
        let pair = match password {
            None => KeyPair::generate_unencrypted_keypair(),
            Some(password) => KeyPair::generate_encrypted_keypair(Some(password)),
        };
        let pair = pair.map_err(fail)?;
        Ok(NewKeys {
            secret: pair.sk.to_box(None).map_err(fail)?.into_string(),
            public: pair.pk.to_box().map_err(fail)?.into_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none() -> Option<String> {
        None
    }

    #[test]
    fn a_signature_fits_its_text_and_its_key_only() {
        let keys = NewKeys::make(None).unwrap();
        let signer = Signer::read(&keys.secret, none).unwrap();
        let public = PublicKey::read(&keys.public).unwrap();
        assert_eq!(public.line(), signer.public().line());
        assert_eq!(public.id().len(), 16);
        let signature = signer.sign(b"a head", "size 42").unwrap();
        assert_eq!(public.verify(b"a head", &signature), Ok("size 42".to_owned()));
        assert!(public.verify(b"a heat", &signature).is_err());
        let changed = signature.replace("size 42", "size 43");
        assert!(public.verify(b"a head", &changed).is_err(), "the comment is signed too");
        let other = PublicKey::read(&NewKeys::make(None).unwrap().public).unwrap();
        assert!(other.verify(b"a head", &signature).is_err());
        assert!(PublicKey::read(&public.line()).is_ok(), "one line is enough");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for bad in ["", "RW", "two\nlines", "untrusted comment: x\nAAAA"] {
            assert!(PublicKey::read(bad).is_err(), "{bad}");
            assert!(Signer::read(bad, none).is_err(), "{bad}");
        }
        let keys = NewKeys::make(None).unwrap();
        assert!(Signer::read(&keys.public, none).is_err(), "a public key does not sign");
        assert!(PublicKey::read(&keys.public).unwrap().verify(b"", "not a signature").is_err());
    }
}
