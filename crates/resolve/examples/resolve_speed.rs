//! Times joining of entities on made-up readings of growing number; prints entities, seconds, and what came out.
//!
//! `cargo run --release -p rashomon-resolve --example resolve_speed`. Names are put together from
//! syllables by a fixed rule, with spellings varied, so every run sees the same input.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use rashomon_model::{Entity, EntityKind, Reading, ReportId};
use rashomon_resolve::entities::{ResolveConfig, Told, resolve};
use rashomon_resolve::names::NameMethod;
use std::time::Instant;

const SYLLABLES: [&str; 24] = [
    "ka", "lim", "ha", "dra", "ni", "vel", "mar", "sho", "ta", "ri", "bek", "zun", "fa", "gor",
    "sa", "lem", "du", "rak", "no", "pet", "wi", "jab", "qor", "yas",
];

/// The next of a row of numbers that look random (Knuth's linear congruence).
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

fn word(seed: &mut u64, kinds: usize) -> String {
    let mut pick = next(seed) % kinds;
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(SYLLABLES[pick % SYLLABLES.len()]);
        pick /= SYLLABLES.len();
    }
    word[..1].to_uppercase() + &word[1..]
}

fn main() {
    let method = NameMethod::shipped().unwrap();
    for count in [1_000usize, 10_000, 100_000] {
        let mut seed = 7;
        let readings: Vec<Reading> = (0..count / 10)
            .map(|report| {
                let mut reading = Reading::empty(ReportId(format!("r{report}")));
                for _ in 0..10 {
                    let family = word(&mut seed, count / 4 + 10);
                    let given = word(&mut seed, 60);
                    let (kind, name) = match next(&mut seed) % 4 {
                        0 => (EntityKind::Group, format!("{family} {given} Brigade")),
                        1 => (EntityKind::Place, family.replace('e', "i")),
                        2 => (EntityKind::Person, family),
                        _ => (EntityKind::Person, format!("{given} {}", family.replace('o', "u"))),
                    };
                    reading.entities.push(Entity { kind, names: vec![name.clone()], name });
                }
                reading
            })
            .collect();
        let told: Vec<Told<'_>> = readings
            .iter()
            .map(|reading| Told { lang: None, outlet: None, published: None, reading })
            .collect();
        let start = Instant::now();
        let resolution = resolve(&told, &[], &ResolveConfig::CAUTIOUS, &method);
        println!(
            "{count} entities of readings, {:.2} s, {} entities of the case",
            start.elapsed().as_secs_f64(),
            resolution.entities.len()
        );
    }
}
