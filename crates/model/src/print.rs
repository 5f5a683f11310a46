//! What a report's text leaves of itself, for telling who took it from whom.
//!
//! Made in `text`, compared in `reconcile`, which never sees a text: sentence by sentence the hashes
//! of its words, names by their sound and numbers by their value, so that a rewrite or a translation
//! can be held against what it was made of. A hash says that two words are alike, never what they
//! are. Spans lead back to the words.

use crate::{CaseEntityId, Span};

/// What a word of a print is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrintKind {
    /// A word that few texts have.
    Plain,
    /// A word that reports of its kind share, whoever wrote them.
    Common,
    /// A word of a name, hashed by its sound.
    Name,
    /// A number, hashed by its value.
    Number,
    /// A word that may be of a name, in a language that is not read, hashed by its sound.
    Maybe,
}

/// One word of a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrintWord {
    /// Equal for words that are alike.
    pub hash: u32,
    /// What it is.
    pub kind: PrintKind,
    /// How much it tells, in bits: the more the fewer words would be alike by chance.
    pub bits: u8,
}

/// One sentence of a print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintSentence {
    /// Where it stands.
    pub span: Span,
    /// Whether most of it is somebody's words between quotation marks.
    pub quoted: bool,
    /// Its words in order, function words left out.
    pub words: Vec<PrintWord>,
}

/// The print of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// Its sentences in order; those without a word that tells anything are left out.
    pub sentences: Vec<PrintSentence>,
    /// Whether it is in a language that is not read, so that its names are only surmised.
    pub foreign: bool,
}

/// How a report says whose work it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditKind {
    /// A line at the beginning or the end that names an agency: "(Reuters) –", "Source: AFP".
    Agency,
    /// A mark that all of it is another's: "RT @…", "via …", "originally published by …".
    Repost,
    /// The name of another outlet anywhere in it.
    Mention,
}

/// An outlet that a report names as its source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credit {
    /// In what manner.
    pub kind: CreditKind,
    /// The name as it stands.
    pub name: String,
    /// Whom it denotes, where that is known.
    pub entity: Option<CaseEntityId>,
    /// Where it stands.
    pub span: Span,
}
