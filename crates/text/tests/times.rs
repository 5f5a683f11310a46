//! Time expressions: their words, their TIMEX3 values, and the days they may mean.

use proptest::prelude::*;
use rashomon_model::Date;
use rashomon_text::{TimeSpan, find_times};

use crate::spans::{assert_ascending, parse, words};

/// A Wednesday.
pub const PUBLISHED: &str = "2016-02-10";

pub fn times(text: &str, published: &str) -> Vec<(String, TimeSpan)> {
    let doc = parse(text);
    let published: Option<Date> = published.parse().ok();
    let found = find_times(text, &doc, published);
    found.into_iter().map(|time| (words(text, &doc, &time.tokens).to_owned(), time)).collect()
}

/// Writes what was found: "on words=value", joined by "; ".
pub fn values(text: &str, published: &str) -> String {
    let one = |(words, time): &(String, TimeSpan)| format!("{words}={}", time.value);
    times(text, published).iter().map(one).collect::<Vec<_>>().join("; ")
}

pub fn check(published: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, values(text, published)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(text, expected, found)| format!("{text}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn written_dates_need_no_anchor() {
    let cases = &[
        ("It fell on 7 February 2016.", "7 February 2016=2016-02-07"),
        ("It fell on Feb. 7, 2016.", "Feb. 7, 2016=2016-02-07"),
        ("It fell on February 7th, 2016.", "February 7th, 2016=2016-02-07"),
        ("It fell on the 7th of February 2016.", "the 7th of February 2016=2016-02-07"),
        ("It fell on Sunday, 7 February 2016.", "Sunday, 7 February 2016=2016-02-07"),
        ("It fell on 2016-02-07.", "2016-02-07=2016-02-07"),
        ("It fell at 2016-02-07T08:30.", "2016-02-07T08:30=2016-02-07T08:30"),
        ("It fell on 13/02/2016.", "13/02/2016=2016-02-13"),
        ("It fell on 02/13/2016.", "02/13/2016=2016-02-13"),
        ("It fell on 8/2/2016.", "8/2/2016=2016-XX-XX"),
        ("It fell on 7.2.2016.", "7.2.2016=2016-02-07"),
        ("It fell in February 2016.", "February 2016=2016-02"),
        ("It fell in 2016.", "2016=2016"),
        ("It was built in the 1990s.", "the 1990s=199"),
        ("It was built in the 19th century.", "the 19th century=18"),
        ("It fell in summer 2014.", "summer 2014=2014-SU"),
        ("It fell in the winter of 2015.", "the winter of 2015=2015-WI"),
        ("It fell in the third quarter of 2015.", "the third quarter of 2015=2015-Q3"),
        ("It fell in early March 2015.", "early March 2015=2015-03"),
        ("It fell in mid-2015.", "mid-2015=2015"),
        ("It fell at 3 p.m. on 7 February 2016.", "3 p.m. on 7 February 2016=2016-02-07T15:00"),
        ("They met between 2 and 4 March 2015.", "2=2015-03-02; 4 March 2015=2015-03-04"),
        ("They met on March 2-4, 2015.", "March 2=2015-03-02; 4, 2015=2015-03-04"),
    ];
    check("", cases);
    check(PUBLISHED, cases);
}

#[test]
fn without_a_publication_date_nothing_is_guessed() {
    check(
        "",
        &[
            ("It fell on Sunday.", "Sunday=XXXX-WXX-7"),
            ("It fell on 7 February.", "7 February=XXXX-02-07"),
            ("It fell in March.", "March=XXXX-03"),
            ("It fell yesterday.", "yesterday=XXXX-XX-XX"),
            ("It fell last week.", "last week=XXXX-WXX"),
            ("It fell last month.", "last month=XXXX-XX"),
            ("It fell last year.", "last year=XXXX"),
            ("It fell on Sunday night.", "Sunday night=XXXX-WXX-7TNI"),
            ("It fell this morning.", "this morning=XXXX-XX-XXTMO"),
            ("It fell on the 7th.", "the 7th=XXXX-XX-07"),
            ("It fell two weeks ago.", "two weeks ago=XXXX-WXX"),
            ("It fell last summer.", "last summer=XXXX-SU"),
            ("Three days later it fell.", "Three days later=XXXX-XX-XX"),
        ],
    );
    for text in [
        "It fell on Sunday.",
        "It fell yesterday.",
        "It fell on 7 February.",
        "A year earlier it fell.",
    ] {
        let found = times(text, "");
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].1.earliest, found[0].1.latest), (None, None), "{text}");
    }
}

