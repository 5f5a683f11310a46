//! Time expressions that need more than a calendar page: feasts, stretches, nights, zones, plans,
//! digits of other scripts.

use crate::spans::parse;
use crate::times::{PUBLISHED, check, times};
use rashomon_text::{TimeSpan, find_times};

#[test]
fn feasts_follow_their_calendars() {
    check(
        "2016-09-20",
        &[
            ("It fell during Ramadan.", "Ramadan=2016-06-06/2016-07-05"),
            ("They will fast during Ramadan.", "Ramadan=2017-05-27/2017-06-24"),
            ("It fell on 15 Ramadan 1437.", "15 Ramadan 1437=2016-06-20"),
            ("It fell in Rajab 1437.", "Rajab 1437=2016-04-08/2016-05-07"),
            ("It fell on the second day of Eid.", "the second day of Eid=2016-09-12"),
            ("It fell on the eve of Eid al-Fitr.", "the eve of Eid al-Fitr=2016-07-05"),
            ("It fell on Eid-ul-Fitr.", "Eid-ul-Fitr=2016-07-06/2016-07-08"),
            ("They came on Eid morning.", "Eid morning=2016-09-11TMO"),
            ("It fell on Orthodox Easter.", "Orthodox Easter=2016-05-01"),
            ("It fell on Yom Kippur 1973.", "Yom Kippur 1973=1973-10-06"),
            ("It fell on Christmas Eve.", "Christmas Eve=2015-12-24"),
            (
                "It fell in the last ten days of Ramadan.",
                "the last ten days of Ramadan=2016-06-26/2016-07-05",
            ),
            // Names of people.
            ("Ramadan Jaber spoke.", ""),
            ("Rajab spoke.", ""),
        ],
    );
    check("", &[("It fell during Ramadan.", "Ramadan=XXXX-XX-XX")]);
}

#[test]
fn the_sighting_of_the_moon_leaves_a_day_on_either_side() {
    let found = times("It fell on 15 Ramadan 1437.", "");
    let days = (found[0].1.earliest, found[0].1.latest);
    assert_eq!(days, ("2016-06-19".parse().ok(), "2016-06-21".parse().ok()));
}

#[test]
fn stretches_open_at_one_date_and_end_at_the_other() {
    let opens = |text: &str| {
        let mark = |(words, time): &(String, TimeSpan)| {
            format!("{words}={}{}", time.value, if time.opens { " ..." } else { "" })
        };
        times(text, "2016-09-20").iter().map(mark).collect::<Vec<_>>().join("; ")
    };
    for (text, expected) in [
        ("It fell from 3 to 5 May.", "3=2016-05-03 ...; 5 May=2016-05-05"),
        ("It fell between 3 and 5 May.", "3=2016-05-03 ...; 5 May=2016-05-05"),
        ("It fell on 3 and 5 May.", "3=2016-05-03; 5 May=2016-05-05"),
        ("It fell on 3–5 May.", "3–5 May=2016-05-03/2016-05-05"),
        ("It fell in 2014–15.", "2014–15=2014/2015"),
        (
            "It fell from 30 December to 2 January 2014.",
            "30 December=2013-12-30 ...; 2 January 2014=2014-01-02",
        ),
        ("They fought from Friday to Monday.", "Friday=2016-09-16 ...; Monday=2016-09-19"),
        ("It fell from Monday.", "Monday=2016-09-19"),
        ("They fell on Monday and Tuesday.", "Monday=2016-09-19; Tuesday=2016-09-20"),
    ] {
        assert_eq!(opens(text), expected, "{text}");
    }
}

