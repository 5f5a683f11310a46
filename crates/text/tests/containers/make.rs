//! Archives for the tests, honest and not.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    packed(members, CompressionMethod::Deflated)
}

pub fn stored(members: &[(&str, &[u8])]) -> Vec<u8> {
    packed(members, CompressionMethod::Stored)
}

fn packed(members: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// One entry of a tar archive under a name that no honest writer would write.
pub fn tar_entry(name: &[u8], kind: tar::EntryType, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.as_mut_bytes()[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    let mut out = header.as_bytes().to_vec();
    out.extend_from_slice(bytes);
    out.resize(out.len().next_multiple_of(512), 0);
    out
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |hex, b| hex + &format!("{b:02x}"))
}

/// A record of a WARC file.
pub fn record(kind: &str, uri: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let fields = fields.lines().fold(String::new(), |all, line| all + line + "\r\n");
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n\
         WARC-Date: 2031-03-09T10:00:00Z\r\n{fields}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

pub fn response(uri: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    answer(uri, "", "200 OK", &format!("Content-Type: {kind}"), body)
}

/// A response with fields of the record, status, fields of the response, and body.
pub fn answer(uri: &str, of_record: &str, status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let fields = fields.lines().fold(String::new(), |all, line| all + line + "\r\n");
    let head = format!("HTTP/1.1 {status}\r\n{fields}\r\n");
    record("response", uri, of_record, &[head.as_bytes(), body].concat())
}

/// A WACZ of one web archive and a list of pages, sealed as its writers do.
pub fn wacz(archive: &[u8], pages: &str) -> Vec<u8> {
    wacz_sealed_as(archive, archive, pages)
}

pub fn wacz_sealed_as(archive: &[u8], sealed: &[u8], pages: &str) -> Vec<u8> {
    let package = format!(
        r#"{{"profile": "data-package", "wacz_version": "1.1.1", "resources": [
            {{"name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": "{}", "bytes": 1}},
            {{"name": "pages.jsonl", "path": "pages/pages.jsonl", "hash": "{}", "bytes": 1}}]}}"#,
        sha256(sealed),
        sha256(pages.as_bytes())
    );
    let digest =
        format!(r#"{{"path": "datapackage.json", "hash": "{}"}}"#, sha256(package.as_bytes()));
    stored(&[
        ("archive/data.warc.gz", archive),
        ("pages/pages.jsonl", pages.as_bytes()),
        ("indexes/index.cdx", b"com,example)/ 20310309 {}"),
        ("datapackage.json", package.as_bytes()),
        ("datapackage-digest.json", digest.as_bytes()),
    ])
}
