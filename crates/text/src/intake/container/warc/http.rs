//! HTTP responses as they stand in web archives (RFC 9112).
//!
//! In: the block of a record. Out: status, header fields, and the body as sent, without chunks, and
//! decoded (gzip, deflate, Brotli). Lax where archives are: bare line feeds, chunks or codings that
//! were taken off already and are still named in the header. Must hold: what is decoded stops at
//! the limits, and a coding that does not decode is an error, not half a page.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::super::super::limits::{Metered, read_item};
use super::super::super::options::Context;

/// A response, taken apart.
pub(super) struct Response<'b> {
    /// The status code.
    pub status: u16,
    fields: Vec<(String, String)>,
    /// The body as it was sent.
    pub body: &'b [u8],
}

impl<'b> Response<'b> {
    /// Takes a block apart; none where it does not begin as a response does.
    pub fn of(block: &'b [u8]) -> Option<Response<'b>> {
        let mut rest = block;
        let first = line(&mut rest)?;
        let first = String::from_utf8_lossy(first);
        let mut words = first.split_ascii_whitespace();
        words.next().filter(|word| word.to_ascii_uppercase().starts_with("HTTP/"))?;
        let status = words.next()?.parse().ok()?;
        let mut fields = Vec::new();
        while let Some(line) = line(&mut rest).filter(|line| !line.is_empty()) {
            let line = String::from_utf8_lossy(line);
            if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Some(Response { status, fields, body: rest })
    }

    /// Returns a field of the header; the name in lower case.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the body without its chunks, where it has any.
    pub fn dechunked(&self) -> Cow<'b, [u8]> {
        let chunked = self.field("transfer-encoding").is_some_and(|coding| {
            coding.split(',').any(|coding| coding.trim().eq_ignore_ascii_case("chunked"))
        });
        // Many archives take the chunks off and leave the header as it was.
        match chunked.then(|| dechunk(self.body)).flatten() {
            Some(body) => Cow::Owned(body),
            None => Cow::Borrowed(self.body),
        }
    }

    /// Returns the body as a browser would have it.
    pub fn decoded(&self, context: &Context) -> io::Result<Vec<u8>> {
        let mut body = self.dechunked().into_owned();
        let codings = self.field("content-encoding").unwrap_or("").to_ascii_lowercase();
        for coding in codings.split(',').rev().map(str::trim) {
            body = match coding {
                "gzip" | "x-gzip" if body.starts_with(b"\x1F\x8B") => {
                    unpack(&body, context, MultiGzDecoder::new)?
                }
                "deflate" if is_zlib(&body) => unpack(&body, context, ZlibDecoder::new)?,
                "deflate" if !begins_as_text(&body) => unpack(&body, context, DeflateDecoder::new)?,
                "br" if !begins_as_text(&body) => unpack(&body, context, |packed| {
                    brotli_decompressor::Decompressor::new(packed, 4096)
                })?,
                "zstd" if body.starts_with(b"\x28\xB5\x2F\xFD") => {
                    let what = "it is packed by zstd, which is not unpacked";
                    return Err(io::Error::new(io::ErrorKind::Unsupported, what));
                }
                // No coding, or one that the archive took off and left named.
                _ => body,
            };
        }
        Ok(body)
    }
}

fn is_zlib(body: &[u8]) -> bool {
    let head = body.first_chunk::<2>().map(|head| u16::from_be_bytes(*head));
    head.is_some_and(|head| head >> 8 & 0x0F == 8 && head % 31 == 0)
}

fn begins_as_text(body: &[u8]) -> bool {
    let begin = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body).trim_ascii_start();
    begin.is_empty() || matches!(begin.first(), Some(b'<' | b'{' | b'['))
}

fn unpack<'b, R: Read>(
    body: &'b [u8],
    context: &Context,
    decoder: impl FnOnce(super::super::super::limits::Counted<&'b [u8]>) -> R,
) -> io::Result<Vec<u8>> {
    let limits = context.limits();
    read_item(Metered::around(body, &context.purse, limits, decoder), &limits)
}

/// Takes a line off, without its end.
fn line<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    if rest.is_empty() {
        return None;
    }
    let end = rest.iter().position(|byte| *byte == b'\n');
    let (line, after) = match end {
        Some(end) => (rest.get(..end)?, rest.get(end + 1..)?),
        None => (*rest, &[][..]),
    };
    *rest = after;
    Some(line.strip_suffix(b"\r").unwrap_or(line))
}

/// Takes chunks together; none where the body is not made of chunks. A last chunk that was cut
/// short is taken as far as it goes.
fn dechunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut rest = body;
    let mut out = Vec::with_capacity(body.len());
    loop {
        let head = line(&mut rest)?;
        let size = head.split(|byte| *byte == b';').next()?.trim_ascii();
        let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let chunk = rest.get(..size.min(rest.len()))?;
        out.extend_from_slice(chunk);
        rest = rest.get(chunk.len()..)?;
        if rest.is_empty() {
            return Some(out);
        }
        line(&mut rest).filter(|end| end.is_empty())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together_and_plain_bodies_left() {
        let of = |body: &str| {
            let block = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{body}");
            let response = Response::of(block.as_bytes()).map(|r| r.dechunked().into_owned());
            String::from_utf8(response.unwrap()).unwrap()
        };
        assert_eq!(of("4;x=y\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n"), "Wikipedia");
        assert_eq!(of("<p>No chunks here.</p>"), "<p>No chunks here.</p>");
        assert_eq!(of("ff\r\ncut sho"), "cut sho");
    }

    #[test]
    fn odd_responses_are_taken_apart_or_refused() {
        let response = Response::of(b"HTTP/2 404\nContent-type:text/html\n\nGone").unwrap();
        assert_eq!((response.status, response.body), (404, &b"Gone"[..]));
        assert_eq!(response.field("content-type"), Some("text/html"));
        assert!(Response::of(b"GET / HTTP/1.1\r\n\r\n").is_none());
        assert!(Response::of(b"").is_none());
        assert!(Response::of(b"HTTP/1.1 200 OK").is_some_and(|r| r.body.is_empty()));
    }
}
