//! The invented stories, their names, and the tables by which they are changed.
//!
//! In: the files of `casebook/plants/`. Out: tellings: a story with names and numbers drawn for it.

use std::collections::BTreeMap;
use std::path::Path;

use super::transform::Dice;

/// One story.
pub struct Story {
    /// Its name.
    pub name: String,
    /// develop or held.
    pub half: &'static str,
    /// The first report.
    pub a: Vec<String>,
    /// The same sentences in other words.
    pub paraphrased: Vec<String>,
    /// Another who was there.
    pub b: Vec<String>,
    /// Sentences by language; with an x before it, of others who were there.
    pub translated: BTreeMap<String, Vec<String>>,
}

/// Everything that planting needs.
pub struct Stories {
    /// The stories.
    pub stories: Vec<Story>,
    names: Vec<BTreeMap<String, String>>,
    /// A word, and what may stand for it.
    pub synonyms: BTreeMap<String, String>,
    furniture: Vec<(String, String)>,
}

/// Names and numbers of one telling, by slot and language.
pub struct Telling {
    slots: BTreeMap<(char, &'static str), String>,
    numbers: BTreeMap<char, u32>,
}

const SCRIPTS: [&str; 4] = ["en", "ar", "ru", "fr"];
const DAYS: [[&str; 4]; 5] = [
    ["Monday", "الاثنين", "понедельник", "lundi"],
    ["Tuesday", "الثلاثاء", "вторник", "mardi"],
    ["Wednesday", "الأربعاء", "среду", "mercredi"],
    ["Thursday", "الخميس", "четверг", "jeudi"],
    ["Friday", "الجمعة", "пятницу", "vendredi"],
];

impl Stories {
    /// Reads the tables.
    pub fn read(folder: &Path) -> Result<Stories, String> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
        };
        let mut stories: Vec<Story> = Vec::new();
        for line in read("stories.txt")?.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
            if key == "=" {
                let (name, half) = rest.split_once(' ').unwrap_or((rest, "develop"));
                stories.push(Story {
                    name: name.to_owned(),
                    half: if half == "held" { "held" } else { "develop" },
                    a: Vec::new(),
                    paraphrased: Vec::new(),
                    b: Vec::new(),
                    translated: BTreeMap::new(),
                });
                continue;
            }
            let story = stories.last_mut().ok_or("stories.txt: a sentence before any story")?;
            match key {
                "A" => {
                    let (one, other) = rest.split_once(" || ").unwrap_or((rest, rest));
                    story.a.push(one.to_owned());
                    story.paraphrased.push(other.to_owned());
                }
                "B" => story.b.push(rest.to_owned()),
                lang => story.translated.entry(lang.to_owned()).or_default().push(rest.to_owned()),
            }
        }
        let names = rows(&read("names.tsv")?);
        let pair = |row: &BTreeMap<String, String>, a: &str, b: &str| {
            Some((row.get(a)?.clone(), row.get(b)?.clone()))
        };
        let synonyms =
            rows(&read("synonyms.tsv")?).iter().filter_map(|r| pair(r, "word", "other")).collect();
        let furniture =
            rows(&read("furniture.tsv")?).iter().filter_map(|r| pair(r, "where", "text")).collect();
        Ok(Stories { stories, names, synonyms, furniture })
    }

    /// Returns the texts that stand in one place around stories.
    pub fn around(&self, place: &str) -> Vec<&str> {
        self.furniture.iter().filter(|(at, _)| at == place).map(|(_, text)| text.as_str()).collect()
    }

    fn draw(&self, sort: &str, dice: &mut Dice) -> &BTreeMap<String, String> {
        let of_sort: Vec<&BTreeMap<String, String>> =
            self.names.iter().filter(|row| row.get("sort").is_some_and(|s| s == sort)).collect();
        of_sort[dice.below(of_sort.len())]
    }
}

impl Telling {
    /// Draws names and numbers.
    pub fn drawn(stories: &Stories, dice: &mut Dice) -> Telling {
        let mut telling = Telling { slots: BTreeMap::new(), numbers: BTreeMap::new() };
        for (slot, sort) in [('P', "place"), ('G', "group")] {
            telling.name(slot, sort, stories, dice);
        }
        let day = DAYS[dice.below(DAYS.len())];
        for (script, word) in SCRIPTS.iter().zip(day) {
            telling.slots.insert(('D', script), word.to_owned());
        }
        telling.numbers.insert('a', 4 + dice.below(36) as u32);
        telling.own(stories, dice);
        telling
    }

    /// Gives the telling of another who was there: place, force, dead and day stay.
    pub fn another(&self, stories: &Stories, dice: &mut Dice) -> Telling {
        let mut other = Telling { slots: self.slots.clone(), numbers: self.numbers.clone() };
        other.own(stories, dice);
        other
    }

    fn own(&mut self, stories: &Stories, dice: &mut Dice) {
        for (slot, sort) in [('Q', "place"), ('H', "group"), ('N', "person"), ('M', "person")] {
            // Drawn again until it differs from what it stands beside.
            for _ in 0..20 {
                self.name(slot, sort, stories, dice);
                let beside = match slot {
                    'Q' => 'P',
                    'H' => 'G',
                    _ => 'N',
                };
                if slot == 'N' || self.slots[&(slot, "en")] != self.slots[&(beside, "en")] {
                    break;
                }
            }
        }
        for (slot, low, span) in [('b', 3, 60), ('c', 5, 80), ('d', 100, 800), ('e', 3, 40)] {
            self.numbers.insert(slot, low + dice.below(span) as u32);
        }
    }

    fn name(&mut self, slot: char, sort: &str, stories: &Stories, dice: &mut Dice) {
        let row = stories.draw(sort, dice);
        for script in SCRIPTS {
            self.slots.insert((slot, script), row.get(script).cloned().unwrap_or_default());
        }
    }

    /// Fills sentences.
    pub fn sentences(&self, lines: &[String], lang: &'static str) -> Vec<String> {
        lines.iter().map(|line| self.filled(line, lang)).collect()
    }

    /// Fills one sentence.
    pub fn filled(&self, line: &str, lang: &'static str) -> String {
        let mut out = line.to_owned();
        for ((slot, script), name) in &self.slots {
            if *script == lang {
                out = out.replace(&format!("{{{slot}}}"), name);
            }
        }
        for (slot, number) in &self.numbers {
            out = out.replace(&format!("{{{slot}}}"), &digits(*number, lang));
        }
        out
    }
}

/// Writes a number as a language does.
fn digits(number: u32, lang: &str) -> String {
    let local = |c: char| match (lang, c.to_digit(10)) {
        ("ar", Some(digit)) => char::from_u32(0x660 + digit).unwrap_or(c),
        _ => c,
    };
    number.to_string().chars().map(local).collect()
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let head: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let row = |line: &str| {
        head.iter().zip(line.split('\t')).map(|(h, c)| ((*h).to_owned(), c.to_owned())).collect()
    };
    lines.map(row).collect()
}
