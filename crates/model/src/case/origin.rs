//! Which reports rest on one source, and why.

use crate::{OriginId, ReportId};

/// Why one report is said to rest on the same origin as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginLink {
    /// The origin.
    pub origin: OriginId,
    /// The reports it joins, sorted.
    pub reports: Vec<ReportId>,
    /// The evidence in one sentence; empty for a report that stands alone.
    pub why: String,
}
