//! What intake takes and what it refuses.
