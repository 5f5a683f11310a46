//! `dossier`: one file for one event or all, never over a case, texts only where asked for.

use crate::program::Folder;
use crate::reports;

#[test]
fn a_dossier_tells_the_events_asked_for() {
    let folder = Folder::with_case(&reports::war());
    let whole = folder.run(&["dossier", "c.rashomon"]).ends(0).out;
    let one = folder.run(&["dossier", "c.rashomon", "1"]).ends(0).out;
    assert!(whole.starts_with("<!DOCTYPE html>") && whole.trim_end().ends_with("</html>"));
    assert!(one.len() < whole.len(), "one event is less than all");
    let texts = folder.run(&["dossier", "c.rashomon", "1", "--texts"]).ends(0).out;
    assert!(!one.contains("Archived texts") && texts.contains("Archived texts"));
    let head = folder.run(&["verify", "c.rashomon", "--json"]).ends(0).out;
    let head: serde_json::Value = serde_json::from_str(&head).unwrap();
    assert!(one.contains(head["head"].as_str().unwrap()), "the head ties it to the case");
}

#[test]
fn a_dossier_goes_to_a_file_but_never_over_a_case() {
    let folder = Folder::with_case(&reports::war());
    folder.run(&["dossier", "c.rashomon", "-o", "d.html"]).ends(0);
    assert!(std::fs::read_to_string(folder.path("d.html")).unwrap().contains("Dossier"));
    folder.run(&["dossier", "c.rashomon", "-o", "c.rashomon"]).ends(2).says(&["left as it is"]);
    folder.run(&["dossier", "c.rashomon", "V-none"]).ends(1).says(&["V-none"]);
    folder.run(&["verify", "c.rashomon"]).ends(0);
}
