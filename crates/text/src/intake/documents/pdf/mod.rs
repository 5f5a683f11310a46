//! A PDF as a report.
use super::Document;
use crate::intake::{IntakeProblem, Received};
pub(super) fn read(document: &Document<'_>) -> Result<Received, IntakeProblem> { Err(document.problem("x","y")) }
