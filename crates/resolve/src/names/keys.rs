//! How a word sounds, as a key under which a name of one script meets itself in another.
//!
//! In: a word as it stands in a text of any script. Out: the classes of its consonants as a hash,
//! with how much it tells; several for a word that may carry an article, a particle written on it or
//! an ending. Too short ones give none. It compares nothing and proves nothing: what meets under many
//! keys, in the same order, is for [`rashomon_text::print`] and for those who read prints.
//! Table: `data/method/print-sounds.tsv`.

use super::fold::{Script, plain, script_of};
use super::method::{NameMethod, Particle};
use super::skeleton::Classes;

/// What one consonant tells, in bits: eleven classes that are not equally common.
const BITS: f32 = 3.0;
/// A word with fewer consonants has no key.
const FEWEST: usize = 2;
/// Endings of a declined word that are tried off, in consonants.
const ENDINGS: usize = 2;
/// Letters that Arabic writes onto the next word: and, so, by, for, as.
const WRITTEN_ON: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];
/// The same of Hebrew.
const WRITTEN_ON_HEBREW: [char; 6] = ['ו', 'ב', 'ל', 'כ', 'מ', 'ש'];

/// One way a word may sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sounding {
    /// Equal for words that sound alike.
    pub hash: u32,
    /// How much it tells, in bits.
    pub bits: u8,
}

impl NameMethod {
    /// Returns how a word may sound, the likeliest first.
    ///
    /// ```
    /// use rashomon_resolve::names::NameMethod;
    /// let method = NameMethod::shipped().unwrap();
    /// let latin = method.sounds_of("Dessin")[0];
    /// assert!(method.sounds_of("وديسين").contains(&latin));
    /// assert!(method.sounds_of("Дессина").contains(&latin));
    /// assert!(!method.sounds_of("Velm").contains(&latin));
    /// ```
    pub fn sounds_of(&self, word: &str) -> Vec<Sounding> {
        let folded = plain(word);
        if self.particles.get(&folded) == Some(&Particle::Article) {
            return Vec::new();
        }
        let script = folded.chars().find(|c| c.is_alphabetic()).map(script_of);
        let mut forms = vec![folded.clone()];
        match script {
            Some(Script::Arabic) => written_on(&folded, &WRITTEN_ON, Some("ال"), &mut forms),
            Some(Script::Hebrew) => written_on(&folded, &WRITTEN_ON_HEBREW, Some("ה"), &mut forms),
            _ => {}
        }
        let latin = self.letters.latin(&folded);
        if let Some(latin) = &latin {
            forms = vec![latin.clone()];
        }
        let mut out: Vec<Sounding> = Vec::new();
        for form in forms {
            let skeleton = self.print_classes.skeleton(&form);
            push(&skeleton, &mut out);
            if script == Some(Script::Cyrillic) {
                // "Дессином": a declined name ends in consonants that are not its own.
                let length = skeleton.chars().count();
                for shorter in (FEWEST + 1..length).rev().take(ENDINGS) {
                    push(&skeleton.chars().take(shorter).collect::<String>(), &mut out);
                }
            }
        }
        out
    }
}

/// Adds the forms of a word without what is written onto it.
fn written_on(word: &str, letters: &[char], article: Option<&str>, forms: &mut Vec<String>) {
    let bare = word.strip_prefix(letters).filter(|rest| rest.chars().count() > 2);
    for form in [Some(word), bare].into_iter().flatten() {
        let after = article.and_then(|article| form.strip_prefix(article));
        // "للمدينة": for and the article, run together.
        let doubled = word.strip_prefix("لل").filter(|_| article == Some("ال"));
        forms.extend([after, doubled].into_iter().flatten().map(str::to_owned));
    }
    forms.extend(bare.map(str::to_owned));
}

fn push(skeleton: &str, out: &mut Vec<Sounding>) {
    let length = skeleton.chars().count();
    if length < FEWEST {
        return;
    }
    let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mut hash = skeleton.bytes().fold(0x811c_9dc5, fnv);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let sounding = Sounding { hash: hash ^ (hash >> 13), bits: (length as f32 * BITS) as u8 };
    if !out.contains(&sounding) {
        out.push(sounding);
    }
}

/// Reads the table of sounds.
pub(crate) fn classes() -> Result<Classes, super::TableError> {
    const TABLE: &str = include_str!("../../../../data/method/print-sounds.tsv");
    Classes::read(&super::tables::Table::parse("method/print-sounds.tsv", TABLE)?)
}
