//! Names of members: labels that lead nowhere.
//!
//! In: the bytes of a name. Out: the name as it is shown and kept. Roots, drives and steps upward
//! are taken off, and control characters replaced; a diagnostic says so. Must hold: the result is
//! relative, has no `..`, and no character that could command a terminal.

use rashomon_model::{Diagnostic, DiagnosticCode};

use super::super::decode::Encoded;

/// Characters of a name that are kept.
const LONGEST: usize = 1000;

/// The name of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// As it is shown and kept.
    pub shown: String,
    /// As it was, where it led out of the container or could not be kept.
    odd: Option<String>,
}

impl Name {
    /// Reads a name; bytes that are not UTF-8 are decoded as texts are.
    pub fn of(bytes: &[u8]) -> Name {
        let written = match std::str::from_utf8(bytes) {
            Ok(name) => name.to_owned(),
            Err(_) => Encoded::of(bytes).decode(bytes).0,
        };
        let plain: String = written.chars().map(visible).take(LONGEST).collect();
        let mut odd = plain != written;
        let slashed = plain.replace('\\', "/");
        odd |= slashed.starts_with('/');
        let mut parts = Vec::new();
        for part in slashed.split('/') {
            let drive = parts.is_empty() && part.len() == 2 && part.ends_with(':');
            odd |= part == ".." || drive;
            if !matches!(part, "" | "." | "..") && !drive {
                parts.push(part);
            }
        }
        let shown = if parts.is_empty() { "unnamed".to_owned() } else { parts.join("/") };
        Name { shown, odd: odd.then_some(plain) }
    }

    /// Tells whether people do not see it: hidden files, and what systems put beside files.
    pub fn is_hidden(&self) -> bool {
        self.shown.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
    }

    /// Says what was odd.
    pub fn said(&self) -> Option<Diagnostic> {
        let written = self.odd.as_ref()?;
        Some(Diagnostic {
            code: DiagnosticCode("odd-member-name"),
            span: None,
            message: format!("named {written:?} in the container: kept as {}", self.shown),
        })
    }
}

fn visible(c: char) -> char {
    let turns =
        matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if c.is_control() || turns { '\u{FFFD}' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_stay_in() {
        for (written, shown) in [
            ("../../etc/passwd", "etc/passwd"),
            ("/root/x.txt", "root/x.txt"),
            ("C:\\Users\\x.txt", "Users/x.txt"),
            ("a/../b.txt", "a/b.txt"),
            ("..", "unnamed"),
            ("a\u{202E}txt.exe", "a\u{FFFD}txt.exe"),
            ("a\nb", "a\u{FFFD}b"),
        ] {
            let name = Name::of(written.as_bytes());
            assert_eq!(name.shown, shown);
            assert!(name.said().is_some(), "{written}");
        }
    }

    #[test]
    fn plain_names_are_left_alone() {
        for written in ["a.txt", "./b/c.html", "d/", "تقرير.txt", "a..b/…"] {
            assert_eq!(Name::of(written.as_bytes()).said(), None, "{written}");
        }
        assert_eq!(Name::of(b"./b//c.html").shown, "b/c.html");
        assert!(Name::of(b"__MACOSX/._a.txt").is_hidden());
        assert!(!Name::of(b"a/b.txt").is_hidden());
    }

    #[test]
    fn names_of_old_systems_are_decoded() {
        let name = Name::of(b"\xCF\xF0\xE8\xE2\xE5\xF2 \xEC\xE8\xF0, \xE3\xEE\xF0\xEE\xE4.txt");
        assert!(name.shown.ends_with(".txt") && !name.shown.contains('\u{FFFD}'), "{name:?}");
    }
}