#[test]
fn bare_days_and_months_follow_the_verb() {
    check(
        PUBLISHED,
        &[
            ("The strike hit on Sunday.", "Sunday=2016-02-07"),
            ("The strike hit on Wednesday.", "Wednesday=2016-02-10"),
            ("The council will meet on Friday.", "Friday=2016-02-12"),
            ("The council plans to meet on Friday.", "Friday=2016-02-12"),
            ("He was killed on 7 February.", "7 February=2016-02-07"),
            ("He was killed on 10 March.", "10 March=2015-03-10"),
            ("The talks will open on 10 March.", "10 March=2016-03-10"),
            ("The truce holds until 10 March.", "10 March=2016-03-10"),
            ("The town fell in December.", "December=2015-12"),
            ("The vote will be held in May.", "May=2016-05"),
            ("He spoke on Sunday, 7 February.", "Sunday, 7 February=2016-02-07"),
            ("It fell last June.", "last June=2015-06"),
            ("It fell last Friday.", "last Friday=2016-02-05"),
            ("He was killed this Friday.", "this Friday=2016-02-05"),
            ("They will meet this Friday.", "this Friday=2016-02-12"),
            ("They meet next Friday.", "next Friday=2016-02-12"),
            ("It fell last summer.", "last summer=2015-SU"),
            ("They arrived on the 7th.", "the 7th=2016-02-07"),
        ],
    );
}

#[test]
fn relative_dates_count_from_the_publication() {
    check(
        PUBLISHED,
        &[
            ("It fell yesterday.", "yesterday=2016-02-09"),
            ("It fell today.", "today=2016-02-10"),
            ("They meet tomorrow.", "tomorrow=2016-02-11"),
            ("It fell the day before yesterday.", "the day before yesterday=2016-02-08"),
            ("It fell last night.", "last night=2016-02-09TNI"),
            ("It fell this morning.", "this morning=2016-02-10TMO"),
            ("It fell last week.", "last week=2016-W05"),
            ("They meet next month.", "next month=2016-03"),
            ("It fell earlier this year.", "earlier this year=2016"),
            ("It fell last year.", "last year=2015"),
            ("It fell five days ago.", "five days ago=2016-02-05"),
            ("It fell two weeks ago.", "two weeks ago=2016-W04"),
            ("It fell three months ago.", "three months ago=2015-11"),
            ("It fell a year ago.", "a year ago=2015"),
            ("It fell nearly two years ago.", "nearly two years ago=2014"),
            ("It fell over the weekend.", "the weekend=2016-W05-WE"),
            ("It fell late last week.", "late last week=2016-W05"),
            ("They leave at the end of the month.", "the end of the month=2016-02"),
        ],
    );
}

#[test]
fn the_story_has_a_time_of_its_own() {
    check(
        PUBLISHED,
        &[
            (
                "It began on 3 May 2014. Three days later it ended.",
                "3 May 2014=2014-05-03; Three days later=2014-05-06",
            ),
            (
                "It began on 3 May 2014. The following day it ended.",
                "3 May 2014=2014-05-03; The following day=2014-05-04",
            ),
            (
                "It began on 3 May 2014. The same day it ended.",
                "3 May 2014=2014-05-03; The same day=2014-05-03",
            ),
            (
                "It began on 3 May 2014. That night it ended.",
                "3 May 2014=2014-05-03; That night=2014-05-03TNI",
            ),
            (
                "It began on 3 May 2014. The previous Friday he left.",
                "3 May 2014=2014-05-03; The previous Friday=2014-05-02",
            ),
            (
                "It began on 3 May 2014. On the Friday they fled. That Sunday it ended.",
                "3 May 2014=2014-05-03; the Friday=2014-05-09; That Sunday=2014-05-11",
            ),
            ("It fell the Sunday before last.", "the Sunday before last=2016-01-31"),
            ("It fell a week ago Sunday.", "a week ago Sunday=2016-01-31"),
            ("It began in 2014. Two years later it ended.", "2014=2014; Two years later=2016"),
        ],
    );
}

#[test]
fn times_of_day_join_their_day() {
    check(
        PUBLISHED,
        &[
            ("It fell at 3 p.m. on Tuesday.", "3 p.m. on Tuesday=2016-02-09T15:00"),
            ("It fell on Tuesday at 7:30 a.m.", "Tuesday at 7:30 a.m.=2016-02-09T07:30"),
            ("It fell at noon on Tuesday.", "noon on Tuesday=2016-02-09T12:00"),
            ("It fell on Sunday night.", "Sunday night=2016-02-07TNI"),
            ("It fell at dawn on Sunday.", "dawn on Sunday=2016-02-07TMO"),
            ("It fell on Sunday at dawn.", "Sunday at dawn=2016-02-07TMO"),
            ("It fell yesterday evening.", "yesterday evening=2016-02-09TEV"),
            ("It fell early on Sunday morning.", "early on Sunday morning=2016-02-07TMO"),
            (
                "It fell on the morning of 7 February 2016.",
                "the morning of 7 February 2016=2016-02-07TMO",
            ),
            ("It fell on Tuesday at 1500 GMT.", "Tuesday at 1500 GMT=2016-02-09T15:00Z"),
            ("It fell overnight.", "overnight=2016-02-09TNI"),
        ],
    );
}

