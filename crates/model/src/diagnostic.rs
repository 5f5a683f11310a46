//! What a stage could not make sense of, said instead of failing.
//!
//! A stage never fails on odd text: it yields less and leaves a diagnostic. Codes are stable
//! words; each has its heading in `docs/diagnostics.md`.

use crate::Span;

/// A stable word that names a kind of trouble, such as `glued-words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DiagnosticCode(pub &'static str);

/// One thing a stage could not use as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of trouble.
    pub code: DiagnosticCode,
    /// Where, if it has a place.
    pub span: Option<Span>,
    /// What was done about it, for people.
    pub message: String,
}
