//! How a report came: kept with its record, so that somebody can find the place again years later.
//!
//! In: where intake found it. Out: the file's name without its folders, the members of archives that
//! lead to it, the line, how its text was made of the bytes, and what a web archive says of the
//! capture. Must hold: no folder of the machine is in it.

use rashomon_text::intake::Where;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a report came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    /// Name of the file, without folders.
    pub file: String,
    /// Names of members inside it, the outermost first; a capture is named by its address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// The line it begins on, from 1, where there are several items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// How its text was made of the bytes, with a version: `text/1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// When a web archive captured it, as written there; not when it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_at: Option<String>,
    /// The address it was captured from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_from: Option<String>,
}

impl Received {
    /// Takes what is to be kept of where an item stood.
    pub fn of(place: &Where) -> Received {
        let file = place.path.file_name().unwrap_or(place.path.as_os_str());
        let captured = place.captured.clone().unwrap_or_default();
        Received {
            file: file.to_string_lossy().into_owned(),
            members: place.members.clone(),
            line: place.line,
            format: place.format.map(str::to_owned),
            captured_at: captured.at,
            captured_from: captured.url,
        }
    }

    /// Writes the way to it on one line: `bundle.zip > page.html:3`.
    pub fn way(&self) -> String {
        let mut way = self.file.clone();
        for member in &self.members {
            way.push_str(" > ");
            way.push_str(member);
        }
        if let Some(line) = self.line {
            way.push_str(&format!(":{line}"));
        }
        way
    }

    /// Changes every text in it.
    pub(crate) fn rewrite(&mut self, change: impl Fn(&str) -> String) {
        let captured = [&mut self.captured_at, &mut self.captured_from];
        let texts = self.members.iter_mut().chain([&mut self.file]);
        texts.chain(captured.into_iter().flatten()).for_each(|text| *text = change(text));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn no_folder_of_the_machine_is_kept() {
        let mut place = Where::new(Path::new("/home/ana/secret case/wire.jsonl"), Some(3));
        place.members = vec!["in.txt".into()];
        let received = Received::of(&place);
        assert_eq!(received.way(), "wire.jsonl > in.txt:3");
        let written = serde_json::to_string(&received).unwrap();
        assert!(!written.contains("secret"), "{written}");
    }
}