#[test]
fn lengths_and_recurring_times_have_no_days() {
    let cases = &[
        ("The siege lasted three weeks.", "three weeks=P3W"),
        ("A three-day truce began.", "three-day=P3D"),
        ("They waited for five hours.", "five hours=PT5H"),
        ("They waited for half an hour.", "half an hour=PT30M"),
        ("They waited two and a half years.", "two and a half years=P2Y6M"),
        ("It took several months.", "several months=PXM"),
        ("It took a few days.", "a few days=PXD"),
        ("They held it for more than four years.", "more than four years=P4Y"),
        ("It happened over the past three months.", "the past three months=P3M"),
        ("It happened in the past weeks.", "the past weeks=PXW"),
        ("They held it for two decades.", "two decades=P20Y"),
        ("They shell it every day.", "every day=P1D"),
        ("They march every Friday.", "every Friday=XXXX-WXX-5"),
        ("They meet on Tuesdays.", "Tuesdays=XXXX-WXX-2"),
        ("The toll rises daily.", "daily=P1D"),
        ("They meet each month.", "each month=P1M"),
    ];
    check(PUBLISHED, cases);
    for (text, _) in cases {
        for (_, time) in times(text, PUBLISHED) {
            assert_eq!((time.earliest, time.latest), (None, None), "{text}");
        }
    }
}

#[test]
fn several_dates_are_several_expressions() {
    check(
        PUBLISHED,
        &[
            ("They fought from Monday to Tuesday.", "Monday=2016-02-08; Tuesday=2016-02-09"),
            ("They fought on 7 and 8 February 2016.", "7=2016-02-07; 8 February 2016=2016-02-08"),
            ("They fought on February 7-8.", "February 7=2016-02-07; 8=2016-02-08"),
            ("They fought in 2014 and 2015.", "2014=2014; 2015=2015"),
        ],
    );
}

#[test]
fn what_is_no_time_is_left_alone() {
    check(
        PUBLISHED,
        &[
            ("They may leave.", ""),
            ("They march on the capital.", ""),
            ("May he rest.", ""),
            ("He was the second to leave.", ""),
            ("The Sunday Times reported it.", ""),
            ("Operation May Dawn began.", ""),
            ("2,000 people left.", ""),
            ("1990 people left.", ""),
            ("It cost $2000.", ""),
            ("A 12-year-old boy spoke.", ""),
            ("He was 34 years old.", ""),
            ("The 17 February Martyrs Brigade left.", ""),
            ("They walked 2016 km.", ""),
            ("They won 3-2.", ""),
            ("The fall of the town was slow.", ""),
            ("April Summer spoke first.", ""),
            ("They read verse 5:32 aloud.", ""),
            ("Two-thirds of the town burned.", ""),
            ("They used a MIG-23.", ""),
            ("The sun shone.", ""),
            ("They sat down.", ""),
            ("The report \"60 Minutes\" was aired.", ""),
        ],
    );
}

#[test]
fn edges_narrow_the_days_and_not_the_value() {
    let days = |text: &str| {
        let found = times(text, PUBLISHED);
        let time = &found[0].1;
        format!("{}..{}", time.earliest.unwrap(), time.latest.unwrap())
    };
    assert_eq!(days("It fell in March 2015."), "2015-03-01..2015-03-31");
    assert_eq!(days("It fell in early March 2015."), "2015-03-01..2015-03-10");
    assert_eq!(days("It fell in mid-March 2015."), "2015-03-11..2015-03-20");
    assert_eq!(days("It fell in late March 2015."), "2015-03-22..2015-03-31");
    assert_eq!(days("It fell earlier this year."), "2016-01-01..2016-02-10");
    assert_eq!(days("They leave later this year."), "2016-02-10..2016-12-31");
    assert_eq!(days("It fell in the first week of May 2015."), "2015-05-01..2015-05-07");
    assert_eq!(days("It fell in the last ten days of June 2014."), "2014-06-21..2014-06-30");
    assert_eq!(days("It fell in the first half of May 2015."), "2015-05-01..2015-05-15");
    assert_eq!(days("It fell overnight."), "2016-02-09..2016-02-10");
    assert_eq!(days("It fell on 8/2/2016."), "2016-02-08..2016-08-02");
    assert_eq!(days("It fell last week."), "2016-02-01..2016-02-07");
    assert_eq!(days("It fell in the past week."), "2016-02-03..2016-02-10");
    assert_eq!(days("It fell in the 1990s."), "1990-01-01..1999-12-31");
    assert_eq!(days("It fell in 2015."), "2015-01-01..2015-12-31");
}

