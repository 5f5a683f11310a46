//! The word lists of the cast: what words say about the sort of thing a name or noun stands for.
//!
//! In: the tables `data/lexicon/en/cast-*.tsv` and `data/outlets/known.tsv`, embedded. Out: maps
//! from folded words to entries. Nothing here looks at a text. Must hold: code names no party;
//! whatever is known of one stands in a table with its source.

use foldhash::{HashMap, HashSet};
use rashomon_model::{EntityKind, RelationKind};
use rashomon_text::{Lexicon, LexiconError};

use super::tables::{
    Contexts, read_contexts, read_cues, read_heads, read_known, read_states, read_title,
};

macro_rules! table {
    ($path:literal) => {
        Lexicon::parse($path, include_str!(concat!("../../../../data/", $path)))
    };
}

/// When a noun counts as a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Always.
    Any,
    /// With "the", "this", a possessor or a name before it.
    Definite,
    /// With some modifier.
    Modified,
    /// In the plural.
    Plural,
    /// In the singular with an article.
    Singular,
    /// A person by office: with article, possessor or modifier.
    Role,
    /// Only capitalised inside a name.
    Never,
}

/// What a noun says about the thing it heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Nothing more.
    Plain,
    /// A body that acts as one.
    Body,
    /// Members of a group, who stand for it.
    PeopleOf,
    /// Adds nothing to the name before it.
    Naming,
    /// Something that flies.
    Aircraft,
}

/// A noun that heads a description or a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub kind: EntityKind,
    pub needs: Needs,
    pub in_name: bool,
    pub sense: Sense,
}

/// A form of address or an office.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Title {
    /// How the holder stands to the body the office belongs to.
    pub relation: Option<RelationKind>,
}

/// Where a word stands relative to the name it speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Around {
    Preposition,
    OfPlace,
    OfGroup,
    NounAfter,
    Apposition,
    VerbSubject,
    VerbObject,
}

/// What a form in the table of states stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StateForm {
    Land(usize),
    Adjective(usize),
    People(usize),
}

/// How a relation cue is built into the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum CuePattern {
    Verb,
    VerbPrep,
    AdjPrep,
    Phrase,
    Noun,
    Suffix,
    Prefix,
    Fight,
    Own,
    Bond,
}

/// Which party of a relation cue is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Straight,
    Reversed,
    OutletOnly,
}

/// A relation cue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    pub relation: RelationKind,
    pub direction: Direction,
}

/// The word lists of this part.
pub struct CastLexicon {
    heads: HashMap<String, Vec<Head>>,
    happenings: HashSet<String>,
    titles: HashMap<String, Title>,
    contexts: HashMap<String, Contexts>,
    states: HashMap<String, StateForm>,
    known: HashMap<String, (EntityKind, usize)>,
    not_names: HashSet<String>,
    articles: HashSet<String>,
    links: HashSet<String>,
    cues: HashMap<String, Vec<(CuePattern, Cue)>>,
}

/// Most words that a known name may have.
pub(crate) const LONGEST_KNOWN: usize = 8;

impl CastLexicon {
    /// Loads the embedded tables.
    pub fn embedded() -> Result<CastLexicon, LexiconError> {
        let heads = table!("lexicon/en/cast-heads.tsv")?;
        let titles = table!("lexicon/en/cast-titles.tsv")?;
        let contexts = table!("lexicon/en/cast-contexts.tsv")?;
        let states = table!("lexicon/en/cast-states.tsv")?;
        let known = table!("lexicon/en/cast-known.tsv")?;
        let outlets = table!("outlets/known.tsv")?;
        let not_names = table!("lexicon/en/cast-not-names.tsv")?;
        let particles = table!("lexicon/en/cast-particles.tsv")?;
        let relations = table!("lexicon/en/cast-relations.tsv")?;
        let particle = |sort: &str| -> HashSet<String> {
            let rows = particles.rows().filter(|r| r.get("sort") == sort);
            rows.map(|r| r.get("word").to_owned()).collect()
        };
        Ok(CastLexicon {
            heads: read_heads(&heads),
            happenings: heads
                .rows()
                .filter(|r| r.get("kind") == "event")
                .map(|r| r.get("word").to_owned())
                .collect(),
            titles: titles.rows().map(read_title).collect(),
            contexts: read_contexts(&contexts),
            states: read_states(&states),
            known: read_known(&known, &outlets),
            not_names: not_names.rows().map(|r| r.get("word").to_owned()).collect(),
            articles: particle("article"),
            links: particle("link"),
            cues: read_cues(&relations),
        })
    }

    /// Returns what a noun (folded lemma, or two words) says about what it heads.
    pub(crate) fn heads(&self, word: &str) -> &[Head] {
        self.heads.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns what a capitalised word says about the name it ends.
    pub(crate) fn name_head(&self, word: &str) -> Option<EntityKind> {
        let find = |w: &str| self.heads(w).iter().find(|h| h.in_name).map(|h| h.kind);
        find(word).or_else(|| find(word.strip_suffix('s')?))
    }

    /// Tells whether a name that ends so names a happening or a paper, and so no mention.
    pub(crate) fn is_happening(&self, word: &str) -> bool {
        self.happenings.contains(word)
            || word.strip_suffix('s').is_some_and(|w| self.happenings.contains(w))
    }

    /// Returns the title a folded word (or two) is.
    pub(crate) fn title(&self, word: &str) -> Option<Title> {
        self.titles.get(word).copied()
    }

    /// Returns what a word around a name says about it.
    pub(crate) fn context(&self, around: Around, word: &str) -> &[(EntityKind, i32)] {
        let known = self.contexts.get(word).into_iter().flatten();
        known.into_iter().find(|(place, _)| *place == around).map_or(&[], |(_, said)| said)
    }

    /// Returns what a folded form stands for in the table of states.
    pub(crate) fn state(&self, form: &str) -> Option<StateForm> {
        self.states.get(form).copied()
    }

    /// Returns kind and line of a known name.
    pub(crate) fn known(&self, form: &str) -> Option<(EntityKind, usize)> {
        self.known.get(form).copied()
    }

    /// Tells whether a folded word alone names nothing.
    pub(crate) fn is_no_name(&self, word: &str) -> bool {
        self.not_names.contains(word)
    }

    /// Tells whether a folded word is an article inside names ("al").
    pub(crate) fn is_article(&self, word: &str) -> bool {
        // Some tokenisations leave the hyphen on: "al-".
        self.articles.contains(word.strip_suffix('-').unwrap_or(word))
    }

    /// Tells whether a folded word links parts of a name ("ibn", "de").
    pub(crate) fn is_link(&self, word: &str) -> bool {
        self.links.contains(word)
    }

    /// Returns the kind of thing a personal pronoun stands for.
    pub(crate) fn pronoun(&self, word: &str) -> Option<EntityKind> {
        match word {
            "he" | "she" | "him" | "her" | "his" | "hers" | "himself" | "herself" => {
                Some(EntityKind::Person)
            }
            "i" | "me" | "my" | "mine" | "myself" => Some(EntityKind::Person),
            "we" | "us" | "our" | "ours" | "ourselves" => Some(EntityKind::Group),
            "it" | "its" | "itself" | "they" | "them" | "their" | "themselves" => {
                Some(EntityKind::Group)
            }
            _ => None,
        }
    }

    /// Returns the relation a cue speaks of.
    pub(crate) fn cue(&self, pattern: CuePattern, word: &str) -> Option<Cue> {
        self.cues.get(word)?.iter().find(|(known, _)| *known == pattern).map(|(_, cue)| *cue)
    }
}
