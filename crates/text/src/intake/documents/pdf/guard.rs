//! Bounds what a PDF can make its parser do.
//!
//! In: the bytes of a PDF, then the parsed document. Out: leave to go on, or what is too much. A few
//! bytes of a PDF can unfold to gigabytes, name themselves as their own parents, or count a font's
//! characters by the billion; the parser believes them all. So the streams are unfolded once
//! without being kept, circles are refused, and only the operators that show text are left in the
//! pages, which also spares the parser what it fails on. Must hold: memory and time are bounded by
//! the constants here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::read::ZlibDecoder;
use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId};

use super::fonts;

/// Most bytes that all streams unfold to.
const UNFOLDED: u64 = 300 * 1000 * 1000;

/// Most bytes that one page's or form's content unfolds to.
pub(super) const CONTENT: usize = 20 * 1000 * 1000;

/// Most operators shown over all pages, forms counted as often as they are shown.
const OPERATORS: u64 = 20 * 1000 * 1000;

/// Most pages.
const PAGES: usize = 5000;

/// Largest stream of a kind that unfolds unseen.
const LZW: usize = 256 * 1024;

/// How deep objects are looked into; the parser refuses deeper ones.
pub(super) const DEEPEST: usize = 100;

/// How far up a page's parents go.
const PARENTS: usize = 60;

/// Looks at the bytes before anything parses them.
pub(super) fn before(bytes: &[u8]) -> Result<(), String> {
    let mut left = UNFOLDED;
    let mut at = 0;
    while let Some(found) = find(bytes, b"stream", at) {
        at = found + 6;
        let begin = match bytes.get(at..) {
            Some([b'\r', b'\n', ..]) => at + 2,
            Some([b'\n' | b'\r', ..]) => at + 1,
            _ => continue,
        };
        if is_picture(bytes.get(found.saturating_sub(1024)..found).unwrap_or(&[])) {
            continue;
        }
        // A zlib stream begins with 0x78, or nearly always does.
        let Some(stream) = bytes.get(begin..).filter(|s| s.first().is_some_and(|b| b & 0x0F == 8))
        else {
            continue;
        };
        left = count(stream, left)?;
    }
    Ok(())
}

/// Tells by what stands before a stream that it is a picture, which nobody unfolds here. A name may be
/// written with escapes, so that whatever has one is no picture.
fn is_picture(before: &[u8]) -> bool {
    let begin = before.windows(4).rposition(|window| window == b" obj").unwrap_or(0);
    let dict = before.get(begin..).unwrap_or(&[]);
    find(dict, b"/Image", 0).is_some()
        && !dict.contains(&b'#')
        && find(dict, b"ObjStm", 0).is_none()
        && find(dict, b"XRef", 0).is_none()
}

/// Counts what a stream unfolds to, three times over where what unfolds is packed itself.
fn count(stream: &[u8], left: u64) -> Result<u64, String> {
    let too_much = || format!("a PDF that unfolds to more than {} MB", UNFOLDED / 1_000_000);
    let once = ZlibDecoder::new(stream);
    let twice = ZlibDecoder::new(ZlibDecoder::new(stream));
    let thrice = ZlibDecoder::new(ZlibDecoder::new(ZlibDecoder::new(stream)));
    let mut left = left;
    let mut readers: [Box<dyn Read + '_>; 3] = [Box::new(once), Box::new(twice), Box::new(thrice)];
    for reader in &mut readers {
        let mut block = vec![0; 1 << 16];
        let mut any = false;
        while let Ok(read @ 1..) = reader.read(&mut block) {
            left = left.checked_sub(read as u64).ok_or_else(too_much)?;
            any = true;
        }
        if !any {
            break;
        }
    }
    Ok(left)
}

pub(super) fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(wanted.len()).position(|window| window == wanted).map(|n| from + n)
}

