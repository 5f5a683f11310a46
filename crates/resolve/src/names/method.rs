//! Everything names are compared by, read once: letters, sounds, words with a role, groups, levels.
//!
//! In: the tables shipped under `data/`. Out: a [`NameMethod`] that prepares and compares names.
//! It holds no state that changes. A table that is wrong is an error that names file and line;
//! the shipped ones are checked by a test. Contested names are in the tables, never in code.

use super::actors::Actors;
use super::fold::plain;
use super::groups::Groups;
use super::letters::Letters;
use super::levels::Levels;
use super::skeleton::Classes;
use super::sounds::Sounds;
use super::tables::{Table, TableError};
use crate::entities::SignWeights;
use std::collections::{HashMap, HashSet};

/// What a word inside a name does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Particle {
    /// "al-": dropped.
    Article,
    /// "bin", "ben", "bint": dropped.
    Filial,
    /// "abu": makes one name with the next word.
    Kunya,
    /// "umm": makes another name with the next word.
    Mother,
    /// "abd": makes one name with the next word.
    Servant,
    /// "de", "van": dropped.
    Nobiliary,
}

/// What a word of a body's name does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyWord {
    /// Says nothing.
    Empty,
    /// Says what sort of body it is.
    Weak(String),
    /// Tells bodies apart and is compared by its letters alone: "northern".
    Exact(String),
    /// Another way to write a word.
    Write(String),
}

/// Tables by which names are prepared and compared.
pub struct NameMethod {
    pub(crate) letters: Letters,
    pub(crate) classes: Classes,
    /// Finer classes, by which names meet across scripts in prints of texts.
    pub(crate) print_classes: Classes,
    pub(crate) sounds: Sounds,
    pub(crate) particles: HashMap<String, Particle>,
    /// Titles; whether they count only before the first name.
    pub(crate) titles: HashMap<String, bool>,
    pub(crate) legal: HashMap<String, String>,
    pub(crate) longest_legal: usize,
    /// Legal forms long enough to be told with a letter wrong: letters, words, class.
    pub(crate) long_legal: Vec<(Vec<char>, usize, String)>,
    pub(crate) body_words: HashMap<String, BodyWord>,
    /// Words for sorts of bodies, which alone name none.
    pub(crate) sorts: HashSet<String>,
    pub(crate) groups: Groups,
    pub(crate) actors: Actors,
    pub(crate) levels: Levels,
    /// What the reports around two names weigh.
    pub(crate) signs: SignWeights,
}

macro_rules! shipped {
    ($path:literal) => {
        Table::parse($path, include_str!(concat!("../../../../data/", $path)))
    };
}

impl NameMethod {
    /// Loads the tables that are shipped with the program.
    ///
    /// # Errors
    /// When a table is malformed; names the table and the line.
    pub fn shipped() -> Result<NameMethod, TableError> {
        let (legal, longest_legal) = read_legal(&shipped!("lexicon/en/name-legal-forms.tsv")?)?;
        let mut method = NameMethod {
            letters: Letters::read(&[
                shipped!("lexicon/ru/name-letters.tsv")?,
                shipped!("lexicon/el/name-letters.tsv")?,
                shipped!("lexicon/hy/name-letters.tsv")?,
                shipped!("lexicon/ka/name-letters.tsv")?,
                shipped!("lexicon/ja/name-letters.tsv")?,
            ])?,
            classes: Classes::read(&shipped!("method/name-classes.tsv")?)?,
            print_classes: super::keys::classes()?,
            sounds: Sounds::read(&shipped!("method/name-sounds.tsv")?)?,
            particles: read_particles(&[
                shipped!("lexicon/ar/name-particles.tsv")?,
                shipped!("lexicon/he/name-particles.tsv")?,
                shipped!("lexicon/ru/name-particles.tsv")?,
                shipped!("lexicon/en/name-particles.tsv")?,
            ])?,
            titles: read_titles(&[
                shipped!("lexicon/en/name-titles.tsv")?,
                shipped!("lexicon/ar/name-titles.tsv")?,
                shipped!("lexicon/ru/name-titles.tsv")?,
                shipped!("lexicon/he/name-titles.tsv")?,
            ])?,
            long_legal: long_forms(&legal),
            legal,
            longest_legal,
            body_words: read_body_words(&shipped!("lexicon/en/name-org-words.tsv")?)?,
            sorts: read_words(&[shipped!("lexicon/en/name-sorts.tsv")?]),
            groups: Groups::read(
                include_str!("../../../../data/lexicon/mul/name-groups.tsv"),
                &shipped!("lexicon/en/name-short-forms.tsv")?,
            )?,
            actors: Actors::default(),
            levels: Levels::read(&shipped!("method/name-levels.tsv")?)?,
            signs: SignWeights::read(&shipped!("method/entity-context.tsv")?)?,
        };
        method.actors = Actors::read(&shipped!("actors/names.tsv")?, &method)?;
        Ok(method)
    }
}

