//! Fingerprint.
