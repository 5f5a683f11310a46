//! Packs raw bytes for the store and unpacks them again.
//!
//! In: bytes as received. Out: a row of the blob table, compressed where that saves enough; and the bytes back.
//! It does not look at what the bytes are. What must hold: unpack(pack(x)) = x, checked by the digest on the way out,
//! and a damaged or hostile row cannot unpack to more than the size it states. Follows RFC 1950 (zlib).

use std::borrow::Cow;
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::{Connection, Row, params};

use crate::Digest;

/// Below this many bytes, packing saves nothing worth the trouble for whoever reads the file with other tools.
const WORTH_PACKING: usize = 256;

/// Level 4 packs news text nearly as small as level 6 and twice as fast.
const LEVEL: u32 = 4;

/// Raw bytes as the store keeps them.
pub(crate) struct Packed {
    digest: Digest,
    size: i64,
    coding: String,
    bytes: Vec<u8>,
}

impl Packed {
    pub(crate) fn new(digest: Digest, bytes: &[u8]) -> Self {
        let (coding, stored) = match compress(bytes) {
            Some(smaller) => ("zlib", Cow::Owned(smaller)),
            None => ("plain", Cow::Borrowed(bytes)),
        };
        Self {
            digest,
            size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            coding: coding.to_owned(),
            bytes: stored.into_owned(),
        }
    }

    /// Reads the columns size, coding, bytes.
    pub(crate) fn read(digest: Digest, row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { digest, size: row.get(0)?, coding: row.get(1)?, bytes: row.get(2)? })
    }

    /// Puts the row into the store; bytes that are there already stay as they are.
    pub(crate) fn store(&self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT INTO blob (digest, size, coding, bytes) VALUES (?1, ?2, ?3, ?4)";
        let row = params![self.digest.to_string(), self.size, self.coding, self.bytes];
        connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }

    /// Returns how large it says to be unpacked; nothing vouches for that yet.
    pub(crate) fn stated_size(&self) -> usize {
        usize::try_from(self.size).unwrap_or(0).max(self.bytes.len())
    }

    /// Returns the bytes as received; the error is the particulars for a person.
    pub(crate) fn unpack(self) -> Result<Vec<u8>, String> {
        let size = u64::try_from(self.size).map_err(|_| "its size is negative".to_string())?;
        let bytes = match self.coding.as_str() {
            "plain" => self.bytes,
            "zlib" => {
                let mut bytes = Vec::new();
                ZlibDecoder::new(self.bytes.as_slice())
                    .take(size.saturating_add(1))
                    .read_to_end(&mut bytes)
                    .map_err(|_| "it does not unpack".to_string())?;
                bytes
            }
            other => return Err(format!("its coding {other:?} is unknown")),
        };
        if bytes.len() as u64 != size {
            return Err("it has not the size it states".into());
        }
        if Digest::of(&bytes) != self.digest {
            return Err("its bytes have another digest".into());
        }
        Ok(bytes)
    }
}

/// Compresses, or gives up where less than a tenth would be saved (images, archives).
fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_PACKING {
        return None;
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len() / 10 * 9).then_some(packed)
}
