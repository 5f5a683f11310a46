//! IRIs of the things of a case.
//!
//! Compact: `c:claim/…` under the base that the context gives `c`. Ids may hold any character, so all
//! but letters, digits and a few signs are percent-encoded; different ids give different IRIs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::export::About;

/// What stays as it is beside letters and digits.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Makes the IRIs of one case.
pub(super) struct Iris {
    base: String,
}

impl Iris {
    pub(super) fn of(about: &About) -> Iris {
        let name = if about.name.is_empty() { "case" } else { about.name.as_str() };
        Iris { base: format!("https://rashomon.invalid/case/{}/", encoded(name)) }
    }

    /// Returns what every IRI of the case begins with.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn case(&self) -> String {
        "c:case".to_owned()
    }

    pub(super) fn reading(&self) -> String {
        "c:reading".to_owned()
    }

    pub(super) fn program(&self) -> String {
        "c:program".to_owned()
    }

    /// Names a thing of a kind by its id.
    pub(super) fn thing(&self, kind: &str, id: &str) -> String {
        format!("c:{kind}/{}", encoded(id))
    }

    /// Names a part of an event: an account, a slot, a coding.
    pub(super) fn part(&self, event: &str, kind: &str, id: &str) -> String {
        format!("c:event/{}/{kind}/{}", encoded(event), encoded(id))
    }

    /// Names a text by its SHA-256 (RFC 6920, section 7).
    pub(super) fn text(&self, sha256: &str) -> String {
        format!("nih:sha-256;{sha256}")
    }
}

fn encoded(id: &str) -> String {
    utf8_percent_encode(id, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_any_signs_make_iris_of_a_few() {
        let iris = Iris::of(&About { name: "week 10/2".into(), head: None });
        assert_eq!(iris.base(), "https://rashomon.invalid/case/week%2010%2F2/");
        assert_eq!(iris.thing("claim", "r 1#c3"), "c:claim/r%201%23c3");
        assert_ne!(iris.thing("report", "a/b"), iris.thing("report", "a%2Fb"));
        assert_eq!(iris.thing("report", "//x:\"\n"), "c:report/%2F%2Fx%3A%22%0A");
    }
}