fn read_particles(tables: &[Table]) -> Result<HashMap<String, Particle>, TableError> {
    let mut particles = HashMap::new();
    for row in tables.iter().flat_map(Table::rows) {
        let role = match row.get("role") {
            "article" => Particle::Article,
            "filial" => Particle::Filial,
            "kunya" => Particle::Kunya,
            "mother" => Particle::Mother,
            "servant" => Particle::Servant,
            "nobiliary" => Particle::Nobiliary,
            _ => return Err(row.error("unknown role")),
        };
        particles.entry(plain(row.get("word"))).or_insert(role);
    }
    Ok(particles)
}

fn read_titles(tables: &[Table]) -> Result<HashMap<String, bool>, TableError> {
    let mut titles = HashMap::new();
    for row in tables.iter().flat_map(Table::rows) {
        let before = match row.get("place") {
            "before" => true,
            "any" => false,
            _ => return Err(row.error("unknown place")),
        };
        titles.insert(plain(row.get("word")), before);
    }
    Ok(titles)
}

fn read_words(tables: &[Table]) -> HashSet<String> {
    tables.iter().flat_map(Table::rows).map(|row| plain(row.get("word"))).collect()
}

fn read_legal(table: &Table) -> Result<(HashMap<String, String>, usize), TableError> {
    let mut forms = HashMap::new();
    let mut longest = 1;
    for row in table.rows() {
        if row.get("class").is_empty() {
            return Err(row.error("a legal form without a class"));
        }
        for form in row.list("forms") {
            let form = plain(form);
            longest = longest.max(form.split(' ').count());
            forms.insert(form, row.get("class").to_owned());
        }
    }
    Ok((forms, longest))
}

/// Forms of sixteen letters and more: their letters, their words, their class; sorted.
fn long_forms(legal: &HashMap<String, String>) -> Vec<(Vec<char>, usize, String)> {
    let mut long: Vec<(Vec<char>, usize, String)> = legal
        .iter()
        .filter(|(form, _)| form.chars().count() >= 16)
        .map(|(form, class)| (form.chars().collect(), form.split(' ').count(), class.clone()))
        .collect();
    long.sort();
    long
}

fn read_body_words(table: &Table) -> Result<HashMap<String, BodyWord>, TableError> {
    let mut words = HashMap::new();
    for row in table.rows() {
        let word = plain(row.get("word"));
        let write = match row.get("write") {
            "" => word.clone(),
            form => plain(form),
        };
        let role = match row.get("role") {
            "empty" => BodyWord::Empty,
            "weak" => BodyWord::Weak(write),
            "exact" => BodyWord::Exact(write),
            "write" => BodyWord::Write(write),
            _ => return Err(row.error("unknown role")),
        };
        words.insert(word, role);
    }
    Ok(words)
}
