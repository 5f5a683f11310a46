//! What is read by keys, or in brief, says what the whole case says.
//!
//! In: the demo case. What must hold: a page, an outlet, an entity and what an event rests on are the
//! same whether they are looked up or found in the whole; lists, filters, charts and tolls are the
//! same of events in brief.

use rashomon::json::case::{Case, Event};
use rashomon::query::asked::Asked;
use rashomon::query::entity_record;
use rashomon::query::outlets::Outlets;
use rashomon::query::overview;
use rashomon::query::timeline::timeline;
use rashomon::query::toll::{self, Published};
use rashomon::{CaseFile, Reader};

use crate::casebook::demo::entries;

fn with_demo(look: impl FnOnce(&CaseFile, &Case)) {
    let reader = Reader::new().expect("the embedded tables load");
    let folder = tempfile::tempdir().expect("a folder for the case");
    let mut file = CaseFile::open_or_create(folder.path().join("demo.rashomon")).expect("a case");
    let stamp = ("2031-04-01T00:00:00Z", "keyed");
    file.add(&reader, entries().into_iter(), stamp, &mut |_| ()).expect("added");
    file.refresh().expect("derived");
    let whole = file.case_without_texts().expect("the case reads");
    look(&file, &whole);
}

#[test]
fn pages_and_single_things_are_those_of_the_whole_case() {
    with_demo(|file, whole| {
        assert_eq!(file.count_events().unwrap(), whole.events.len());
        assert_eq!(
            file.count_reports_and_entities().unwrap(),
            (whole.reports.len(), whole.entities.len())
        );
        assert_eq!(file.events_from(2, 3).unwrap(), whole.events[2..5]);
        assert!(file.events_from(whole.events.len(), 3).unwrap().is_empty());
        let outlets = Outlets::of(&whole.reports);
        for entity in &whole.entities {
            assert_eq!(file.name(&entity.id).unwrap().as_ref(), Some(&entity.name));
            let found = file.entity_record(&entity.id).unwrap();
            let sought = entity_record::record(whole, &outlets, &entity.id).unwrap();
            assert_eq!(found, sought, "{}", entity.name);
        }
        for (at, event) in whole.events.iter().enumerate() {
            assert_eq!(file.event_at(at).unwrap().as_ref(), Some(event));
            let part = file.part(vec![event.clone()]).unwrap();
            let mut only = file.case().unwrap().only(&[&event.id]);
            only.rejected.clone_from(&part.rejected);
            assert_eq!(part, only, "{}", event.title);
        }
    });
}

#[test]
fn events_in_brief_answer_as_whole_ones_do() {
    with_demo(|file, whole| {
        let brief = file.events_in_brief().unwrap();
        let (outlets, published) = (Outlets::of(&whole.reports), Published::of(&whole.reports));
        let rulebooks = file.rulebooks().unwrap();
        assert_eq!(
            overview::rows(&brief, &whole.reports, &rulebooks),
            overview::rows(&whole.events, &whole.reports, &rulebooks)
        );
        for (short, long) in brief.iter().zip(&whole.events) {
            for slot in ["killed", "injured"] {
                let of = |event| toll::of_event(event, slot, &published);
                assert_eq!(of(short), of(long), "{slot} of {}", long.title);
            }
        }
        let line = |events: &[Event]| {
            timeline(&events.iter().collect::<Vec<_>>(), None, 40, &outlets, &published)
        };
        assert_eq!(line(&brief), line(&whole.events));
        let words = |text: &str| vec![text.to_owned()];
        for asked in [
            Asked::default(),
            Asked { place: words("qasr"), ..Asked::default() },
            Asked { class: words("ASSAULT"), ..Asked::default() },
            Asked { disagreeing: Some("killed,place".to_owned()), ..Asked::default() },
            Asked { origins: Some(2), ..Asked::default() },
            Asked { outlets: Some(3), ..Asked::default() },
            Asked { since: Some("2031-03-05".to_owned()), ..Asked::default() },
        ] {
            let filter = asked.filter().unwrap();
            let kept = |events: &[Event]| -> Vec<String> {
                let bound = filter.bind(&whole.entities, &outlets, events).unwrap();
                events.iter().filter(|e| bound.keeps(e)).map(|e| e.id.clone()).collect()
            };
            assert_eq!(kept(&brief), kept(&whole.events), "{asked:?}");
        }
    });
}
