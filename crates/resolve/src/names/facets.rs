//! What `entities` may ask of a prepared name and of a comparison.
//!
//! In: a [`Name`] or [`Comparison`]. Out: skeletons and keys under which a name is found, how
//! rare a lone word is, and whether a comparison stands without its weakest levels. Nothing here
//! compares; nothing here joins.

use super::compare::Comparison;
use super::levels::Mark;
use super::method::{BodyWord, NameMethod};
use super::name::{Name, Role};
use super::split::split;
use rashomon_model::Weight;

/// What a word that answers only vaguely takes away before names are joined, in bits.
const VAGUE: f64 = 12.0;

/// What a slip of the pen takes away before names are joined, in bits.
const SLIPPED: f64 = 3.0;

impl Name {
    /// Returns the number of words that name.
    pub fn size(&self) -> usize {
        self.words.len()
    }

    /// Returns the coarse skeletons of its words; empty ones are left out.
    pub fn skeletons(&self) -> impl Iterator<Item = &str> {
        let naming = self.words.iter().filter(|w| matches!(w.role, Role::Word | Role::Number));
        naming.map(|w| if w.skeleton.is_empty() { w.plain.as_str() } else { w.skeleton.as_str() })
    }

    /// Says whether the first words of both have one skeleton.
    pub fn shares_skeleton(&self, other: &Name) -> bool {
        let (a, b) = (self.words.first(), other.words.first());
        match (a, b) {
            (Some(a), Some(b)) => {
                a.plain == b.plain || (!a.skeleton.is_empty() && a.skeleton == b.skeleton)
            }
            _ => false,
        }
    }

    /// Returns the numbers of the well-known bodies it may be a name of.
    pub fn known(&self) -> impl Iterator<Item = u32> {
        self.actors.iter().copied()
    }

    /// Returns the key under which an abbreviation and what it stands for meet.
    pub fn letters_key(&self) -> Option<String> {
        if !self.body {
            return None;
        }
        match self.words.as_slice() {
            [word] if (2..=8).contains(&word.letters.len()) => Some(word.plain.clone()),
            words if words.len() >= 2 => words.iter().map(|w| w.letters.first()).collect(),
            _ => None,
        }
    }

    /// Returns its words run together.
    pub fn run_together(&self) -> String {
        self.joined.iter().take(40).collect()
    }

    /// Returns the rarity of all its words together, in bits.
    pub fn rarity(&self) -> f64 {
        self.words.iter().map(|w| w.rarity).sum()
    }

    /// Returns the rarity of its word, in bits, where it is of one word.
    pub fn lone_rarity(&self) -> Option<f64> {
        match self.words.as_slice() {
            [word] => Some(word.rarity),
            _ => None,
        }
    }
}

impl Comparison {
    /// Returns the weight without what vague words add, and with slips held against it.
    pub fn firm(&self) -> Weight {
        let less = |l: &super::Level| match (l.comparison, l.level) {
            (c, level)
                if [
                    Mark::SoundSomewhat,
                    Mark::AcrossSomewhat,
                    Mark::LoneSomewhat,
                    Mark::LoneAcrossSomewhat,
                    Mark::TwoSlips,
                    Mark::LoneTwoSlips,
                    Mark::Servant,
                ]
                .iter()
                .any(|m| m.comparison() == c && m.level() == level) =>
            {
                VAGUE
            }
            (c, level)
                if Mark::Slip.comparison() == c
                    && [Mark::Slip.level(), Mark::LoneSlip.level()].contains(&level) =>
            {
                SLIPPED
            }
            _ => 0.0,
        };
        Weight(self.weight.0 - self.levels.iter().map(less).sum::<f64>())
    }

    /// Says whether words answer each other by consonants or but for a slip, and none more firmly.
    pub fn is_vague(&self) -> bool {
        let vague = [
            Mark::Consonants,
            Mark::Slip,
            Mark::TwoSlips,
            Mark::SoundSomewhat,
            Mark::AcrossSomewhat,
            Mark::LoneSomewhat,
            Mark::LoneAcrossSomewhat,
        ];
        let is =
            |l: &super::Level, m: &Mark| m.comparison() == l.comparison && m.level() == l.level;
        let answers = || self.levels.iter().filter(|l| l.comparison == Mark::Same.comparison());
        answers().next().is_some() && answers().all(|l| vague.iter().any(|m| is(l, m)))
    }

    /// Says whether no word of either name is without an answer.
    pub fn is_covered(&self) -> bool {
        let lacks = [Mark::MissingWord.comparison(), Mark::OtherWord.comparison()];
        !self.levels.iter().any(|l| lacks.contains(&l.comparison))
    }

    /// Says whether the names share a word and differ in a number or a word such as "free".
    pub fn differs_by_modifier(&self) -> bool {
        let modifier = [Mark::MissingNumber, Mark::OtherNumber];
        let is =
            |l: &super::Level, m: &Mark| m.comparison() == l.comparison && m.level() == l.level;
        self.levels.iter().any(|l| modifier.iter().any(|m| is(l, m)))
            && self.levels.iter().any(|l| l.comparison == Mark::Same.comparison())
    }

    /// Says whether a table has both as names of one body.
    pub fn is_known(&self) -> bool {
        self.levels.iter().any(|l| l.level == Mark::KnownForms.level())
    }

    /// Says whether a word answers a word by its letters, by a table, or by the same sound.
    pub fn answers_firmly(&self) -> bool {
        let firm = [
            Mark::Same,
            Mark::OtherForm,
            Mark::SoundSame,
            Mark::SoundClose,
            Mark::Consonants,
            Mark::AcrossSame,
            Mark::AcrossClose,
            Mark::AcrossConsonants,
            Mark::LoneOtherForm,
            Mark::LoneSoundSame,
            Mark::LoneSoundClose,
            Mark::LoneConsonants,
            Mark::LoneAcrossSame,
            Mark::LoneAcrossClose,
            Mark::LoneAcrossConsonants,
        ];
        let answers = self
            .levels
            .iter()
            .any(|l| firm.iter().any(|m| m.comparison() == l.comparison && m.level() == l.level));
        answers && !self.levels.iter().any(|l| l.comparison == Mark::OtherWord.comparison())
    }
}

impl NameMethod {
    /// Folds a name to what two writings of it share: plain words parted by spaces.
    pub fn fold(&self, text: &str) -> String {
        split(text).into_iter().map(|p| p.plain).collect::<Vec<_>>().join(" ")
    }

    /// Returns the titles and ranks in a name, folded.
    pub fn titles_in(&self, text: &str) -> Vec<String> {
        let pieces = split(text).into_iter().map(|p| p.plain);
        pieces.filter(|p| self.titles.contains_key(p)).collect()
    }

    /// Says whether words describe rather than name: no capital letter where the script has them
    /// ("security forces"), or nothing but words for sorts of bodies ("the Council").
    pub fn describes(&self, text: &str) -> bool {
        let pieces = split(text);
        if pieces.is_empty() {
            return true;
        }
        let cased = text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        let digits = text.chars().any(|c| c.is_ascii_digit());
        if cased && !digits && !text.chars().any(char::is_uppercase) {
            return true;
        }
        pieces.iter().all(|p| {
            matches!(self.body_words.get(&p.plain), Some(BodyWord::Empty | BodyWord::Weak(_)))
                || self.sorts.contains(&p.plain)
        })
    }
}
