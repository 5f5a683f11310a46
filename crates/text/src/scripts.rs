//! Which scripts and which language a text is written in.
//!
//! In: a text. Out: the share of each script among its letters, and a language where that is sure.
//! It abstains on short texts and close calls: a wrong language is worse than none. Must hold: only
//! the beginning of a long text is looked at, so time is bounded.

use rashomon_model::{Diagnostic, DiagnosticCode};

/// How much of a text is looked at for its scripts, in bytes.
const LOOKED_AT: usize = 8 * 1024;

/// How much of it is looked at for its language.
const SAMPLED: usize = 1024;

/// Fewest letters from which a language is told.
const FEWEST_LETTERS: usize = 40;

/// The same where the script itself says much: a sentence of Chinese has some fifteen.
const FEWEST_ELSEWHERE: usize = 12;

/// A script, as far as reading cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Script {
    /// Latin.
    Latin,
    /// Arabic.
    Arabic,
    /// Cyrillic.
    Cyrillic,
    /// Hebrew.
    Hebrew,
    /// Any other script.
    Other,
}

impl Script {
    /// Tells the script of a letter; none for what is not a letter (digits, marks, emoji).
    pub fn of(c: char) -> Option<Script> {
        if !c.is_alphabetic() {
            return None;
        }
        Some(match c {
            'A'..='Z' | 'a'..='z' | '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Script::Latin,
            '\u{250}'..='\u{2AF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' => {
                Script::Latin
            }
            '\u{FB00}'..='\u{FB06}' | '\u{FF21}'..='\u{FF5A}' => Script::Latin,
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8FF}' => Script::Arabic,
            '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => Script::Arabic,
            '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' => {
                Script::Cyrillic
            }
            '\u{A640}'..='\u{A69F}' => Script::Cyrillic,
            '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => Script::Hebrew,
            _ => Script::Other,
        })
    }
}

/// How many letters of each script the beginning of a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scripts {
    counts: [usize; 5],
}

impl Scripts {
    /// Counts the letters of a text's beginning.
    ///
    /// ```
    /// use rashomon_text::scripts::{Script, Scripts};
    /// let scripts = Scripts::of("the mill, المطحنة");
    /// assert_eq!(scripts.letters(), 14);
    /// assert_eq!(scripts.share(Script::Latin), 0.5);
    /// assert_eq!(Scripts::of("🔥🔥").main(), None);
    /// ```
    pub fn of(text: &str) -> Scripts {
        let mut counts = [0; 5];
        for script in beginning(text, LOOKED_AT).chars().filter_map(Script::of) {
            counts[script as usize] += 1;
        }
        Scripts { counts }
    }

    /// Returns the number of letters counted.
    pub fn letters(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns the share of a script among the letters, 0 to 1; 0 where there are none.
    pub fn share(&self, script: Script) -> f64 {
        self.counts[script as usize] as f64 / self.letters().max(1) as f64
    }

    /// Returns the script of most letters; none where there are no letters.
    pub fn main(&self) -> Option<Script> {
        let all = [Script::Latin, Script::Arabic, Script::Cyrillic, Script::Hebrew, Script::Other];
        // The first of equals, so that the answer does not hang on the order of counting.
        all.into_iter()
            .rev()
            .max_by_key(|script| self.counts[*script as usize])
            .filter(|script| self.counts[*script as usize] > 0)
    }
}

/// Tells the language of a text as a BCP 47 tag; none where the text is short or the call close.
///
/// ```
/// use rashomon_text::scripts::language;
/// let text = "Residents said the mill had burnt through the night before anyone could reach it.";
/// assert_eq!(language(text), Some("en"));
/// assert_eq!(language("Velm."), None);
/// ```
pub fn language(text: &str) -> Option<&'static str> {
    let text = beginning(text, SAMPLED);
    let scripts = Scripts::of(text);
    let elsewhere = scripts.main() == Some(Script::Other);
    if scripts.letters() < if elsewhere { FEWEST_ELSEWHERE } else { FEWEST_LETTERS } {
        return None;
    }
    if is_plainly_english(text) {
        return Some("en");
    }
    let found = whatlang::detect(text)?;
    if !found.is_reliable() {
        return None;
    }
    tag(found.lang())
}

/// Tells English by its function words, a thousand times faster than by trigrams: four different
/// ones that no other language writes so, making up a seventh of the words.
fn is_plainly_english(text: &str) -> bool {
    const PLAIN: [&str; 12] =
        ["the", "of", "and", "that", "with", "was", "were", "from", "which", "by", "this", "their"];
    let (mut words, mut plain, mut seen) = (0, 0, [false; PLAIN.len()]);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        if let Some(at) = PLAIN.iter().position(|known| known.eq_ignore_ascii_case(word)) {
            plain += 1;
            seen[at] = true;
        }
    }
    plain * 7 >= words && seen.iter().filter(|seen| **seen).count() >= 4
}

/// Says where reading will hold little: a text without words, or one that is not English.
pub fn diagnose(text: &str, lang: Option<&str>) -> Vec<Diagnostic> {
    let scripts = Scripts::of(text);
    let said = |code, message: String| {
        vec![Diagnostic { code: DiagnosticCode(code), span: None, message }]
    };
    let Some(main) = scripts.main() else {
        return said(
            "no-words",
            "the text has no letters, so nothing can be read in it".to_owned(),
        );
    };
    // The words themselves outweigh what the sender stated.
    let tag = language(text).or(lang).filter(|tag| !is_english(tag));
    let what = match tag {
        Some(tag) => match name_of(tag) {
            Some(name) => format!("the text seems to be in {name} ({tag})"),
            None => format!("the text seems to be in {tag:?}"),
        },
        None if main == Script::Other => {
            "the text is mainly in other than Latin letters".to_owned()
        }
        None if main != Script::Latin => format!("the text is mainly in {main:?} letters"),
        None => return Vec::new(),
    };
    said("not-english", what + "; reading knows English only")
}

fn is_english(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("en"))
}

/// Gives the English name of a language, where it is one that we tell.
fn name_of(tag: &str) -> Option<&'static str> {
    let first = tag.split('-').next()?;
    let lang = whatlang::Lang::all().iter().find(|lang| self::tag(**lang) == Some(first))?;
    // Their name of Persian's tag is the name of a variety.
    Some(if first == "fa" { "Persian" } else { lang.eng_name() })
}

/// Cuts a text to its beginning, at the end of a character.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|n| text.is_char_boundary(*n));
    text.get(..end.unwrap_or(0)).unwrap_or("")
}

/// Gives the BCP 47 tag of the languages that reports come in; others stay untold.
fn tag(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang;
    Some(match lang {
        Lang::Eng => "en",
        Lang::Ara => "ar",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Tur => "tr",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Mya => "my",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Ind => "id",
        Lang::Vie => "vi",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Ron => "ro",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Swe => "sv",
        Lang::Kat => "ka",
        Lang::Hye => "hy",
        Lang::Aze => "az",
        _ => return None,
    })
}
