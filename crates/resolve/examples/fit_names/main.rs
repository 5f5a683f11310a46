//! Learns `data/method/name-sounds.tsv` and `data/method/name-levels.tsv` from lists of names.
//!
//! `fit_names FOLDER`: reads `forms.tsv`, `names.tsv`, `seed.tsv` and `levels.tsv` there, which
//! `cargo xtask fit-names` puts there, and writes the two tables beside them. What it prints is
//! measured on the fifth of the bearers that it did not learn from. How it is done and what came
//! of it: `docs/design/0012-name-weights-learned.md`. The same input gives the same bytes.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

mod draw;
mod levels;
mod names;
mod sounds;

use draw::{Corpus, Dice, Pair};
use rashomon_model::EntityKind;
use rashomon_resolve::names::NameMethod;
use std::path::PathBuf;

/// Where the drawing begins; any other number gives as good a fit.
const SEED: u64 = 20_261_123;

/// Pairs of words from which levels are learned, one in so many of those for sounds.
const WORDS: usize = 4;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let mut method = NameMethod::shipped().unwrap();
    let mut dice = Dice(SEED);
    let corpus = Corpus::read(&read("forms.tsv"));
    let pairs = corpus.draw(&method, &mut dice);
    println!("{} words, {} pairs of words", corpus.forms.len(), pairs.len());
    method.set_sounds(&sounds::seed(&read("seed.tsv"))).unwrap();
    let seen = sounds::learn(&mut method, &corpus, &pairs, &mut dice);
    let table = sounds::table(&method, &seen);
    write("name-sounds.tsv", &table);
    method.set_sounds(&table).unwrap();

    let whole = names::draw(&read("names.tsv"), &corpus, &mut dice);
    println!("{} pairs of whole names", whole.len());
    let text = |n: usize| corpus.forms[n].text.as_str();
    let word = |p: &Pair| (text(p.a), text(p.b), p.same);
    let words = |held: bool| -> Vec<levels::Told<'_>> {
        pairs.iter().step_by(WORDS).filter(|p| p.held == held).map(word).collect()
    };
    let names = |held: bool, listed: bool| -> Vec<levels::Told<'_>> {
        let wanted = whole.iter().filter(|p| p.held == held && (p.listed == listed || !p.same));
        wanted.map(|p| (p.a.as_str(), p.b.as_str(), p.same)).collect()
    };
    let mut levels = levels::Levels::read(&read("levels.tsv"));
    levels.learn(&mut method, &words(false), &names(false, true));
    write("name-levels.tsv", &levels.text());
    report(&method, "names as the lists have them", &names(true, true));
    report(&method, "names as reports may write them", &names(true, false));
    for (a, b, sort) in
        [(0, 0, "Latin words"), (0, 1, "Latin and Arabic words"), (1, 1, "Arabic words")]
    {
        let scripts = |p: &&Pair| {
            let (x, y) = (corpus.forms[p.a].script, corpus.forms[p.b].script);
            p.held && (x.min(y), x.max(y)) == (a, b)
        };
        report(&method, sort, &pairs.iter().filter(scripts).map(word).collect::<Vec<_>>());
    }
}

/// Prints precision, recall and F1 of a method on pairs.
fn report(method: &NameMethod, sort: &str, pairs: &[(&str, &str, bool)]) {
    let kind = Some(EntityKind::Person);
    let (mut hit, mut said, mut all) = (0.0, 0.0, 0.0);
    for (a, b, same) in pairs {
        let joined =
            method.compare_prepared(&method.prepare(a, kind), &method.prepare(b, kind)).same;
        hit += f64::from(u8::from(*same && joined));
        said += f64::from(u8::from(joined));
        all += f64::from(u8::from(*same));
    }
    let (precision, recall) = (hit / said, hit / all);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("held out, {sort}: n={} P={precision:.3} R={recall:.3} F1={f1:.3}", pairs.len());
}
