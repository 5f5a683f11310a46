//! Reports of an invented war, as JSON Lines.

use serde_json::json;

/// Four outlets on two strikes: counts differ, one side denies, one copies.
pub fn war() -> String {
    let of = |id: &str, outlet: &str, published: &str, title: &str, text: &str| {
        json!({"id": id, "outlet": outlet, "published": published, "title": title, "lang": "en",
            "text": text})
        .to_string()
    };
    [
        of(
            "ht-1",
            "Harbour Times",
            "2031-03-05",
            "Strike on Velm market",
            "At least 12 people were killed in an airstrike on the market of Velm on Tuesday, the \
             city clinic said. Colonel Adel Karim, a spokesman for the Northern Front, said the \
             Interior Army had bombed the town. Two children were wounded.",
        ),
        of(
            "nw-1",
            "Northern Wire",
            "2031-03-05",
            "Army denies raid",
            "The Interior Army denied that it carried out an airstrike on Velm on Tuesday. Nine \
             fighters of the Northern Front died at Velm, its spokesman Omar Dessin said. — café, \
             naïve, 北 and \u{1F525} stand here so that bytes and code points differ. An airstrike \
             killed nine people in Velm on 4 March 2031, residents said.",
        ),
        of(
            "hp-1",
            "Hill Post",
            "2031-03-06",
            "What happened at Velm",
            "An airstrike on Velm on 4 March killed five fighters, the Northern Front admitted. \
             The aircraft belonged to the Interior Army, according to residents.",
        ),
        of(
            "cr-1",
            "Coast Radio",
            "2031-03-12",
            "Convoy attacked",
            "Gunmen attacked a convoy near Ostrel on Monday, killing a woman and her two children, \
             medical sources said. The Coastal Brigade claimed responsibility for the attack.",
        ),
    ]
    .join("\n")
        + "\n"
}

/// Some more reports, each its own text.
pub fn many(count: usize) -> String {
    let towns = ["Velm", "Harra", "Ostrel", "Tiberon", "Kasmira", "Norvik"];
    let outlets = ["Harbour Times", "Northern Wire", "Hill Post"];
    let one = |n: usize| {
        let town = towns[n % towns.len()];
        let text = format!(
            "At least {} people were killed in an airstrike on {town} on {} March 2031, the city \
             clinic said. A spokesman for the Northern Front, Omar Dessin, blamed the Interior Army. \
             The army denied it. Residents said a hospital was damaged in the {}th raid of the year.",
            n % 17 + 2,
            n % 27 + 1,
            n + 4
        );
        let outlet = outlets[n % outlets.len()];
        let published = format!("2031-03-{:02}", n % 27 + 2);
        json!({"id": format!("r-{n}"), "outlet": outlet, "published": published, "text": text})
            .to_string()
    };
    (0..count).map(one).collect::<Vec<_>>().join("\n") + "\n"
}
