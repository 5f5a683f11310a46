//! One published item as the program holds it.
//!
//! The text is canonical: decoded, NFC, line ends `\n`, never otherwise rewritten. Absent fields
//! are absent: an unknown date is no date, an unknown outlet counts as one unknown outlet.

use crate::{Date, ReportId};

/// One published item: article, agency copy, statement or post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The sender's id, or one made from the content.
    pub id: ReportId,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Where it was published.
    pub url: Option<String>,
    /// Its headline, where it came apart from the text.
    pub title: Option<String>,
    /// Language as a BCP 47 tag, stated or detected.
    pub lang: Option<String>,
    /// The canonical text.
    pub text: String,
}
