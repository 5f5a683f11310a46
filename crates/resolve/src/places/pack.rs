//! Packs entries into the file that the program carries.
//!
//! In: entries, divisions before what lies in them. Out: the bytes of a gazetteer, which
//! `file.rs` describes and reads. Used by `examples/pack_gazetteer.rs` and by tests that make
//! small gazetteers of their own. Must hold: the same entries give the same bytes.

use std::collections::BTreeMap;
use std::io::Write;

use super::file::{BLOCK, Kind, MAGIC};
use super::fold;

/// Names of a division are filed without these words too.
const DIVISION_WORDS: [&str; 17] = [
    "governorate",
    "province",
    "state",
    "region",
    "district",
    "county",
    "parish",
    "oblast",
    "prefecture",
    "department",
    "muhafazat",
    "municipality",
    "sha biyat",
    "raion",
    "krai",
    "borough",
    "city",
];

/// One entry to pack.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `country`, `province`, `district`, `settlement`, `capital`, `region` or `continent`.
    pub kind: String,
    /// Number in GeoNames, 0 where it has none here.
    pub id: u32,
    /// Latitude and longitude, in degrees.
    pub point: Option<(f64, f64)>,
    /// ISO 3166 code, or nothing.
    pub country: String,
    /// Code of the first-order division.
    pub first: String,
    /// Code of the second-order division.
    pub second: String,
    /// Inhabitants, 0 where unknown.
    pub population: u64,
    /// The name shown.
    pub name: String,
    /// Other names.
    pub others: Vec<String>,
}

/// Packs entries; divisions must come before what lies in them.
///
/// # Errors
/// Where an entry's kind is unknown, or there are more entries than the format can number.
pub fn pack(entries: &[Entry]) -> Result<Vec<u8>, String> {
    let kinds: Vec<Kind> = entries.iter().map(kind).collect::<Result<_, _>>()?;
    if entries.len() >= 1 << 24 {
        return Err("too many entries".to_owned());
    }
    let mut body = Vec::new();
    let records = records(entries, &kinds)?;
    let (keys, fuzzy) = keys(entries, &kinds);
    let (blocks, key_bytes, ordinals) = front_code(&keys);
    let (name_blocks, names) = shown(entries);
    let countries = countries(entries).concat();
    let sections = [
        &countries.into_bytes(),
        &records,
        &name_blocks,
        &names,
        &blocks,
        &key_bytes,
        &skeletons(&fuzzy, &ordinals),
    ];
    body.extend((entries.len() as u32).to_le_bytes());
    body.extend((keys.len() as u32).to_le_bytes());
    for section in sections {
        body.extend((section.len() as u32).to_le_bytes());
    }
    for section in sections {
        body.extend(section);
    }
    let mut out = MAGIC.to_vec();
    out.extend((body.len() as u32).to_le_bytes());
    let mut deflate = flate2::write::ZlibEncoder::new(out, flate2::Compression::best());
    deflate.write_all(&body).map_err(|e| e.to_string())?;
    deflate.finish().map_err(|e| e.to_string())
}

fn kind(entry: &Entry) -> Result<Kind, String> {
    Kind::named(&entry.kind).ok_or_else(|| format!("{}: unknown kind `{}`", entry.name, entry.kind))
}

