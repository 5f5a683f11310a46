//! Tests of the crate as its users see it. One binary; each module is one concern.

// What surrounds the tests themselves may fail loudly too.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod laws;
mod long;
mod model_file;
mod parity;

use std::sync::LazyLock;

use rashomon_syntax::Pipeline;

/// The pipeline all tests share, as programs share theirs.
static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::embedded().expect("the embedded model file loads"));

/// Gives numbers that look random and are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}
