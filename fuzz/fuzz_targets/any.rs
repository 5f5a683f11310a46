//! Every target of the fuzzer: the name of the binary is the name of the target.
//!
//! What a target does with its bytes stands in the library beside, so that `cargo test` can run
//! the same on seeds and kept cases without a fuzzer. A panic ends the run, except in the thread in
//! which intake keeps readers of others: what happens there is caught, and is one refused item.
#![no_main]

use std::panic::{set_hook, take_hook};

libfuzzer_sys::fuzz_target!(
    init: {
        let ends = take_hook();
        set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some("guest of intake") {
                ends(panic);
            }
        }));
    },
    |data: &[u8]| rashomon_fuzz::run(env!("CARGO_BIN_NAME"), data)
);
