//! Where names lie: lookups, what neighbours decide, what is left open, and damage.

use rashomon_model::{
    EntityKind, Mention, MentionId, Place, PlacePrecision, Reading, Report, ReportId, Span,
};
use rashomon_resolve::places::pack::{Entry, pack};
use rashomon_resolve::places::{Gazetteer, Match, Surroundings, locate, locate_in};
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::embedded().unwrap());

/// Locates the names in a text, which stand in square brackets; a `!` marks a building.
fn located(marked: &str) -> Vec<Place> {
    located_with(marked, &GAZETTEER)
}

/// Makes a report and its reading of a text whose places stand in square brackets.
fn told(marked: &str) -> (Report, Reading) {
    let (mut text, mut reading) = (String::new(), Reading::empty(ReportId("r1".to_owned())));
    let mut start = 0;
    for c in marked.chars() {
        match c {
            '[' => start = text.len(),
            ']' => {
                let facility = text[start..].starts_with('!');
                let kind = if facility { EntityKind::Facility } else { EntityKind::Place };
                let span = Span::from_range(start + usize::from(facility)..text.len());
                reading.mentions.push(Mention { span, kind, entity: None });
                let mention = MentionId::at(reading.mentions.len() - 1);
                reading.places.push(Place::at(Some(mention), span));
            }
            c => text.push(c),
        }
    }
    let report = Report {
        id: reading.report.clone(),
        outlet: None,
        published: None,
        url: None,
        title: None,
        lang: None,
        text,
    };
    (report, reading)
}

fn located_with(marked: &str, gazetteer: &Gazetteer) -> Vec<Place> {
    let (report, mut reading) = told(marked);
    locate(&mut reading, &report, gazetteer);
    reading.places
}

/// Country and rounded point of each place, `-` where it was left open.
fn points(marked: &str) -> Vec<String> {
    let place = |p: &Place| match (&p.country, p.point) {
        (Some(country), Some(point)) => format!("{country} {:.0} {:.0}", point.lat, point.lon),
        (None, Some(point)) => format!("{:.0} {:.0}", point.lat, point.lon),
        _ => "-".to_owned(),
    };
    located(marked).iter().map(place).collect()
}

#[test]
fn a_name_is_found_in_many_scripts() {
    for name in ["Latakia", "LATAKIA", "Lattakia", "اللاذقية", "اللاذقيه", "Латакия"]
    {
        let found = GAZETTEER.lookup(name);
        assert!(found.iter().any(|c| c.gazetteer.as_deref() == Some("geonames:173576")), "{name}");
    }
    assert_eq!(GAZETTEER.lookup("حلب")[0].country.as_deref(), Some("SY"));
    assert!(GAZETTEER.is_place("Latakia"));
    assert!(!GAZETTEER.is_place("Velmakarsa"));
}

#[test]
fn articles_and_hyphens_come_and_go() {
    for name in ["El-Kef", "al Kef", "el-Kef", "Kef", "الكاف"] {
        let found = GAZETTEER.lookup(name);
        assert!(found.iter().any(|c| c.country.as_deref() == Some("TN")), "{name}: {found:?}");
    }
    for name in ["Kafr el-Sheikh", "Kafr ash-Shaykh", "Kafr al-Shaykh", "Kafr el Cheikh"] {
        let found = GAZETTEER.lookup(name);
        assert!(found.iter().any(|c| c.country.as_deref() == Some("EG")), "{name}: {found:?}");
    }
}

#[test]
fn another_spelling_of_the_same_consonants_is_found_and_said_to_be_one() {
    let found = GAZETTEER.lookup("Zagazeeg");
    assert_eq!(found[0].matched, Match::Alike, "{found:?}");
    assert_eq!(found[0].country.as_deref(), Some("EG"));
}

