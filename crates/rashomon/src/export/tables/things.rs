//! Tables of who and what is meant: entities, their names, why names were joined, claimed relations.

use super::{Column, Table, cell, table};
use crate::export::chain::{innermost, outlet, said_by};

pub(super) const ENTITIES: Table = table! {
    "entities", "One person, group, place or thing meant across reports.", key 1,
    case => &case.entities,
    |entity| {
        entity: text = &entity.id, "id of the entity";
        kind: text = &entity.kind, "person, group, outlet, place, facility, weapon or people";
        name: text = &entity.name, "its commonest full name, or the one somebody judged it should be shown under";
        named_by: text = entity.named_by.as_ref(), "the judgement that gave it this name", of "judgements" "judgement";
        mention_count: whole = entity.mentions, "number of mentions, over all reports";
        name_count: whole = entity.names.len(), "number of spellings";
        kinds: list = entity.kinds.iter().map(|(kind, n)| format!("{kind}: {n}")),
            "in how many reports it is taken for a thing of each kind";
        wikidata: text = entity.wikidata.as_ref(), "Wikidata id, where somebody gave one";
    }
};

pub(super) const NAMES: Table = table! {
    "names", "One spelling of an entity's name.", key 2,
    case => case.entities.iter().flat_map(|e| e.names.iter().enumerate().map(move |(n, x)| (e, n, x))),
    |(entity, n, name)| {
        entity: text = &entity.id, "the entity", of "entities" "entity";
        number: whole = n + 1, "number of the spelling, the most used first, from 1";
        text: text = &name.text, "the spelling";
        lang: text = &name.lang, "language of the reports that use it";
        reports: list = name.reports.iter().map(String::as_str), "those reports", of "reports" "report";
    }
};

pub(super) const JOINS: Table = table! {
    "joins", "One step by which names became one entity.", key 2,
    case => case.entities.iter().flat_map(|e| e.joined.iter().enumerate().map(move |(n, j)| (e, n, j))),
    |(entity, n, join)| {
        entity: text = &entity.id, "the entity", of "entities" "entity";
        number: whole = n + 1, "number of the step, from 1";
        a: text = &join.a, "one name";
        b: text = &join.b, "the other";
        because: text = &join.because, "judgement, statement, table, outlet, weight or only bearer";
        judgement: text = join.judgement.as_ref(), "the judgement it rests on", of "judgements" "judgement";
        weight: real = join.weight, "log2 odds: the sum of what was weighed";
        threshold: real = join.threshold, "the weight that was needed; empty where the weight did not decide";
    }
};

pub(super) const RELATIONS: Table = table! {
    "relations", "How one entity stands to another, according to somebody.", key 1,
    case => case.relations.iter().enumerate(),
    |(n, relation)| {
        number: whole = n + 1, "number of the relation, from 1";
        subject: text = &relation.subject, "who stands", of "entities" "entity";
        relation: text = &relation.relation, "in what way";
        object: text = &relation.object, "to whom", of "entities" "entity";
        earliest: day = relation.when.as_ref().map(|w| &w.earliest), "first day it may have held";
        latest: day = relation.when.as_ref().map(|w| &w.latest), "last such day, inclusive";
        since: day = relation.since.as_ref(), "first possible day since which it is said to hold";
        until: day = relation.until.as_ref(), "last possible day until which it is said to hold";
        report: text = &relation.report, "the report", of "reports" "report";
        outlet: text = outlet(&relation.said_by), "the publishing outlet; empty where unknown";
        voice: text = innermost(&relation.said_by).map(|v| &v.text), "words for the innermost voice quoted";
        voice_entity: text = innermost(&relation.said_by).map(|v| &v.entity), "whom that voice denotes", of "entities" "entity";
        said_by: list = said_by(&relation.said_by), "the chain of voices from the outlet inwards, for reading";
        certainty: text = &relation.certainty, "certain, probable, possible or unstated";
        polarity: text = &relation.polarity, "affirmed or denied";
        start: whole = relation.span[0], "where the quote begins in `reports.text`, code points from 0";
        end: whole = relation.span[1], "where it ends, exclusive";
        quote: text = &relation.quote, "the words that carry it";
    }
};
