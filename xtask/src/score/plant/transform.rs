//! How a report becomes a copy or a rewrite.
//!
//! In: sentences and a seed. Out: a text. Nothing is drawn from anywhere but the seed.

use super::stories::{Stories, Telling};

/// Numbers drawn from a seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Draws a number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Says yes in so many of a hundred cases.
    pub fn percent(&mut self, of: usize) -> bool {
        self.below(100) < of
    }

    /// Brings a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

const SMALL: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

impl Stories {
    /// Puts furniture around a report, and background under it if asked.
    pub fn dressed(&self, sentences: &[String], background: bool, dice: &mut Dice) -> String {
        let mut paragraphs = vec![sentences.join(" ")];
        if background || dice.percent(40) {
            let mut known = self.around("background");
            dice.shuffle(&mut known);
            known.truncate(if background { 3 } else { 1 });
            paragraphs.push(known.join(" "));
        }
        let heads = self.around("head");
        if dice.percent(30) && !heads.is_empty() {
            paragraphs.insert(0, heads[dice.below(heads.len())].to_owned());
        }
        let mut feet = self.around("foot");
        dice.shuffle(&mut feet);
        feet.truncate(dice.below(4));
        paragraphs.extend(feet.into_iter().map(str::to_owned));
        paragraphs.join("\n\n")
    }

    /// Copies: cut at the end or in the middle, a word changed here and there, furniture, a headline.
    pub fn copied(&self, sentences: &[String], dice: &mut Dice) -> String {
        let mut kept: Vec<String> = sentences.to_vec();
        let keep = kept.len() - dice.below(kept.len() / 2 + 1);
        if dice.percent(70) {
            kept.truncate(keep);
        } else {
            while kept.len() > keep {
                kept.remove(1 + dice.below(kept.len() - 1));
            }
        }
        let kept: Vec<String> = kept.iter().map(|s| self.replaced(s, 15, dice)).collect();
        let quotes = |text: String| match dice.0 % 2 {
            0 => text.replace('"', "\u{201C}").replace('\'', "\u{2019}"),
            _ => text.replace(['\u{201C}', '\u{201D}'], "\""),
        };
        let text = quotes(self.dressed(&kept, false, &mut Dice(dice.0 ^ 7)));
        match dice.percent(50) {
            true => format!("A dark day in the province\n\n{text}"),
            false => text,
        }
    }

    /// Rewrites: paraphrased or with words replaced, half of it dropped, in another order, with a lead
    /// and a close of its own.
    pub fn rewritten(
        &self,
        sentences: &[String],
        paraphrased: &[String],
        telling: &Telling,
        dice: &mut Dice,
    ) -> String {
        let mut kept: Vec<String> = sentences
            .iter()
            .zip(paraphrased)
            .map(|(one, other)| {
                let sentence = if dice.percent(75) { other } else { one };
                let sentence = self.replaced(sentence, 70, dice);
                spelled(&sentence, dice)
            })
            .collect();
        self.thinned(&mut kept, dice);
        let leads = self.around("lead");
        if dice.percent(60) && !leads.is_empty() {
            kept.insert(0, telling.filled(leads[dice.below(leads.len())], "en"));
        }
        self.dressed(&kept, false, dice)
    }

    /// Rewrites a real report: words replaced, numbers spelled, up to half dropped, in another order.
    pub fn reworded(&self, sentences: &[String], dice: &mut Dice) -> String {
        let mut kept: Vec<String> = sentences
            .iter()
            .map(|sentence| {
                let sentence = fronted(sentence, dice);
                let sentence = self.replaced(&sentence, 80, dice);
                spelled(&sentence, dice)
            })
            .collect();
        self.thinned(&mut kept, dice);
        self.dressed(&kept, false, dice)
    }

    /// Drops up to half of the sentences and moves the rest about.
    fn thinned(&self, kept: &mut Vec<String>, dice: &mut Dice) {
        let keep = kept.len() - dice.below(kept.len() / 2 + 1);
        while kept.len() > keep.max(3) {
            kept.remove(dice.below(kept.len()));
        }
        for at in 1..kept.len() {
            if dice.percent(40) {
                kept.swap(at - 1, at);
            }
        }
    }

    /// Replaces words by others, in so many of a hundred places where one is known.
    fn replaced(&self, sentence: &str, percent: usize, dice: &mut Dice) -> String {
        let word = |word: &str, dice: &mut Dice| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            match self.synonyms.get(bare) {
                Some(other) if dice.percent(percent) => word.replace(bare, other),
                _ => word.to_owned(),
            }
        };
        let words: Vec<String> = sentence.split(' ').map(|w| word(w, dice)).collect();
        words.join(" ")
    }
}

/// Spells small numbers, or writes them in digits.
fn spelled(sentence: &str, dice: &mut Dice) -> String {
    let word = |word: &str, dice: &mut Dice| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = bare.parse::<usize>().ok().filter(|n| (2..=20).contains(n));
        let spelled = SMALL.iter().position(|small| *small == bare).filter(|n| *n > 2);
        match (number, spelled) {
            (Some(number), _) if dice.percent(70) => word.replace(bare, SMALL[number]),
            (None, Some(number)) if dice.percent(70) => word.replace(bare, &number.to_string()),
            _ => word.to_owned(),
        }
    };
    let words: Vec<String> = sentence.split(' ').map(|w| word(w, dice)).collect();
    words.join(" ")
}

/// "It fell, the army said." becomes "The army said it fell."
fn fronted(sentence: &str, dice: &mut Dice) -> String {
    let bare = sentence.trim_end_matches('.');
    let Some((what, who)) = bare.rsplit_once(", ") else { return sentence.to_owned() };
    let words = who.split(' ').count();
    if !who.ends_with(" said") || words > 6 || !dice.percent(70) {
        return sentence.to_owned();
    }
    let mut who = who.chars();
    let first = who.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{} that {what}.", who.as_str())
}