#[test]
fn neighbours_decide_between_namesakes() {
    assert_eq!(
        points("Fires in [Córdoba], [Rosario] and [Mendoza]."),
        ["AR -31 -64", "AR -33 -61", "AR -33 -69"]
    );
    assert_eq!(
        points("Fires in [Córdoba], near [Granada] and [Málaga]."),
        ["ES 38 -5", "ES 37 -4", "ES 37 -4"]
    );
}

#[test]
fn an_adjective_of_a_state_counts_as_its_name() {
    assert_eq!(
        points("The Argentine army entered [Córdoba], an Argentine officer said.")[0],
        "AR -31 -64"
    );
    assert_eq!(
        points("The Spanish army entered [Córdoba], a Spanish officer said.")[0],
        "ES 38 -5"
    );
}

#[test]
fn what_stands_after_the_comma_contains_what_stands_before() {
    assert_eq!(points("A fire in [Springfield], [Illinois]."), ["US 40 -90", "US 41 -89"]);
    assert_eq!(points("A fire in [Springfield], Mo., on Monday."), ["US 37 -93"]);
    assert_eq!(points("A fire in [Springfield], Ill., on Monday."), ["US 40 -90"]);
}

#[test]
fn a_word_beside_the_name_tells_its_sort() {
    let places = located("A fire in [Salta] province in [Argentina].");
    assert_eq!(places[0].precision, Some(PlacePrecision::Province), "{places:?}");
    let places = located("A fire in the city of [Salta] in [Argentina].");
    assert_eq!(places[0].precision, Some(PlacePrecision::Settlement), "{places:?}");
    let places = located("A fire in [Beheira governorate] in [Egypt].");
    assert_eq!(places[0].precision, Some(PlacePrecision::Province), "{places:?}");
}

#[test]
fn what_is_not_clear_stays_a_name_without_a_point() {
    for text in [
        "A fire in [Velmakarsa].",
        "A fire at [!Springfield Hospital].",
        "A fire in [San José del Velm].",
    ] {
        let places = located(text);
        assert!(places.iter().all(|p| p.point.is_none() && p.name.is_none()), "{text}: {places:?}");
    }
    // Dozens of small towns bear the name, and nothing in the text prefers one.
    assert_eq!(points("A fire in [Springfield] hurt two."), ["-"]);
}

#[test]
fn a_spelling_alike_needs_its_country_in_the_report() {
    assert_eq!(points("Shells hit [Zagazeeg]."), ["-"]);
    assert_eq!(
        points("Egyptian firemen came to [Zagazeeg], near [Tanta]."),
        ["EG 31 32", "EG 31 31"]
    );
}

#[test]
fn a_small_namesake_abroad_is_not_meant() {
    let text = "In [Argentina], [Salta], [Mendoza], [Rosario] and [Neuquén] were calm; shells hit [Springdale].";
    assert_eq!(points(text)[5], "-");
}

#[test]
fn one_name_has_one_meaning_in_a_report() {
    let places = located("[Córdoba] was calm. In [Spain], [Granada] was not. [Córdoba] slept.");
    assert_eq!(places[0].gazetteer, places[3].gazetteer);
}

#[test]
fn words_before_a_name_are_taken_off() {
    let text = "In [Argentina]'s north, [rebel-held Salta province] and [Argentina's Rosario].";
    let places = located(text);
    assert_eq!(places[1].precision, Some(PlacePrecision::Province), "{places:?}");
    assert_eq!(places[2].name.as_deref(), Some("Rosario"));
    let unnamed = points("They took [the hill] and [the Armenian district].");
    assert!(unnamed.iter().all(|point| point == "-"), "{unnamed:?}");
}

