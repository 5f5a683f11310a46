//! From files to reports.
