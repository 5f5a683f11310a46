//! The offset map of an overlay: a list of edits, and both ways of asking it.
//!
//! An edit says which range of the repaired text stands for which range of the received one;
//! between edits the two texts are equal. An edit with an empty received range is an insertion,
//! one with an empty repaired range a deletion. Must hold: both ranges ascend through the list,
//! and no two insertions touch. Questions take time logarithmic in the number of edits.

use std::ops::Range;

/// One place where the repaired text differs from the received one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub repaired: Range<u32>,
    pub received: Range<u32>,
}

impl Edit {
    fn is_insertion(&self) -> bool {
        self.received.is_empty()
    }
}

/// Leads the start of a range back; a start on an insertion moves behind it.
pub(super) fn received_start(edits: &[Edit], start: u32) -> u32 {
    let mut at = start;
    loop {
        let next = edits.partition_point(|edit| edit.repaired.end <= at);
        match edits.get(next) {
            Some(edit) if edit.repaired.start <= at && edit.is_insertion() => {
                at = edit.repaired.end;
            }
            Some(edit) if edit.repaired.start <= at => return edit.received.start,
            _ => return carry(edits, next, at),
        }
    }
}

/// Leads the end of a range back; an end on an insertion moves before it.
pub(super) fn received_end(edits: &[Edit], end: u32) -> u32 {
    let mut at = end;
    loop {
        // Deletions that stand exactly at the end are not part of the range.
        let next = edits.partition_point(|edit| edit.repaired.start < at);
        match next.checked_sub(1).and_then(|last| edits.get(last)) {
            Some(edit) if at <= edit.repaired.end && edit.is_insertion() => {
                at = edit.repaired.start;
            }
            Some(edit) if at <= edit.repaired.end => return edit.received.end,
            _ => return carry(edits, next, at),
        }
    }
}

/// Counts on from the last edit before an offset that lies in unchanged text.
fn carry(edits: &[Edit], next: usize, at: u32) -> u32 {
    match next.checked_sub(1).and_then(|last| edits.get(last)) {
        Some(edit) => edit.received.end + (at - edit.repaired.end),
        None => at,
    }
}

/// Copies a text with a space put in at each offset.
pub(super) fn spaced(text: &str, spaces: &[u32]) -> String {
    let mut out = String::with_capacity(text.len() + spaces.len());
    let mut from = 0;
    for &at in spaces {
        out.push_str(text.get(from..at as usize).unwrap_or(""));
        out.push(' ');
        from = at as usize;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

/// Adds inserted spaces to a list of edits; the offsets count in the text that the edits made.
pub(super) fn with_spaces(edits: &[Edit], spaces: &[u32]) -> Vec<Edit> {
    let mut out = Vec::with_capacity(edits.len() + spaces.len());
    let mut waiting = edits.iter().peekable();
    // Bytes that the edits taken so far removed, less those they added.
    let mut last: Option<&Edit> = None;
    let mut shift = 0;
    for &at in spaces {
        while let Some(edit) = waiting.next_if(|edit| edit.repaired.end <= at) {
            out.push(shifted(edit, shift));
            last = Some(edit);
        }
        let received = last.map_or(at, |edit| edit.received.end + (at - edit.repaired.end));
        let repaired = at + shift;
        out.push(Edit { repaired: repaired..repaired + 1, received: received..received });
        shift += 1;
    }
    out.extend(waiting.map(|edit| shifted(edit, shift)));
    out
}

fn shifted(edit: &Edit, by: u32) -> Edit {
    Edit {
        repaired: edit.repaired.start + by..edit.repaired.end + by,
        received: edit.received.clone(),
    }
}