#[test]
fn countries_and_regions_are_no_towns() {
    let places = located("Across the [Middle East], from [Oman] to [Europe].");
    let precision: Vec<_> = places.iter().map(|p| p.precision).collect();
    use PlacePrecision::{Continent, Country, Region};
    assert_eq!(precision, [Some(Region), Some(Country), Some(Continent)]);
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let packed = pack(&[entry("Velm", 40_000), entry("Karsa", 3)]).unwrap();
    let small = Gazetteer::from_bytes(&packed).unwrap();
    assert_eq!(small.lookup("velm")[0].name, "Velm");
    for end in 0..packed.len() {
        assert!(Gazetteer::from_bytes(&packed[..end]).is_err(), "cut at {end}");
    }
    for at in 0..packed.len() {
        let mut odd = packed.clone();
        odd[at] ^= 0x15;
        if let Ok(odd) = Gazetteer::from_bytes(&odd) {
            odd.lookup("Velm");
        }
    }
    let error = Gazetteer::from_bytes(b"something else").err().unwrap().to_string();
    assert!(error.contains("not a gazetteer"), "{error}");
}

fn entry(name: &str, population: u64) -> Entry {
    Entry {
        kind: "settlement".to_owned(),
        id: 7,
        point: Some((12.5, -3.25)),
        country: "XX".to_owned(),
        first: String::new(),
        second: String::new(),
        population,
        name: name.to_owned(),
        others: vec![],
    }
}

#[test]
fn a_gazetteer_of_ones_own_serves_as_well() {
    let packed = pack(&[entry("Velm", 40_000)]).unwrap();
    assert_eq!(pack(&[entry("Velm", 40_000)]).unwrap(), packed);
    let small = Gazetteer::from_bytes(&packed).unwrap();
    let places = located_with("A fire in [Velm].", &small);
    let point = places[0].point.unwrap();
    assert!((point.lat - 12.5).abs() < 1e-6 && (point.lon + 3.25).abs() < 1e-6);
}

#[test]
fn no_name_does_harm() {
    let long = "Velm ".repeat(5_000);
    let names = [
        "",
        " ",
        "a",
        "7",
        "ع",
        "ال",
        "al",
        "al-",
        "the",
        "\u{202E}x",
        "\u{301}",
        "'s",
        ",",
        &long,
        "st",
        "東京",
    ];
    for name in names {
        GAZETTEER.lookup(name);
        located(&format!("In [{name}], [{name}] and [{name}] of [{name}]"));
    }
}

#[test]
fn time_grows_with_the_number_of_places_alone() {
    let many = "[Springfield], [Ohio] and [Paris] near [Córdoba]; ".repeat(20_000);
    assert_eq!(located(&many).len(), 80_000);
}

#[test]
fn a_case_lends_its_region() {
    let near = ["[Granada] slept.", "[Málaga] slept.", "[Sevilla] slept.", "[Jaén] slept."];
    let (report, reading) = told("[Córdoba] was calm.");
    let country = |around: &Surroundings| {
        let mut reading = reading.clone();
        locate_in(&mut reading, &report, &GAZETTEER, around);
        reading.places[0].country.clone()
    };
    let mut case: Vec<(Report, Reading)> = near.iter().map(|text| told(text)).collect();
    case.push((report.clone(), reading.clone()));
    let around = Surroundings::of(&case, &GAZETTEER);
    assert_eq!(country(&around).as_deref(), Some("ES"));
    case.reverse();
    assert_eq!(country(&Surroundings::of(&case, &GAZETTEER)).as_deref(), Some("ES"));
    assert_ne!(country(&Surroundings::default()).as_deref(), Some("ES"));
}

#[test]
fn names_that_nobody_marked_are_found_and_streets_left_alone() {
    let places = located("In [Argentina], Salta police closed Rosario Street. The Center is open.");
    let found: Vec<_> = places.iter().filter(|p| p.mention.is_none()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].name.as_deref(), Some("Salta"));
}

#[test]
fn shares_of_candidates_add_up_to_one_at_most() {
    for text in ["[Springfield] slept.", "[Córdoba] slept.", "[Salta] slept."] {
        let places = located(text);
        let sum: f64 = places[0].candidates.iter().map(|c| c.weight).sum();
        assert!(sum <= 1.0 && !places[0].candidates.is_empty(), "{text} {sum}");
    }
    let open = &located("[Springfield] slept.")[0];
    assert!(open.point.is_none() && open.candidates.len() > 1, "{open:?}");
}
