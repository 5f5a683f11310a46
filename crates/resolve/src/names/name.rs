//! Prepares a name for comparison: words with their roles, plain letters, sounds, groups.
//!
//! In: a name as written and what it names. Out: a [`Name`], made once and compared often. Titles,
//! articles and "son of" go; "abu" and "abd" join the word after them; legal forms of companies
//! become a mark; initials are marked; "Last, First" is one name. The text as written is kept.
//! Must hold: any string gives a name, longer ones are cut at [`MOST_WORDS`] words, so the time
//! to compare two names is bounded.

use super::fold::{Script, plain, script_of};
use super::letters::sounded;
use super::method::{BodyWord, NameMethod, Particle};
use super::sounds::Unit;
use super::split::{Piece, split};
use super::words::slips;
use rashomon_model::EntityKind;

/// Words beyond this many are not looked at.
pub(crate) const MOST_WORDS: usize = 16;

/// What a word does in the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Names.
    Word,
    /// One letter that stands for a name.
    Initial,
    /// A number, or another word that is compared by its letters alone.
    Number,
    /// Says what sort of body it is.
    Weak,
}

/// One word of a prepared name.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) plain: String,
    pub(crate) letters: Vec<char>,
    pub(crate) script: Script,
    pub(crate) units: Vec<Unit>,
    /// Other ways to cut it: letter by letter; without the article written together with it.
    pub(crate) other_cuts: Vec<Vec<Unit>>,
    /// Its coarse consonants.
    pub(crate) skeleton: String,
    /// What is left without "servant of", where it has that.
    pub(crate) servant_of: Option<String>,
    /// Whether "son of" or "daughter of" stands before it.
    pub(crate) child: bool,
    pub(crate) role: Role,
    pub(crate) groups: Vec<u32>,
    /// Whether a table has other forms of it.
    pub(crate) formed: bool,
    /// How much two bearers of this word are likelier to be one, in bits.
    pub(crate) rarity: f64,
}

/// A name prepared for comparison.
#[derive(Clone, Debug)]
pub struct Name {
    text: String,
    pub(crate) body: bool,
    pub(crate) words: Vec<Word>,
    /// Plain letters of all words run together.
    pub(crate) joined: Vec<char>,
    /// Plain letters of all words and particles, for a body.
    pub(crate) written: Vec<char>,
    /// Whether letters of another script that look the same were taken for its own.
    pub(crate) mixed: bool,
    /// The class of its legal form.
    pub(crate) legal: Option<String>,
    /// Well-known bodies this may be a name of.
    pub(crate) actors: Vec<u32>,
}

impl Name {
    /// Returns the name as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Says whether nothing in the name can be compared.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl NameMethod {
    /// Prepares a name of a thing of some kind; `None` where the kind is not known.
    pub fn prepare(&self, text: &str, kind: Option<EntityKind>) -> Name {
        let pieces = split(text);
        let (legal, stripped) = self.strip_legal(&pieces);
        let body = match kind {
            Some(EntityKind::Person) => false,
            Some(_) => true,
            None => legal.is_some() || pieces.iter().any(|p| p.is_number()),
        };
        let written = if body { letters(&pieces) } else { Vec::new() };
        let mixed = pieces.iter().any(|p| p.mixed);
        let plains = if body { self.body_words(stripped) } else { self.person_words(&pieces) };
        let mut words: Vec<Word> =
            plains.into_iter().take(MOST_WORDS).map(|(word, role)| self.word(word, role)).collect();
        // That two words are names of people says nothing in the name of a body.
        words.iter_mut().for_each(|word| word.formed &= !body);
        let joined = words.iter().flat_map(|w| w.letters.iter().copied()).collect();
        let actors = if body { self.actors.of(&self.key(text)) } else { Vec::new() };
        Name { text: text.to_owned(), body, words, joined, written, mixed, legal, actors }
    }

    /// The folded words of a body's name that say something, run together: the key of `Actors`.
    pub(crate) fn key(&self, text: &str) -> String {
        let words = self.body_words(self.strip_legal(&split(text)).1);
        words.into_iter().map(|(word, _)| word.plain).collect::<Vec<_>>().join(" ")
    }

    fn word(&self, spelled: Piece, role: Role) -> Word {
        let first = spelled.plain.chars().next().unwrap_or(' ');
        let latin = self.letters.latin(&spelled.plain);
        let script = if latin.is_some() { Script::Latin } else { script_of(first) };
        let sound = latin.unwrap_or_else(|| sounded(&spelled.raw));
        let units = self.sounds.cut(&sound);
        let mut other_cuts = Vec::new();
        if units.len() < sound.chars().count() {
            other_cuts.push(self.sounds.cut_letters(&sound));
        }
        let bare = sound.strip_prefix("ال");
        other_cuts.extend(
            bare.filter(|rest| rest.chars().count() >= 3).map(|rest| self.sounds.cut(rest)),
        );
        other_cuts.retain(|cut| *cut != units);
        let (groups, rarity) = self.groups.of(&spelled.plain);
        let formed = groups.iter().any(|g| self.groups.is_formed(*g));
        Word {
            letters: spelled.plain.chars().take(40).collect(),
            units,
            plain: spelled.plain,
            script,
            other_cuts,
            skeleton: self.classes.skeleton(sound.strip_prefix("ال").unwrap_or(&sound)),
            servant_of: spelled.servant_of,
            child: spelled.child,
            role,
            groups,
            formed,
            rarity,
        }
    }

