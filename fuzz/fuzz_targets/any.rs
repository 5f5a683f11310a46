//! Every target of the fuzzer: the name of the binary is the name of the target.
//!
//! What a target does with its bytes stands in the library beside, so that `cargo test` can run
//! the same on seeds and kept cases without a fuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| rashomon_fuzz::run(env!("CARGO_BIN_NAME"), data));