/// The country codes in use, the empty one first.
fn countries(entries: &[Entry]) -> Vec<String> {
    let mut codes: Vec<String> = entries.iter().map(|e| format!("{:2}", e.country)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Columns of equal width, one after the other: like bytes stand together and deflate well.
fn records(entries: &[Entry], kinds: &[Kind]) -> Result<Vec<u8>, String> {
    let codes = countries(entries);
    let code_of = |c: &str| codes.binary_search(&format!("{c:2}")).unwrap_or(0);
    let mut divisions: BTreeMap<(&str, &str, &str), u16> = BTreeMap::new();
    for (at, (entry, kind)) in entries.iter().zip(kinds).enumerate() {
        if matches!(kind, Kind::Province | Kind::District) {
            let at = u16::try_from(at).map_err(|_| "too many divisions".to_owned())?;
            divisions.insert((&entry.country, &entry.first, &entry.second), at);
        }
    }
    let mut columns: [Vec<u8>; 16] = Default::default();
    for entry in entries {
        let (lat, lon) = entry.point.unwrap_or((999.0, 999.0));
        let second = match entry.second.as_str() {
            "" => 0,
            second => *divisions.get(&(&entry.country, &entry.first, second)).unwrap_or(&0),
        };
        let first = *divisions.get(&(&entry.country, &entry.first, "")).unwrap_or(&0);
        let id = entry.id.to_le_bytes();
        let lat = ((lat * 1e4).round() as i32).to_le_bytes();
        let lon = ((lon * 1e4).round() as i32).to_le_bytes();
        let people = (10.0 * ((entry.population + 1) as f64).log2() / 1.5).round().min(255.0) as u8;
        let (first, second) = (first.to_le_bytes(), second.to_le_bytes());
        let row = [
            id[0],
            id[1],
            id[2],
            id[3],
            lat[0],
            lat[1],
            lat[2],
            lon[0],
            lon[1],
            lon[2],
            code_of(&entry.country).min(255) as u8,
            first[0],
            first[1],
            second[0],
            second[1],
            people,
        ];
        columns.iter_mut().zip(row).for_each(|(column, byte)| column.push(byte));
    }
    let mut out = columns.concat();
    out.extend(kinds.iter().map(|k| *k as u8));
    Ok(out)
}

/// The names shown, each after its length, with the offset of every sixteenth.
fn shown(entries: &[Entry]) -> (Vec<u8>, Vec<u8>) {
    let (mut blocks, mut names) = (Vec::new(), Vec::new());
    for (at, entry) in entries.iter().enumerate() {
        if at % BLOCK == 0 {
            blocks.extend((names.len() as u32).to_le_bytes());
        }
        let end = entry.name.floor_char_boundary(255);
        names.push(end as u8);
        names.extend(&entry.name.as_bytes()[..end]);
    }
    (blocks, names)
}

type Keys = BTreeMap<String, Vec<u32>>;

/// Files every entry under the keys of its names; says which keys are worth a skeleton.
fn keys(entries: &[Entry], kinds: &[Kind]) -> (Keys, Vec<(String, String)>) {
    let mut keys = Keys::new();
    let mut fuzzy: Vec<(String, String)> = Vec::new();
    for (at, (entry, kind)) in entries.iter().zip(kinds).enumerate() {
        let own = keys_of(std::iter::once(&entry.name).chain(&entry.others), *kind);
        // Only names carried over from another script are spelled in many ways.
        let carried = own.iter().any(|k| !k.is_ascii());
        if carried && !matches!(kind, Kind::Country) {
            let shown = fold::key(&entry.name);
            fuzzy.extend(spellings(std::iter::once(&shown).chain(&own)));
        }
        for key in own {
            keys.entry(key).or_default().push(at as u32);
        }
    }
    fuzzy.sort_unstable();
    fuzzy.dedup();
    (keys, fuzzy)
}

/// Returns the keys under which an entry of these names is filed.
pub(super) fn keys_of<'a>(names: impl Iterator<Item = &'a String>, kind: Kind) -> Vec<String> {
    let mut own: Vec<String> = names.map(|name| fold::key(name)).collect();
    if matches!(kind, Kind::Province | Kind::District) {
        let bare: Vec<String> = own.iter().filter_map(|k| without_division_word(k)).collect();
        own.extend(bare);
    }
    // "X ez-Y" is also written "X Ezy", which the reader looks up in one word.
    let glued: Vec<String> = own.iter().filter_map(|k| fold::without_gaps(k)).collect();
    own.extend(glued);
    own.sort_unstable();
    own.dedup();
    own.retain(|k| k.chars().count() > 1);
    own
}

/// Picks the keys of one entry that lead to it by skeleton: of those much alike only the first.
pub(super) fn spellings<'a>(keys: impl Iterator<Item = &'a String>) -> Vec<(String, String)> {
    let mut picked: Vec<(String, String)> = Vec::new();
    for key in keys {
        let Some(skeleton) = fold::skeleton(key) else { continue };
        let rivals = picked.iter().filter(|(s, _)| *s == skeleton);
        if rivals.clone().count() < 3 && rivals.clone().all(|(_, k)| fold::likeness(k, key) < 0.8) {
            picked.push((skeleton, key.clone()));
        }
    }
    picked
}

fn without_division_word(key: &str) -> Option<String> {
    DIVISION_WORDS.iter().find_map(|word| {
        let rest = key.strip_suffix(word).or_else(|| key.strip_prefix(word))?;
        let bare = rest.trim();
        (rest.len() != bare.len() && bare.len() > 2).then(|| bare.to_owned())
    })
}

/// Writes keys in blocks, each key as what differs from the one before, then its entries.
fn front_code(keys: &Keys) -> (Vec<u8>, Vec<u8>, BTreeMap<&str, u32>) {
    let (mut blocks, mut bytes, mut ordinals) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut last: &str = "";
    for (ordinal, (key, entries)) in keys.iter().enumerate() {
        if ordinal % BLOCK == 0 {
            blocks.extend((bytes.len() as u32).to_le_bytes());
            last = "";
        }
        let shared = key.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        bytes.push(shared as u8);
        bytes.push((key.len() - shared) as u8);
        bytes.extend(&key.as_bytes()[shared..]);
        varint(entries.len() as u32, &mut bytes);
        let mut before = 0;
        for entry in entries {
            varint(entry - before, &mut bytes);
            before = *entry;
        }
        ordinals.insert(key.as_str(), ordinal as u32);
        last = key;
    }
    (blocks, bytes, ordinals)
}

fn varint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Sorted hashes of skeletons, three bytes each, then the ordinals of their keys, three bytes each.
fn skeletons(fuzzy: &[(String, String)], ordinals: &BTreeMap<&str, u32>) -> Vec<u8> {
    let mut rows: Vec<(u32, u32)> = fuzzy
        .iter()
        .filter_map(|(s, key)| Some((super::file::hash(s), *ordinals.get(key.as_str())?)))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    let hashes = rows.iter().flat_map(|(h, _)| h.to_be_bytes().into_iter().skip(1));
    let keys = rows.iter().flat_map(|(_, k)| k.to_be_bytes().into_iter().skip(1));
    hashes.chain(keys).collect()
}