    /// Finds legal forms; gives the class of the last one, and the pieces without any.
    fn strip_legal(&self, pieces: &[Piece]) -> (Option<String>, Vec<Piece>) {
        let merged = merge_letters(pieces);
        let mut kept: Vec<Piece> = Vec::new();
        let mut legal = None;
        let mut at = 0;
        while at < merged.len() {
            let run = (1..=self.longest_legal.min(merged.len() - at)).rev().find_map(|n| {
                let form = merged[at..at + n]
                    .iter()
                    .map(|p| p.plain.as_str())
                    .collect::<Vec<_>>()
                    .join(" ");
                Some((self.legal.get(&form)?.clone(), n))
            });
            match run.or_else(|| self.nearly_legal(&merged[at..])) {
                Some((class, n)) => {
                    if class != "company" || legal.is_none() {
                        legal = Some(class);
                    }
                    at += n;
                }
                None => {
                    kept.push(merged[at].clone());
                    at += 1;
                }
            }
        }
        if kept.is_empty() { (None, merged) } else { (legal, kept) }
    }

    /// A long legal form with a letter or two wrong: "Joynt Stock Company".
    fn nearly_legal(&self, pieces: &[Piece]) -> Option<(String, usize)> {
        let first = pieces.first()?.plain.chars().next()?;
        self.long_legal.iter().find_map(|(form, words, class)| {
            if pieces.len() < *words || form.first() != Some(&first) {
                return None;
            }
            let run: Vec<&str> = pieces[..*words].iter().map(|p| p.plain.as_str()).collect();
            let run: Vec<char> = run.join(" ").chars().collect();
            let near = run.len().abs_diff(form.len()) <= 2 && slips(&run, form) <= 2;
            near.then(|| (class.clone(), *words))
        })
    }

    fn body_words(&self, pieces: Vec<Piece>) -> Vec<(Piece, Role)> {
        let words: Vec<(Piece, Role)> = pieces.iter().filter_map(|p| self.body_word(p)).collect();
        // A name of nothing but empty words ("The Group") is compared as it stands.
        let words = if words.iter().any(|(_, role)| *role != Role::Weak) {
            words
        } else {
            pieces.into_iter().map(|p| (p, Role::Word)).collect()
        };
        add_numbers(words)
    }

    fn body_word(&self, piece: &Piece) -> Option<(Piece, Role)> {
        if piece.is_number() {
            return Some((piece.clone(), Role::Number));
        }
        let written =
            |form: &String| if *form == piece.plain { piece.clone() } else { Piece::of(form) };
        match self.body_words.get(&piece.plain) {
            Some(BodyWord::Empty) => None,
            Some(BodyWord::Weak(form)) => Some((written(form), Role::Weak)),
            Some(BodyWord::Exact(form)) => Some((written(form), Role::Number)),
            Some(BodyWord::Write(form)) => {
                let piece = written(form);
                let role = if piece.is_number() { Role::Number } else { Role::Word };
                Some((piece, role))
            }
            None if self.particles.get(&piece.plain) == Some(&Particle::Article) => None,
            None => Some((piece.clone(), Role::Word)),
        }
    }

    fn person_words(&self, pieces: &[Piece]) -> Vec<(Piece, Role)> {
        let parts = self.parts(pieces);
        let named = parts.iter().filter(|part| **part != Part::Dropped).count();
        // In a name all in capitals two of them say nothing.
        let lower = pieces.iter().any(|p| p.lower);
        let mut words: Vec<(Piece, Role)> = Vec::new();
        let mut pending = String::new();
        let mut child = false;
        for (piece, part) in pieces.iter().zip(parts) {
            let particle = self.particles.get(&piece.plain);
            child |= particle == Some(&Particle::Filial);
            match (part, particle) {
                (Part::Dropped, _) => {}
                (_, Some(Particle::Kunya)) if named > 1 && pending.is_empty() => {
                    pending.push_str(joined(piece, "abu"));
                }
                (_, Some(Particle::Mother)) if named > 1 && pending.is_empty() => {
                    pending.push_str(joined(piece, "umm"));
                }
                (_, Some(Particle::Servant)) if named > 1 && pending.is_empty() => {
                    pending.push_str(joined(piece, "abd"));
                }
                _ if piece.capitals && lower && pending.is_empty() && !vocal(&piece.plain) => {
                    let initial = |c: char| (Piece::of(&c.to_string()), Role::Initial);
                    words.extend(piece.plain.chars().map(initial));
                }
                _ => {
                    let mut word = self.person_word(piece, &pending);
                    word.0.child = std::mem::take(&mut child);
                    words.push(word);
                    pending.clear();
                }
            }
        }
        if !pending.is_empty() {
            words.push((Piece::of(&pending), Role::Word));
        }
        if words.is_empty() {
            return pieces.iter().map(|p| (p.clone(), Role::Word)).collect();
        }
        words
    }

