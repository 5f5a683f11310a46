//! Tables of what a case rests on: reports, their origins, judgements of people.

use super::{Column, Table, cell, table};
use crate::json::case::TieEnd;

pub(super) const REPORTS: Table = table! {
    "reports", "One published item.", key 1,
    case => &case.reports,
    |report| {
        report: text = &report.head.id, "id of the report";
        outlet: text = &report.head.outlet, "who published it; empty where unknown";
        published: day = &report.head.published, "day of publication";
        lang: text = &report.head.lang, "language tag";
        title: text = &report.head.title, "headline";
        url: text = &report.head.url, "where it was published";
        origin: text = &report.origin, "the origin it rests on";
        sha256: text = &report.head.sha256, "SHA-256 of the text in UTF-8, hexadecimal";
        length: whole = report.text.chars().count(), "length of the text, code points";
        text: text = &report.text, "the canonical text";
    }
};

pub(super) const ORIGINS: Table = table! {
    "origins", "One report of one origin; reports that rest on one source share an origin.", key 2,
    case => case.origins.iter().flat_map(|o| o.reports.iter().map(move |r| (o, r))),
    |(origin, report)| {
        origin: text = &origin.id, "id of the origin";
        report: text = report, "the report; in an export of one event it may be one that is not in reports";
        report_count: whole = origin.reports.len(), "number of reports of this origin";
        root: text = origin.root.as_ref().and_then(taken_from), "what the others were taken from, where that is known: a report, an outlet or an entity";
        why: text = &origin.why, "why they are taken for one; empty for a report that stands alone";
    }
};

pub(super) const TIES: Table = table! {
    "ties", "One piece of evidence that a report rests on another, an outlet or a voice.", key 1,
    case => case.ties.iter().enumerate(),
    |(n, tie)| {
        number: whole = n + 1, "number of the tie, from 1";
        kind: text = &tie.kind, "copy, rewrite, translation, repost, agency: the whole report; passage, citation, voice: single claims";
        from_report: text = tie.from.report.as_ref(), "the report it was taken from; in an export of one event it may be one that is not in reports";
        from_outlet: text = tie.from.outlet.as_ref(), "or the name of an outlet";
        from_entity: text = tie.from.entity.as_ref(), "the outlet or the voice as an entity; in an export of one event it may be one that is not in entities";
        report: text = &tie.to, "the report that took it", of "reports" "report";
        direction: text = &tie.direction, "credited, earlier or unknown: how it is known who took it from whom";
        strength: real = tie.strength, "share of the taker that answers the source, 0 to 1";
        event: text = tie.event.as_ref(), "the event whose claims it is about; empty where it is about the whole report";
        claims: list = tie.claims.iter().map(String::as_str), "those claims";
        why: text = &tie.why, "the evidence in one sentence";
        quotes: list = tie.passages.iter().map(|p| p.taker_quote.as_str()), "the words of the taker that answer the source";
    }
};

pub(super) const JUDGEMENTS: Table = table! {
    "judgements", "What a person decided, and what it does now.", key 1,
    case => &case.judgements,
    |judgement| {
        judgement: text = &judgement.id, "id of the judgement";
        kind: text = &judgement.decided.kind, "what was decided: same, different, split, rename, withdraw";
        by: text = &judgement.by, "who decided";
        at: text = &judgement.at, "when it was entered, RFC 3339";
        reason: text = &judgement.decided.reason, "why";
        things: list = judgement.decided.things.iter().map(|t| t.name.as_str()),
            "the names of what it is about, as on the day";
        names: list = judgement.decided.names.iter().map(String::as_str), "split: spellings that go out";
        reports: list = judgement.decided.reports.iter().map(String::as_str), "split: reports whose uses go out";
        name: text = judgement.decided.name.as_ref(), "rename: the name to show";
        withdraws: text = judgement.decided.withdraws.as_ref(), "withdraw: the judgement that no longer holds";
        withdrawn: text = judgement.withdrawn.as_ref(), "the judgement that withdrew it";
        standing: text = &judgement.effect.standing, "in force, in part, overruled, applies to nothing now, or withdrawn";
        entities: list = judgement.effect.entities.iter().map(String::as_str), "the entities it touches now";
        notes: list = judgement.effect.notes.iter().map(String::as_str), "what a reader should know of it";
    }
};

fn taken_from(end: &TieEnd) -> Option<&String> {
    end.report.as_ref().or(end.outlet.as_ref()).or(end.entity.as_ref())
}
