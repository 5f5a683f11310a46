//! What the program says, as statements that rows can be held against.
//!
//! One [`Said`] is one statement, of whatever [`Kind`]. Every cell comes with all the forms in
//! which a page may write it; the first is the one that blessing writes. What is said of one
//! report is listed in `said_report`, what is said of several in `said_case`.

/// What sort of statement a row or a piece of output is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One value in one slot of one event.
    Claim,
    /// Source, cue and content.
    Attribution,
    /// Words that name somebody or something.
    Name,
    /// A time expression.
    Time,
    /// A place with what is told of its position.
    Place,
    /// How two named things stand to each other.
    Link,
    /// A happening.
    Event,
    /// A remark on text that could not be used as it stood.
    Remark,
    /// What the intake took for the report's head.
    Report,
    /// How two accounts stand on a slot.
    Relation,
    /// Reports that tell one happening.
    SameEvent,
    /// Names of one thing across reports.
    SameName,
    /// Number of independent origins.
    Origins,
    /// A value a voice gives against its own interest.
    AgainstInterest,
    /// Accounts of opposed voices that agree.
    OpposedAgree,
    /// The days of an event of the case.
    When,
    /// How a judgement of the page stands.
    Judgement,
    /// A claim that somebody judged: rejected, accepted, corrected or added.
    Judged,
    /// What a rulebook makes of an event, field by field.
    Grade,
    /// A figure that its own voice has since revised.
    Superseded,
    /// In how many ways a voice came.
    Channels,
    /// How many people a whole case counts.
    Number,
    /// An event that an outlet does not tell, though it published then.
    Gap,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 23] = [
        Kind::Claim,
        Kind::Attribution,
        Kind::Name,
        Kind::Time,
        Kind::Place,
        Kind::Link,
        Kind::Event,
        Kind::Remark,
        Kind::Report,
        Kind::Relation,
        Kind::SameEvent,
        Kind::SameName,
        Kind::Origins,
        Kind::AgainstInterest,
        Kind::OpposedAgree,
        Kind::When,
        Kind::Judgement,
        Kind::Judged,
        Kind::Grade,
        Kind::Superseded,
        Kind::Channels,
        Kind::Number,
        Kind::Gap,
    ];

    /// Returns the word that begins its rows.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Claim => "claim",
            Kind::Attribution => "attribution",
            Kind::Name => "name",
            Kind::Time => "time",
            Kind::Place => "place",
            Kind::Link => "link",
            Kind::Event => "event",
            Kind::Remark => "remark",
            Kind::Report => "report",
            Kind::Relation => "relation",
            Kind::SameEvent => "same event",
            Kind::SameName => "same name",
            Kind::Origins => "origins",
            Kind::AgainstInterest => "against interest",
            Kind::OpposedAgree => "opposed agree",
            Kind::When => "when",
            Kind::Judgement => "judgement",
            Kind::Judged => "judged",
            Kind::Grade => "grade",
            Kind::Superseded => "superseded",
            Kind::Channels => "channels",
            Kind::Number => "number",
            Kind::Gap => "gap",
        }
    }

    /// Tells whether the kind speaks of the case, not of one report.
    pub fn is_of_case(self) -> bool {
        self >= Kind::Relation
    }
}

/// One statement of the program.
#[derive(Clone, Debug)]
pub struct Said {
    /// What sort.
    pub kind: Kind,
    /// The reports it comes from, from 1.
    pub reports: Vec<usize>,
    /// The chain, innermost voice first, each with every form of its name.
    pub voices: Vec<Vec<String>>,
    /// For relations: the names that each side answers to.
    pub sides: Vec<Vec<String>>,
    /// What it is about, then what qualifies that.
    pub about: Vec<String>,
    /// The value in every form.
    pub values: Vec<String>,
    /// How firmly.
    pub firmly: Vec<String>,
    /// The stretches of text it rests on.
    pub quotes: Vec<String>,
}

impl Said {
    /// A statement with nothing but its kind.
    pub fn of(kind: Kind, reports: Vec<usize>) -> Said {
        let (voices, sides) = (Vec::new(), Vec::new());
        let (about, values) = (Vec::new(), Vec::new());
        Said { kind, reports, voices, sides, about, values, firmly: Vec::new(), quotes: Vec::new() }
    }

    /// Tells whether quoted words lie in what the statement rests on.
    pub fn rests_on(&self, quote: &str) -> bool {
        self.quotes.iter().any(|have| have.contains(quote))
    }

    /// Writes it as a table row.
    pub fn row(&self, several: bool) -> String {
        if self.kind == Kind::Grade {
            return self.grade();
        }
        let head = match (self.kind, self.reports.as_slice()) {
            (Kind::Claim, [n]) if several => format!("account {n}"),
            (kind, [n]) if several && !kind.is_of_case() => format!("{} {n}", kind.word()),
            (kind, _) => kind.word().to_owned(),
        };
        let first = |names: &Vec<String>| names.first().cloned().unwrap_or_default();
        let voices: Vec<String> = self.voices.iter().map(first).collect();
        let said_by = match self.kind {
            Kind::Relation | Kind::OpposedAgree => {
                self.sides.iter().map(first).collect::<Vec<_>>().join(" ↔ ")
            }
            Kind::SameName if self.reports.len() < 2 => String::new(),
            Kind::SameName | Kind::SameEvent | Kind::Origins | Kind::When => {
                self.reports.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ↔ ")
            }
            _ => voices.join(", via "),
        };
        let value = match self.kind {
            Kind::SameName => self.values.join(" = "),
            _ => first(&self.values),
        };
        let quote = self.quotes.first().map(|q| format!("\"{q}\"")).unwrap_or_default();
        format!(
            "| {head} | {said_by} | {} | {value} | {} | {quote} |",
            self.about.join(", "),
            self.firmly.join(", ")
        )
        .replace('\n', " ")
    }

    /// Writes a grade as a row of the table of grades.
    fn grade(&self) -> String {
        let mut about = self.about.clone();
        let field = if about.len() > 1 { about.remove(1) } else { String::new() };
        let (about, values) = (about.join(", "), self.values.join(", "));
        let quote = self.quotes.first().map(|q| format!("\"{q}\"")).unwrap_or_default();
        format!("| {about} | {field} | {values} | {} | {quote} |", self.firmly.join(", "))
            .replace('\n', " ")
    }
}