    /// Tells names from titles, articles and "son of", which are left out where a name remains.
    fn parts(&self, pieces: &[Piece]) -> Vec<Part> {
        let mut parts = Vec::new();
        let (mut after_child, mut named) = (false, false);
        for piece in pieces {
            let particle = self.particles.get(&piece.plain);
            let joining = matches!(
                particle,
                Some(Particle::Article | Particle::Filial | Particle::Nobiliary)
            );
            // "bin Sultan" names; "Sultan Qaboos" says what he is.
            let title = !after_child
                && self.titles.get(&piece.plain).is_some_and(|before| !(*before && named));
            let part = if joining && pieces.len() > 1 {
                Part::Dropped
            } else if title {
                Part::Title
            } else {
                named = true;
                Part::Name
            };
            after_child = particle == Some(&Particle::Filial)
                || (after_child && particle == Some(&Particle::Article));
            parts.push(part);
        }
        let title = if named { Part::Dropped } else { Part::Name };
        parts.into_iter().map(|part| if part == Part::Title { title } else { part }).collect()
    }

    fn person_word(&self, piece: &Piece, before: &str) -> (Piece, Role) {
        if before.is_empty() {
            let single = piece.plain.chars().count() == 1;
            let role = if single && !piece.is_number() { Role::Initial } else { Role::Word };
            return (piece.clone(), role);
        }
        let arabic = piece.plain.chars().next().is_some_and(|c| script_of(c) == Script::Arabic);
        let rest = piece.plain.strip_prefix("ال").filter(|r| r.chars().count() > 2);
        let rest = rest.unwrap_or(&piece.plain);
        let head = match (arabic, before) {
            // The whole word is what lists of names have: "abdulkarim".
            (true, "abd") if rest == piece.plain && rest.starts_with("ال") => "عبد",
            (true, "abd") => "عبدال",
            (false, "abd") if !rest.ends_with("llah") => "abdul",
            (true, "umm") => "ام",
            (true, _) => "ابو",
            (false, head) => head,
        };
        let servant_of = (before == "abd").then(|| rest.to_owned());
        (Piece { servant_of, ..Piece::of(&format!("{head}{rest}")) }, Role::Word)
    }
}

/// What a piece of a person's name is.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Name,
    Title,
    Dropped,
}

/// Says whether letters can be spoken as a word; "JC" cannot.
fn vocal(plain: &str) -> bool {
    plain.chars().any(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii())
}

/// Plain letters of all pieces, run together.
fn letters(pieces: &[Piece]) -> Vec<char> {
    pieces.iter().flat_map(|p| p.plain.chars()).take(60).collect()
}

/// Letters run together across points make one word: "A.B.C." is `abc`.
fn merge_letters(pieces: &[Piece]) -> Vec<Piece> {
    let single = |p: &Piece| p.plain.chars().count() == 1 && !p.is_number();
    let mut merged: Vec<Piece> = Vec::new();
    let mut open = false;
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if open && single(piece) => {
                last.raw.push_str(&piece.raw);
                last.plain.push_str(&piece.plain);
            }
            _ => merged.push(piece.clone()),
        }
        open = single(piece)
            || (piece.dotted && piece.plain.chars().count() == 1)
            || (open && single(piece));
    }
    merged
}

/// Adjacent numbers of which the first ends in a nought add up: "forty-four" is 44.
fn add_numbers(words: Vec<(Piece, Role)>) -> Vec<(Piece, Role)> {
    let mut added: Vec<(Piece, Role)> = Vec::new();
    for (piece, role) in words {
        if let Some((last, Role::Number)) = added.last_mut()
            && role == Role::Number
            && let (Ok(tens), Ok(ones)) = (last.plain.parse::<u32>(), piece.plain.parse::<u32>())
            && (20..100).contains(&tens)
            && tens % 10 == 0
            && ones < 10
        {
            *last = Piece::of(&(tens + ones).to_string());
            continue;
        }
        added.push((piece, role));
    }
    added
}

impl Piece {
    /// Makes a piece of a word already folded.
    pub(crate) fn of(word: &str) -> Piece {
        Piece {
            raw: word.to_owned(),
            plain: plain(word),
            dotted: false,
            capitals: false,
            lower: false,
            mixed: false,
            servant_of: None,
            child: false,
        }
    }

    /// Says whether it is made of digits.
    pub(crate) fn is_number(&self) -> bool {
        !self.plain.is_empty() && self.plain.bytes().all(|b| b.is_ascii_digit())
    }
}

/// The particle as it is written before a name: in Latin letters for scripts without vowels, in its
/// own where the script is spelled out letter by letter.
fn joined<'p>(piece: &'p Piece, latin: &'p str) -> &'p str {
    let spelled = piece.plain.chars().all(|c| ('\u{400}'..='\u{52f}').contains(&c));
    if spelled { &piece.plain } else { latin }
}
