//! A case looked at as it stood earlier: what was not there then is not seen, and the file stays as it is.

use rashomon_ledger::{Draft, Head, Ledger, Position, Selection};
use serde_json::json;

use crate::fixture::{AT, all, folder, report, verified, word, written};

#[test]
fn an_earlier_state_is_that_of_a_case_that_ended_there() {
    let (long, short) = (folder(), folder());
    written(&long, 9);
    written(&short, 4);
    let then = Ledger::open_read_only(&long.case).unwrap().confine(Position(4)).unwrap();
    let ended = Ledger::open(&short.case).unwrap();

    assert_eq!(all(&then), all(&ended));
    assert_eq!(then.head().unwrap(), ended.head().unwrap());
    assert_eq!(then.count_of(&"report".into()).unwrap(), 4);
    assert!(then.record(Position(5)).unwrap().is_none());
    assert!(then.latest_by_key(&"report".into(), "wire-5").unwrap().is_none());
    assert_eq!(verified(&then).head, verified(&ended).head);
    assert!(verified(&then).is_ok());
    let now = Ledger::open(&long.case).unwrap().head().unwrap();
    assert!(!then.holds(&now).unwrap());
}

#[test]
fn who_asks_for_the_whole_log_gets_it() {
    let here = folder();
    written(&here, 9);
    let then = Ledger::open_read_only(&here.case).unwrap().confine(Position(4)).unwrap();
    let whole = then.records(&Selection::all().of_whole_log()).unwrap();
    assert_eq!(whole.count(), 9);
    assert_eq!(then.length().unwrap(), Position(9));
    let some = then.records(&Selection::all().of_whole_log().up_to(Position(6))).unwrap();
    assert_eq!(some.count(), 6);
}

#[test]
fn its_derived_tables_are_in_memory_and_the_file_is_not_touched() {
    let here = folder();
    written(&here, 3);
    {
        let mut ledger = Ledger::open(&here.case).unwrap();
        let mut derive = ledger.derive().unwrap();
        derive.put("event", "e1", b"now").unwrap();
        derive.index_text("wire-3", "text", "harbour now", &[], str::to_lowercase).unwrap();
        derive.set_built_from(Position(3), "v").unwrap();
        derive.commit().unwrap();
    }
    let before = std::fs::read(&here.case).unwrap();
    {
        let mut then = Ledger::open_read_only(&here.case).unwrap().confine(Position(2)).unwrap();
        assert_eq!(then.derived().get("event", "e1").unwrap(), None);
        assert!(then.derived().search(&word("harbour"), 9).unwrap().hits.is_empty());
        let mut derive = then.derive().unwrap();
        derive.clear_all().unwrap();
        derive.put("event", "e1", b"then").unwrap();
        derive.index_text("wire-2", "text", "harbour then", &[], str::to_lowercase).unwrap();
        derive.set_built_from(Position(2), "v").unwrap();
        derive.commit().unwrap();
        assert!(then.derived().is_current("v").unwrap());
        assert_eq!(then.derived().get("event", "e1").unwrap().as_deref(), Some(&b"then"[..]));
        assert_eq!(then.derived().search(&word("harbour"), 9).unwrap().hits[0].id, "wire-2");
    }
    assert_eq!(std::fs::read(&here.case).unwrap(), before);
    let ledger = Ledger::open(&here.case).unwrap();
    assert_eq!(ledger.derived().get("event", "e1").unwrap().as_deref(), Some(&b"now"[..]));
    assert_eq!(ledger.derived().search(&word("harbour"), 9).unwrap().hits[0].id, "wire-3");
}

#[test]
fn an_earlier_state_is_not_written_to_and_not_past_the_end() {
    let here = folder();
    written(&here, 3);
    let open = Ledger::open(&here.case).unwrap();
    assert!(open.confine(Position(1)).unwrap_err().is_invalid());
    let past = Ledger::open_read_only(&here.case).unwrap().confine(Position(4));
    assert!(past.unwrap_err().is_invalid());
    let mut then = Ledger::open_read_only(&here.case).unwrap().confine(Position(1)).unwrap();
    assert!(then.append(&[report(4)], &[]).unwrap_err().is_read_only());
    let nothing = Ledger::open_read_only(&here.case).unwrap().confine(Position::START).unwrap();
    assert_eq!(nothing.head().unwrap(), Head::EMPTY);
}

#[test]
fn the_position_of_a_time_goes_by_the_order_of_the_log() {
    let here = folder();
    let mut ledger = Ledger::create(&here.case).unwrap();
    // The third clock ran ahead; the fourth record proves that the third was there before it.
    for (key, at) in [
        ("a", AT),
        ("b", "2031-03-05T05:06:07Z"),
        ("c", "2039-01-01T00:00:00Z"),
        ("d", "2031-03-06T05:06:07Z"),
    ] {
        ledger.append(&[Draft::new("report", 1, at, "ana", key, json!({}))], &[]).unwrap();
    }
    let by = |limit: &str| ledger.last_entered(|at| at <= limit).unwrap();
    assert_eq!(by("2031-03-01T00:00:00Z"), Position::START);
    assert_eq!(by("2031-03-05T23:00:00Z"), Position(2));
    assert_eq!(by("2031-03-07T00:00:00Z"), Position(4));
    drop(ledger);
    // Within an earlier state the walk begins at its end.
    let then = Ledger::open_read_only(&here.case).unwrap().confine(Position(1)).unwrap();
    assert_eq!(then.last_entered(|_| true).unwrap(), Position(1));
}