/// Looks at the parsed document, leaves in it what shows text, and gives its pages.
pub(super) fn after(pdf: &mut Pdf, was_encrypted: bool) -> Result<Vec<u32>, String> {
    let mut left = UNFOLDED;
    for object in pdf.objects.values() {
        fonts::look_at(object)?;
        not_packed_unseen(object)?;
        // What was encrypted could not be counted before.
        if let Object::Stream(stream) = object
            && was_encrypted
            && !has_name(&stream.dict, b"Subtype", b"Image")
        {
            left = count(&stream.content, left)?;
        }
    }
    fonts::spell_out_widths(pdf);
    let pages = pdf.get_pages();
    if pages.len() > PAGES {
        return Err(format!("a PDF of {} pages, more than {PAGES}", pages.len()));
    }
    let forms = only_text(pdf)?;
    let mut all = 0u64;
    let mut numbers = Vec::new();
    for (number, id) in pages {
        if goes_in_circles(pdf, id) {
            return Err("a PDF whose pages are their own parents".to_owned());
        }
        let shows_picture = pdf.get_page_contents(id).iter().any(|id| {
            matches!(pdf.get_object(*id), Ok(Object::Stream(s)) if has_name(&s.dict, b"Subtype", b"Image"))
        });
        if shows_picture {
            return Err(format!("a page {number} whose content says it is a picture"));
        }
        let content = pdf.get_page_content(id).map_err(|e| e.to_string())?;
        if content.len() > CONTENT {
            return Err(format!("a page {number} of more than {} MB", CONTENT / 1_000_000));
        }
        let (kept, shown) = text_of(&content);
        let costs = forms.cost(shown, kept.operations.len());
        all = all.saturating_add(costs.ok_or("a PDF whose parts show themselves")?);
        if all > OPERATORS {
            return Err("a PDF that shows its parts millions of times".to_owned());
        }
        let kept = kept.encode().map_err(|e| e.to_string())?;
        pdf.change_page_content(id, kept).map_err(|e| e.to_string())?;
        numbers.push(number);
    }
    Ok(numbers)
}

/// Refuses packings that cannot be counted.
fn not_packed_unseen(object: &Object) -> Result<(), String> {
    let Object::Stream(stream) = object else { return Ok(()) };
    let filters = stream.filters().unwrap_or_default();
    if filters.contains(&&b"LZWDecode"[..]) && stream.content.len() > LZW {
        return Err("a PDF packed in a way that cannot be bounded (LZW)".to_owned());
    }
    Ok(())
}

pub(super) fn has_name(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|own| own == name)
}

fn goes_in_circles(pdf: &Pdf, page: ObjectId) -> bool {
    let mut at = page;
    for _ in 0..PARENTS {
        let parent =
            pdf.get_dictionary(at).and_then(|d| d.get(b"Parent")).and_then(Object::as_reference);
        match parent {
            Ok(parent) => at = parent,
            Err(_) => return false,
        }
    }
    true
}

/// Operators that place and show text; all others are nothing to a reader.
const TEXT: [&str; 20] = [
    "q", "Q", "cm", "BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", "\"", "Tc", "Tw",
    "Tz", "TL", "Ts", "Do",
];

/// Leaves of a content what shows text; also counts the forms it shows.
fn text_of(content: &[u8]) -> (Content<Vec<Operation>>, u64) {
    let mut content = Content::decode(content).unwrap_or(Content { operations: Vec::new() });
    content.operations.retain(|op| TEXT.contains(&op.operator.as_str()) && has_operands(op));
    let shown = content.operations.iter().filter(|op| op.operator == "Do").count() as u64;
    (content, shown)
}

/// Tells whether an operator has what the parser takes for granted.
fn has_operands(op: &Operation) -> bool {
    let numbers = || op.operands.iter().all(|o| matches!(o, Object::Integer(_) | Object::Real(_)));
    match op.operator.as_str() {
        "cm" | "Tm" => op.operands.len() == 6 && numbers(),
        "Td" | "TD" => op.operands.len() == 2 && numbers(),
        "Tc" | "Tw" | "Tz" | "TL" | "Ts" => op.operands.len() == 1 && numbers(),
        "Tf" => matches!(
            op.operands.as_slice(),
            [Object::Name(_), Object::Integer(_) | Object::Real(_)]
        ),
        "Tj" | "'" => matches!(op.operands.as_slice(), [Object::String(..)]),
        "TJ" => matches!(op.operands.as_slice(), [Object::Array(_)]),
        "\"" => op.operands.len() == 3,
        "Do" => matches!(op.operands.as_slice(), [Object::Name(_)]),
        _ => true,
    }
}

/// The forms of a document: parts that pages show, and that show each other.
struct Forms {
    /// Of the costliest form, how many operators showing it once comes to; none for a circle.
    dearest: Option<u64>,
}

