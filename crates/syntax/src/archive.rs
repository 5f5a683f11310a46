//! Reads a model file: the safetensors container, its tensors, and the JSON part.
//!
//! In: bytes. Out: `f32` tensors by name, with their shape checked, and the JSON tables. Every
//! failure names the tensor concerned. Layout: eight bytes with the length of a JSON header, the
//! header with type, shape and byte range of each tensor, then the data (the safetensors format
//! of Hugging Face). Allocates no more than the file is long, whatever the header claims.

use serde_json::{Map, Value};

use crate::error::Error;

/// Holds the parsed header and the data of a model file.
pub(crate) struct Archive<'a> {
    header: Map<String, Value>,
    data: &'a [u8],
}

impl<'a> Archive<'a> {
    /// Reads the header.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Error> {
        let fail = |problem: &str| Error::new("header", problem);
        let (length, rest) =
            bytes.split_first_chunk::<8>().ok_or_else(|| fail("shorter than eight bytes"))?;
        let length = usize::try_from(u64::from_le_bytes(*length))
            .map_err(|_| fail("length out of range"))?;
        if length > rest.len() {
            return Err(fail("longer than the file"));
        }
        let (head, data) = rest.split_at(length);
        let header: Value = serde_json::from_slice(head).map_err(|e| fail(&e.to_string()))?;
        match header {
            Value::Object(header) => Ok(Archive { header, data }),
            _ => Err(fail("not an object")),
        }
    }

    /// Gives the values of a tensor that must have this shape.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let found = self.shape(name)?;
        if found != shape {
            return Err(Error::new(name, format!("shape {found:?}, not {shape:?}")));
        }
        let bytes = self.bytes(name, "F32")?;
        let (words, _) = bytes.as_chunks::<4>();
        if words.len() != shape.iter().product::<usize>() || bytes.len() % 4 != 0 {
            return Err(Error::new(name, "length does not fit the shape"));
        }
        let values: Vec<f32> = words.iter().map(|w| f32::from_le_bytes(*w)).collect();
        if values.iter().all(|v| v.is_finite()) {
            Ok(values)
        } else {
            Err(Error::new(name, "holds a value that is not finite"))
        }
    }

    /// Parses the JSON part.
    pub(crate) fn tables(&self) -> Result<Value, Error> {
        let bytes = self.bytes("tables", "U8")?;
        serde_json::from_slice(bytes).map_err(|e| Error::new("tables", e.to_string()))
    }

    /// Gives the number of rows of a two-dimensional tensor.
    pub(crate) fn rows(&self, name: &str) -> Result<usize, Error> {
        let shape = self.shape(name)?;
        match shape.as_slice() {
            [rows, _] if *rows > 0 => Ok(*rows),
            _ => Err(Error::new(name, format!("shape {shape:?} has no rows"))),
        }
    }

    fn entry(&self, name: &str) -> Result<&Value, Error> {
        self.header.get(name).ok_or_else(|| Error::new(name, "missing"))
    }

    fn shape(&self, name: &str) -> Result<Vec<usize>, Error> {
        let sizes = self.entry(name)?.get("shape").and_then(Value::as_array);
        let shape: Option<Vec<usize>> = sizes.and_then(|s| s.iter().map(as_size).collect());
        shape.ok_or_else(|| Error::new(name, "no shape"))
    }

    fn bytes(&self, name: &str, kind: &str) -> Result<&'a [u8], Error> {
        let entry = self.entry(name)?;
        if entry.get("dtype").and_then(Value::as_str) != Some(kind) {
            return Err(Error::new(name, format!("type is not {kind}")));
        }
        let ends = entry.get("data_offsets").and_then(Value::as_array);
        let (start, end) = match ends.map(Vec::as_slice) {
            Some([a, b]) => (as_size(a), as_size(b)),
            _ => (None, None),
        };
        let range = start.zip(end).filter(|(a, b)| a <= b);
        let (start, end) = range.ok_or_else(|| Error::new(name, "no byte range"))?;
        self.data
            .get(start..end)
            .ok_or_else(|| Error::new(name, "truncated: data ends before the tensor does"))
    }
}

fn as_size(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|v| usize::try_from(v).ok())
}