#[test]
fn a_long_text_takes_linear_time() {
    let text = "On 7 February 2016 and the 8th of March at 3 p.m. two weeks ago ".repeat(2_000);
    let doc = parse(&text);
    assert!(find_times(&text, &doc, PUBLISHED.parse().ok()).len() > 2_000);
}

/// Tells whether a value is written as TIMEX3 asks.
fn is_timex3(value: &str) -> bool {
    if matches!(value, "PRESENT_REF" | "PAST_REF" | "FUTURE_REF") {
        return true;
    }
    if let Some(length) = value.strip_prefix('P') {
        return is_length(length);
    }
    if let Some((first, last)) = value.split_once('/') {
        return is_day(first) && is_day(last) && first < last;
    }
    let (day, clock) =
        value.split_once('T').map_or((value, None), |(day, clock)| (day, Some(clock)));
    is_day(day) && clock.is_none_or(is_clock)
}

/// Digits become 9, so that a shape is left.
fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect()
}

fn is_day(day: &str) -> bool {
    let shape = shape(day);
    let year = |rest: &str| shape == format!("9999{rest}") || shape == format!("XXXX{rest}");
    matches!(shape.as_str(), "999" | "99" | "XXX" | "XX")
        || [
            "", "-99", "-XX", "-99-XX", "-99-99", "-XX-99", "-XX-XX", "-W99", "-WXX", "-W99-WE",
            "-WXX-WE", "-WXX-9", "-Q9", "-QX", "-H9", "-HX", "-SP", "-SU", "-FA", "-WI",
        ]
        .iter()
        .any(|rest| year(rest))
}

fn is_clock(clock: &str) -> bool {
    matches!(clock, "MO" | "MI" | "AF" | "EV" | "NI" | "DT")
        || matches!(shape(clock.trim_end_matches('Z')).as_str(), "99" | "99:99" | "99:99:99")
        || clock.rsplit_once(['+', '-']).is_some_and(|(clock, zone)| {
            matches!(shape(clock).as_str(), "99:99" | "99:99:99") && shape(zone) == "99:99"
        })
}

fn is_length(length: &str) -> bool {
    let parts = length.replace('T', "");
    !parts.is_empty()
        && parts.ends_with(|c| "YMWDHS".contains(c))
        && parts.chars().all(|c| c.is_ascii_digit() || "XYMWDHST".contains(c))
}

const PIECES: &[&str] = &[
    "on",
    "the",
    "Sunday",
    "7",
    "7th",
    "February",
    "May",
    "2016",
    "last",
    "next",
    "week",
    "years",
    "ago",
    "later",
    "three",
    "a",
    "few",
    "morning",
    "night",
    "3 p.m.",
    "at",
    "of",
    "end",
    "early",
    "mid-1990s",
    "-",
    ",",
    ".",
    "\n\n",
    "2016-02-07",
    "8/2/2016",
    "31",
    "13/13/2016",
    "9999999999",
    "every",
    "third",
    "quarter",
    "century",
    "99999999 years ago",
    "4000000000 days later",
    "Easter",
    "Ramadan",
    "Eid al-Adha",
    "1437",
    "3-5",
    "2014-15",
    "overnight",
    "into",
    "from",
    "to",
    "through",
    "between",
    "(1200 GMT)",
    "UTC+3",
    "Friday",
    "before last",
    "31 February 2016",
    "will",
    "'98",
    "00:00",
    "half",
    "the day before",
    "0000-00-00",
    "summer",
    "dawn",
    "1000",
    "2100",
    "hundred",
    "million",
    "decades",
    "٣",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn values_are_timex3_and_earliest_is_never_after_latest(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24),
        published in prop::sample::select(&["", "2016-02-10", "0000-01-01", "9999-12-31", "2000-02-29"][..]),
    ) {
        let text = pieces.join(" ");
        let doc = parse(&text);
        let published: Option<Date> = published.parse().ok();
        let found = find_times(&text, &doc, published);
        assert_ascending(&doc, found.iter().map(|time| &time.tokens));
        for time in &found {
            prop_assert!(is_timex3(&time.value), "{} in {text:?}", time.value);
            prop_assert_eq!(time.earliest.is_some(), time.latest.is_some());
            prop_assert!(time.earliest <= time.latest);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,80}") {
        let doc = parse(&text);
        assert_ascending(&doc, find_times(&text, &doc, None).iter().map(|time| &time.tokens));
    }
}