impl Forms {
    /// Gives what a content costs that shows forms so many times.
    fn cost(&self, shown: u64, operators: usize) -> Option<u64> {
        let forms = if shown == 0 { 0 } else { shown.saturating_mul(self.dearest?) };
        Some(forms.saturating_add(operators as u64))
    }
}

/// Leaves in every form what shows text, and finds out what showing the costliest one comes to.
fn only_text(pdf: &mut Pdf) -> Result<Forms, String> {
    let mut forms = BTreeSet::new();
    for object in pdf.objects.values() {
        shown_by(pdf, object, 0, &mut forms);
    }
    // The parser would read a picture as content, too.
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object
            && has_name(&stream.dict, b"Subtype", b"Image")
        {
            stream.dict.remove(b"Filter");
            stream.set_content(Vec::new());
        }
    }
    let ids: Vec<ObjectId> = forms.iter().copied().collect();
    // Of each form: its operators, how often it shows others, and which those may be.
    let mut known: BTreeMap<ObjectId, (u64, u64, Vec<ObjectId>)> = BTreeMap::new();
    for id in ids {
        let Some(Object::Stream(stream)) = pdf.objects.get_mut(&id) else { continue };
        let content = if stream.is_compressed() {
            stream.decompressed_content().unwrap_or_default()
        } else {
            stream.content.clone()
        };
        if content.len() > CONTENT {
            return Err(format!("a part of a page of more than {} MB", CONTENT / 1_000_000));
        }
        let (kept, shown) = text_of(&content);
        let operators = kept.operations.len() as u64;
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.set_content(kept.encode().map_err(|e| e.to_string())?);
        let resources = stream.dict.get(b"Resources").cloned();
        let inner = if shown == 0 {
            Vec::new()
        } else {
            // Without resources of its own a form shows what its page does: anything.
            resources.map_or_else(|_| forms.iter().copied().collect(), |r| named(pdf, &r))
        };
        known.insert(
            id,
            (operators, shown, inner.into_iter().filter(|id| forms.contains(id)).collect()),
        );
    }
    let mut costs: BTreeMap<ObjectId, u64> = BTreeMap::new();
    // Each round settles the forms whose inner ones are settled; what a circle holds never is.
    for _ in 0..16 {
        for (id, (operators, shown, inner)) in &known {
            let mut settled =
                inner.iter().filter(|id| known.contains_key(*id)).map(|id| costs.get(id).copied());
            let dearest = settled.try_fold(0u64, |a, b| Some(a.max(b?)));
            if let Some(dearest) = dearest {
                costs.insert(*id, operators.saturating_add(shown.saturating_mul(dearest)).max(1));
            }
        }
    }
    let whole = known.keys().all(|id| costs.contains_key(id));
    Ok(Forms { dearest: whole.then(|| costs.values().copied().max().unwrap_or(1)) })
}

/// Finds what an object's resources name as parts to show, at any depth of the object; whether it
/// calls itself a form is nothing to the parser.
fn shown_by(pdf: &Pdf, object: &Object, depth: usize, found: &mut BTreeSet<ObjectId>) {
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        Object::Array(objects) if depth < DEEPEST => {
            return objects.iter().for_each(|object| shown_by(pdf, object, depth + 1, found));
        }
        _ => return,
    };
    for (key, value) in dict.iter() {
        if key == b"XObject" {
            found.extend(parts(pdf, value));
        }
        if depth < DEEPEST {
            shown_by(pdf, value, depth + 1, found);
        }
    }
}

/// Gives the streams that a dictionary of parts names.
fn parts(pdf: &Pdf, dict: &Object) -> Vec<ObjectId> {
    let dict = pdf.dereference(dict).ok().and_then(|(_, object)| object.as_dict().ok());
    let named = dict.into_iter().flat_map(|dict| dict.iter());
    named.filter_map(|(_, part)| pdf.dereference(part).ok()?.0).collect()
}

/// Finds the forms that resources name.
fn named(pdf: &Pdf, resources: &Object) -> Vec<ObjectId> {
    let resources = pdf.dereference(resources).ok().and_then(|(_, object)| object.as_dict().ok());
    resources.and_then(|r| r.get(b"XObject").ok()).map(|dict| parts(pdf, dict)).unwrap_or_default()
}