#[test]
fn nights_run_into_the_next_day() {
    let days = |text: &str| {
        let found = times(text, "2016-09-20");
        assert_eq!(found.len(), 1, "{text}");
        let time = &found[0].1;
        format!("{} {}..{}", time.value, time.earliest.unwrap(), time.latest.unwrap())
    };
    for (text, expected) in [
        ("It fell overnight Sunday.", "2016-09-18TNI 2016-09-18..2016-09-19"),
        ("It fell overnight into Monday.", "2016-09-18TNI 2016-09-18..2016-09-19"),
        ("It fell Sunday night into Monday.", "2016-09-18TNI 2016-09-18..2016-09-19"),
        ("It fell on the night of Sunday to Monday.", "2016-09-18TNI 2016-09-18..2016-09-19"),
        ("It fell on the night between 3 and 4 May.", "2016-05-03TNI 2016-05-03..2016-05-04"),
        ("It fell in the early hours of Sunday.", "2016-09-18TMO 2016-09-18..2016-09-18"),
        ("It fell on the night of 3 May.", "2016-05-03TNI 2016-05-03..2016-05-03"),
    ] {
        assert_eq!(days(text), expected, "{text}");
    }
}

#[test]
fn zones_are_told_by_letters_or_by_the_same_hour_told_twice() {
    check(
        "2016-09-20",
        &[
            (
                "It fell at 3pm (1200 GMT) on Sunday.",
                "3pm (1200 GMT) on Sunday=2016-09-18T15:00+03:00",
            ),
            ("It fell at 1 a.m. (2200 GMT).", "1 a.m. (2200 GMT)=XXXX-XX-XXT01:00+03:00"),
            ("It fell at 10:00 UTC+3.", "10:00 UTC+3=XXXX-XX-XXT10:00+03:00"),
            ("It fell at 0800 UTC.", "0800 UTC=XXXX-XX-XXT08:00Z"),
            ("It fell at 16:30 local time.", "16:30 local time=XXXX-XX-XXT16:30"),
            // Several lands use these letters; and 12:07 is in no zone where it is 15:00.
            ("It fell at 10:00 CST.", "10:00 CST=XXXX-XX-XXT10:00"),
            ("It fell at 3pm (1207 GMT).", "3pm=XXXX-XX-XXT15:00; 1207 GMT=XXXX-XX-XXT12:07Z"),
        ],
    );
}

#[test]
fn plans_lie_ahead_and_what_is_told_of_them_does_not() {
    check(
        "2016-09-20",
        &[
            ("They planned to leave on Thursday.", "Thursday=2016-09-22"),
            ("The talks were scheduled for Friday.", "Friday=2016-09-23"),
            ("They had planned to leave on Thursday.", "Thursday=2016-09-15"),
            ("They agreed to meet on Friday.", "Friday=2016-09-23"),
            ("The vote was postponed until Sunday.", "Sunday=2016-09-25"),
            ("The council meets on Friday.", "Friday=2016-09-23"),
            ("The council will discuss Friday's bombing.", "Friday=2016-09-16"),
            ("The council will attend Friday's meeting.", "Friday=2016-09-23"),
            ("The truce remained until Sunday.", "Sunday=2016-09-18"),
            ("He spoke of the 23 December killing.", "the 23 December=2015-12-23"),
        ],
    );
}

#[test]
fn digits_of_other_scripts_are_digits() {
    check(
        PUBLISHED,
        &[
            ("It fell on ٣ May ٢٠١٥ again.", "٣ May ٢٠١٥=2015-05-03"),
            ("It fell on ۷ May ۲۰۱۵ again.", "۷ May ۲۰۱۵=2015-05-07"),
        ],
    );
}

#[test]
fn days_that_do_not_exist_have_no_days() {
    for text in ["He died on 31 February 2016.", "It fell on 30/02/2016.", "It fell on 2016-13-40."]
    {
        assert!(times(text, PUBLISHED).iter().all(|(_, time)| time.earliest.is_none()), "{text}");
    }
}

#[test]
fn a_line_of_digits_takes_linear_time() {
    let digits = "1234567890".repeat(40_000);
    let text = format!("{digits} {} {}", "٣".repeat(40_000), "3-5-7/8.9:1 ".repeat(8_000));
    let doc = parse(&text);
    let _ = find_times(&text, &doc, PUBLISHED.parse().ok());
}
