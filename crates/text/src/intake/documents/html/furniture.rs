//! What stands around an article: banners, buttons to share, lists of other articles.
//!
//! In: the table `data/intake/furniture.tsv` (its head says what a row means) and the tree of a
//! page. Out: the tree without the parts whose names say that they are such, and whether a line
//! opens as they do. A part that holds most of the page's words stays, whatever it is called.

use dom_query::Document;

use super::words::is_hidden;

const TABLE: &str = include_str!("../../../../../../data/intake/furniture.tsv");

/// Words and names of what stands around articles.
pub(super) struct Furniture {
    names: Vec<&'static str>,
    openings: Vec<&'static str>,
}

impl Furniture {
    /// Reads the shipped table.
    pub fn shipped() -> Furniture {
        let of = |kind: &str| -> Vec<&'static str> {
            let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
            let cells = rows.filter_map(|line| line.split_once('\t'));
            cells
                .filter(|(named, _)| *named == kind)
                .filter_map(|(_, rest)| rest.split('\t').next())
                .collect()
        };
        Furniture { names: of("name"), openings: of("opening") }
    }

    /// Tells whether a line opens as an announcement does, and not as a sentence that goes on.
    pub fn opens(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        self.openings.iter().any(|opening| {
            let length =
                text.char_indices().nth(opening.chars().count()).map_or(text.len(), |(n, _)| n);
            let (head, rest) = text.split_at(length);
            head.to_lowercase() == *opening && !rest.starts_with(char::is_alphanumeric)
        })
    }

    /// Takes out of a tree what is hidden and what is named as furniture.
    pub fn clear(&self, doc: &Document) {
        let Some(body) = doc.body() else { return };
        let all = body.text().chars().filter(|c| c.is_alphanumeric()).count();
        // Taken from the front, so that what goes with a removed part is not looked at again.
        let mut waiting = vec![body];
        while let Some(node) = waiting.pop() {
            let mut child = node.first_child();
            while let Some(here) = child {
                child = here.next_sibling();
                if !here.is_element() {
                    continue;
                }
                let named = self.is_named(&here);
                let gone = is_hidden(&here)
                    || named
                        && here.text().chars().filter(|c| c.is_alphanumeric()).count() * 2 < all;
                if gone {
                    here.remove_from_parent();
                } else {
                    waiting.push(here);
                }
            }
        }
    }

    fn is_named(&self, node: &dom_query::NodeRef<'_>) -> bool {
        if matches!(node.node_name().as_deref(), Some("article" | "main" | "body" | "p")) {
            return false;
        }
        let mut said = String::new();
        for attribute in ["class", "id", "role"] {
            if let Some(value) = node.attr(attribute) {
                said.extend(value.chars().take(300));
                said.push(' ');
            }
        }
        let mut parts = Vec::new();
        for name in said.split_whitespace() {
            parts.extend(name.split(['-', '_', ':']).map(str::to_ascii_lowercase));
            parts.push(name.to_ascii_lowercase());
        }
        parts.iter().any(|part| self.names.contains(&part.as_str()))
    }
}
