//! A damaged model file gives an error that names the part, and never a panic.

use rashomon_syntax::{Error, Pipeline};

use crate::Numbers;

fn model() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en_core_web_sm.safetensors");
    std::fs::read(path).unwrap()
}

fn header_length(bytes: &[u8]) -> usize {
    u64::from_le_bytes(*bytes.first_chunk::<8>().unwrap()) as usize
}

fn failure(bytes: &[u8]) -> Error {
    Pipeline::from_bytes(bytes).expect_err("a damaged file is refused")
}

/// Replaces text in the header by text of the same length.
fn with_header_edit(from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = model();
    let length = header_length(&bytes);
    let head = std::str::from_utf8(&bytes[8..8 + length]).unwrap();
    let at = 8 + head.find(from).unwrap();
    bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
    bytes
}

#[test]
fn a_truncated_file_names_the_tensor_that_is_cut() {
    let bytes = model();
    let data = 8 + header_length(&bytes);
    assert_eq!(failure(&[]).part(), "header");
    assert_eq!(failure(&bytes[..100]).part(), "header");
    assert!(failure(&bytes[..data]).part().starts_with("shared."));
    assert_eq!(failure(&bytes[..bytes.len() - 1]).part(), "tables");
    let message = failure(&bytes[..bytes.len() / 2]).to_string();
    assert!(message.contains("shared.") && message.contains("truncated"), "{message}");
}

#[test]
fn a_missing_or_misshapen_tensor_is_named() {
    let missing = failure(&with_header_edit("ner.conv.2.scale", "ner.conv.2.scalx"));
    assert_eq!(missing.to_string(), "model file: ner.conv.2.scale: missing");
    let shape = failure(&with_header_edit(
        "\"tagger.weight\":{\"dtype\":\"F32\",\"shape\":[50",
        "\"tagger.weight\":{\"dtype\":\"F32\",\"shape\":[51",
    ));
    assert_eq!(shape.part(), "tagger.weight");
    let kind = failure(&with_header_edit(
        "\"parser.lower.pad\":{\"dtype\":\"F32\"",
        "\"parser.lower.pad\":{\"dtype\":\"F16\"",
    ));
    assert_eq!(kind.part(), "parser.lower.pad");
}

#[test]
fn a_value_that_is_not_a_number_is_refused() {
    let mut bytes = model();
    let start = 8 + header_length(&bytes);
    bytes[start..start + 4].copy_from_slice(&f32::NAN.to_le_bytes());
    assert_eq!(failure(&bytes).part(), "ner.conv.0.bias");
}

#[test]
fn a_header_that_promises_too_much_allocates_nothing() {
    let mut bytes = u64::MAX.to_le_bytes().to_vec();
    bytes.extend_from_slice(b"{}");
    assert_eq!(failure(&bytes).part(), "header");
}

#[test]
fn random_damage_to_header_and_tables_never_panics() {
    let good = model();
    let head = header_length(&good) + 8;
    let tables = good.len() - 900_000;
    let mut numbers = Numbers(7);
    for round in 0..24 {
        let mut bytes = good.clone();
        for _ in 0..3 {
            let at = if round % 2 == 0 {
                numbers.below(head)
            } else {
                tables + numbers.below(good.len() - tables)
            };
            bytes[at] = 32 + numbers.below(95) as u8;
        }
        if let Ok(pipeline) = Pipeline::from_bytes(&bytes) {
            pipeline.parse("Dr. Teld didn't say that 12 people (aged 3-80) died in Velm, see www.velm.example.");
        }
    }
}
