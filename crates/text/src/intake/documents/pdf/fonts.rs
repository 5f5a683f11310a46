//! Fonts of a PDF, made safe and right for the parser.
//!
//! In: the objects of a PDF. Out: leave to go on, or that a font counts its characters without end,
//! which the parser would do; and the widths of characters, told by ranges, written one by one,
//! since the parser misreads ranges and would put every word in one place. Must hold: memory is
//! bounded by the constants here.

use std::io::Read;

use flate2::read::ZlibDecoder;
use pdf_extract::{Document as Pdf, Object, ObjectId};

use super::guard::{CONTENT, DEEPEST, find, has_name};

/// Most characters a font may count up.
const CODES: u64 = 2 * 1000 * 1000;

/// Refuses fonts that count without end.
pub(super) fn look_at(object: &Object) -> Result<(), String> {
    let dict = match object {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(dict) => dict,
        _ => return Ok(()),
    };
    for key in [&b"FirstChar"[..], b"LastChar", b"DW"] {
        if dict.get(key).and_then(Object::as_i64).is_ok_and(|n| !(-70_000..=70_000).contains(&n)) {
            return Err("a PDF whose fonts count without end".to_owned());
        }
    }
    if let Ok(widths) = dict.get(b"W").and_then(Object::as_array)
        && widths.iter().any(|width| width.as_i64().is_ok_and(|n| !(-70_000..=70_000).contains(&n)))
    {
        return Err("a PDF whose fonts count without end".to_owned());
    }
    let Object::Stream(stream) = object else { return Ok(()) };
    let filters = stream.filters().unwrap_or_default();
    let packed = filters.len() == 1 && filters.first() == Some(&&b"FlateDecode"[..]);
    if !filters.is_empty() && !packed || has_name(&stream.dict, b"Subtype", b"Image") {
        return Ok(());
    }
    let beginning = |most: u64| {
        let mut plain = Vec::new();
        let mut reader: Box<dyn Read> = if packed {
            Box::new(ZlibDecoder::new(stream.content.as_slice()))
        } else {
            Box::new(stream.content.as_slice())
        };
        // Damaged at its end, a map still counts by what was read of it.
        drop(reader.as_mut().take(most).read_to_end(&mut plain));
        plain
    };
    let is_map = find(&beginning(4096), b"begincmap", 0).is_some();
    if is_map && codes(&beginning(CONTENT as u64)) > CODES {
        return Err("a PDF whose fonts count without end".to_owned());
    }
    Ok(())
}

/// Counts the codes in the ranges of a character map.
fn codes(map: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(map);
    let mut all = 0u64;
    for part in text.split("begin").filter(|part| {
        ["bfrange", "cidrange", "notdefrange"].iter().any(|name| part.starts_with(name))
    }) {
        let mut ends = part.split("end").next().unwrap_or("").split('<').skip(1).map(|hex| {
            let hex = hex.split('>').next().unwrap_or("").split_whitespace().collect::<String>();
            u64::from_str_radix(&hex, 16).unwrap_or(0)
        });
        // Whichever of the numbers are a range, no two neighbours may lie further apart.
        let mut before = ends.next().unwrap_or(0);
        for end in ends {
            if end > before
                && end <= u64::from(u32::MAX)
                && end - before > 70_000
                && before < 70_000
            {
                return u64::MAX;
            }
            all += 1;
            before = end;
        }
    }
    all
}

/// Writes the widths of all fonts' characters one by one.
pub(super) fn spell_out_widths(pdf: &mut Pdf) {
    let mut apart = Vec::new();
    for object in pdf.objects.values_mut() {
        spell_out(object, 0, &mut apart);
    }
    for id in apart {
        if let Some(Object::Array(widths)) = pdf.objects.get_mut(&id)
            && let Some(spelt) = spelt_out(widths)
        {
            *widths = spelt;
        }
    }
}

/// Writes widths one by one in an object and what lies in it; finds those that stand in an object of
/// their own.
fn spell_out(object: &mut Object, depth: usize, apart: &mut Vec<ObjectId>) {
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &mut stream.dict,
        Object::Array(objects) if depth < DEEPEST => {
            return objects.iter_mut().for_each(|o| spell_out(o, depth + 1, apart));
        }
        _ => return,
    };
    match dict.get_mut(b"W") {
        Ok(Object::Array(widths)) => {
            if let Some(spelt) = spelt_out(widths) {
                *widths = spelt;
            }
        }
        Ok(Object::Reference(id)) => apart.push(*id),
        _ => {}
    }
    let inner = dict.iter_mut().filter(|(key, _)| key.as_slice() != b"W");
    if depth < DEEPEST {
        inner.for_each(|(_, value)| spell_out(value, depth + 1, apart));
    }
}

/// Spells out widths of the form `first last width`; none where they are no such widths.
fn spelt_out(widths: &[Object]) -> Option<Vec<Object>> {
    const MOST: i64 = 70_000;
    let mut out = Vec::new();
    let (mut at, mut ranges) = (0, 0);
    while let Some(first) = widths.get(at) {
        let from = first.as_i64().ok()?;
        match (widths.get(at + 1)?, widths.get(at + 2)) {
            (own @ Object::Array(_), _) => {
                out.extend([first.clone(), own.clone()]);
                at += 2;
            }
            (Object::Integer(to), Some(width @ (Object::Integer(_) | Object::Real(_)))) => {
                let count = usize::try_from((to - from).clamp(0, MOST)).ok()? + 1;
                ranges += count;
                if ranges > 2_000_000 || from > MOST {
                    return None;
                }
                out.extend([first.clone(), Object::Array(vec![width.clone(); count])]);
                at += 3;
            }
            _ => return None,
        }
    }
    (ranges > 0).then_some(out)
}
