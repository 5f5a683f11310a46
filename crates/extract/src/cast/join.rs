//! Which mentions of a report denote the same thing.
//!
//! In: drafts in text order. Out: for each the party it denotes, or none. One pass; every rule
//! looks its candidate up in an index and bounds how far it looks back, so the pass is linear.
//! Names are compared in `same_name`; descriptions and pronouns are joined in `antecedents`,
//! aliases in `aliases`. Must hold: two names that differ in a distinguishing word stay apart;
//! unclear stays alone.
//!
//! Shown by the casebook pages `titles`, `two-brothers`, `two-councils`.

use foldhash::{HashMap, HashSet};
use rashomon_model::EntityKind;

use super::draft::{Class, Draft, Origin, class_of};
use super::fold::{name_words, skeleton};
use super::lexicon::CastLexicon;
use super::names::Name;
use super::nominals::Nominal;
use super::page::Page;
use super::party::{Frame, Party};
use super::same_name::{skeleton_key, table_line};

/// What joining needs to look at.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'p, 'a> {
    pub page: &'p Page<'a>,
    pub lexicon: &'p CastLexicon,
    pub names: &'p [Name],
    pub kinds: &'p [Option<EntityKind>],
    pub nominals: &'p [Nominal],
}

/// One mention lately seen, for descriptions and pronouns to look back at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub party: usize,
    pub sentence: usize,
    pub token: usize,
    pub subject: bool,
    pub named: bool,
}

/// The state of the pass.
pub(crate) struct Joiner<'p, 'a> {
    pub inputs: Inputs<'p, 'a>,
    pub parties: Vec<Party>,
    pub recent: Vec<Seen>,
    pub by_noun: HashMap<(Class, String), Vec<usize>>,
    pub by_key: HashMap<(Class, String), usize>,
    pub by_line: HashMap<(Class, usize), usize>,
    pub by_last: HashMap<(Class, String), Vec<usize>>,
    pub by_skeleton: HashMap<(Class, String), Vec<usize>>,
    pub by_bag: HashMap<(Class, Vec<String>), usize>,
    /// Parties with the bare noun they were called by: "the Council".
    pub called: HashSet<(usize, String)>,
    /// The party of the mention that ends right before a token.
    pub ends: HashMap<usize, usize>,
    /// The party of an office by the token after its whole phrase.
    pub role_ends: HashMap<usize, usize>,
}

impl<'p, 'a> Joiner<'p, 'a> {
    pub(crate) fn new(inputs: Inputs<'p, 'a>) -> Joiner<'p, 'a> {
        Joiner {
            inputs,
            parties: Vec::new(),
            recent: Vec::new(),
            by_noun: HashMap::default(),
            by_key: HashMap::default(),
            by_line: HashMap::default(),
            by_last: HashMap::default(),
            by_skeleton: HashMap::default(),
            by_bag: HashMap::default(),
            called: HashSet::default(),
            ends: HashMap::default(),
            role_ends: HashMap::default(),
        }
    }

    /// Gives every draft its party.
    pub(crate) fn join(mut self, drafts: &[Draft]) -> (Vec<Option<usize>>, Vec<Party>) {
        let mut parties = Vec::with_capacity(drafts.len());
        let mut at_head: HashMap<usize, usize> = HashMap::default();
        for draft in drafts {
            let party = match draft.origin {
                Origin::Name(at) => {
                    self.inputs.names.get(at).map(|name| self.name(draft, name, &at_head))
                }
                Origin::Nominal(at) => {
                    self.inputs.nominals.get(at).and_then(|n| self.nominal(draft, n, &at_head))
                }
                Origin::Pronoun => self.pronoun(draft),
            };
            if let Some(party) = party {
                self.note(draft, party);
                at_head.insert(draft.head, party);
                self.ends.insert(draft.tokens.end, party);
            }
            parties.push(party);
        }
        super::speakers::fill(&self.inputs, drafts, &mut parties, &mut self.parties);
        (parties, self.parties)
    }

    fn note(&mut self, draft: &Draft, party: usize) {
        let page = self.inputs.page;
        if let Some(p) = self.parties.get_mut(party) {
            p.mentions += 1;
        }
        let mut top = draft.head;
        if page.dep(top) == "conj" {
            top = page.head(top);
        }
        // Only the last few dozen are ever looked at; the rest may go.
        if self.recent.len() > 256 {
            self.recent.drain(..192);
        }
        self.recent.push(Seen {
            party,
            sentence: page.sentence(draft.head),
            token: draft.head,
            subject: matches!(page.dep(top), "nsubj" | "nsubjpass"),
            named: matches!(draft.origin, Origin::Name(_)),
        });
    }

    /// Finds or makes the party of a name.
    fn name(&mut self, draft: &Draft, name: &Name, at_head: &HashMap<usize, usize>) -> usize {
        let class = class_of(draft.kind);
        let told = self.by_table(class, name).is_none();
        let told = told
            .then(|| self.introduced(draft, class).or_else(|| self.beside(draft, class, at_head)))
            .flatten();
        self.named_party(name, draft.kind, told)
    }

    /// Finds or makes the party of a name, wherever it stands.
    pub(crate) fn named_party(
        &mut self,
        name: &Name,
        kind: EntityKind,
        told: Option<usize>,
    ) -> usize {
        let class = class_of(kind);
        let words = self.words(&name.tokens);
        let found = self
            .by_table(class, name)
            .or_else(|| self.by_key.get(&(class, words.join(" "))).copied())
            .or(told)
            .or_else(|| self.by_bag(class, &words))
            .or_else(|| self.short_form(class, &words))
            .or_else(|| self.long_form(class, &words))
            .or_else(|| self.same_head(class, &words))
            .or_else(|| self.tail(class, &words))
            .or_else(|| self.spelling(class, &words));
        let party = found.unwrap_or_else(|| self.open(kind, class));
        self.enrol(party, class, &words, name);
        if let Some(title) = &name.title {
            self.enrol_title(party, title.clone());
        }
        party
    }

    pub(crate) fn words(&self, tokens: &std::ops::Range<usize>) -> Vec<String> {
        name_words(self.inputs.page, self.inputs.lexicon, tokens.clone())
    }

    pub(crate) fn open(&mut self, kind: EntityKind, class: Class) -> usize {
        self.parties.push(Party {
            kind,
            class,
            words: Vec::new(),
            frame: Frame::default(),
            roles: Vec::new(),
            mentions: 0,
            plural: false,
            numbered: false,
        });
        self.parties.len() - 1
    }

    fn enrol(&mut self, party: usize, class: Class, words: &[String], name: &Name) {
        if let Some(line) = table_line(name) {
            self.by_line.entry((class, line)).or_insert(party);
        }
        self.enrol_words(party, class, words);
    }

    /// Makes a party findable by a name.
    pub(crate) fn enrol_words(&mut self, party: usize, class: Class, words: &[String]) {
        let key = (class, words.join(" "));
        if self.by_key.get(&key) == Some(&party) {
            return;
        }
        self.by_key.insert(key, party);
        self.by_skeleton.entry((class, skeleton_key(words))).or_default().push(party);
        let frame = self.frame(words);
        if words.len() > 1 {
            let last = words.last().cloned().unwrap_or_default();
            let end = if class == Class::Body { frame.head.clone() } else { last };
            if class != Class::Site {
                self.by_last.entry((class, end)).or_default().push(party);
            }
            if class == Class::Person {
                let first = words.first().cloned().unwrap_or_default();
                self.by_last.entry((class, first)).or_default().push(party);
                let end = words.last().map_or("", String::as_str);
                if end.chars().count() >= 5 {
                    self.by_skeleton.entry((class, skeleton(end))).or_default().push(party);
                }
            }
            let bag = self.bag(words);
            self.by_bag.entry((class, bag)).or_insert(party);
        }
        let noun = frame.head.clone();
        self.by_noun.entry((class, noun)).or_default().push(party);
        let fuller = |p: &&mut Party| words.len() > p.words.len();
        if let Some(p) = self.parties.get_mut(party).filter(fuller) {
            p.words = words.to_vec();
            p.frame = frame;
        }
        if class == Class::Body && words.len() > 2 {
            let initials: String = words
                .iter()
                .filter(|w| w.len() > 2 || words.len() < 4)
                .filter_map(|w| w.chars().next())
                .collect();
            self.by_key.entry((class, initials)).or_insert(party);
        }
    }

    fn enrol_title(&mut self, party: usize, title: std::ops::Range<usize>) {
        let page = self.inputs.page;
        let words: Vec<String> =
            title.filter(|i| page.has_letter(*i)).map(|i| page.lower(i).to_owned()).collect();
        let Some((noun, modifiers)) = words.split_last() else { return };
        self.enrol_role(party, noun.clone(), modifiers.to_vec());
    }

    /// Notes that a party was described with a noun.
    pub(crate) fn enrol_role(&mut self, party: usize, noun: String, modifiers: Vec<String>) {
        let Some(p) = self.parties.get_mut(party) else { return };
        if p.roles.len() < 8 {
            p.roles.push((noun.clone(), modifiers));
        }
        self.by_noun.entry((p.class, noun)).or_default().push(party);
    }
}
