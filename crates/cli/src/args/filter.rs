//! Options that choose events, the same for every command that looks at many.

use rashomon::query::asked::{Asked, slots};
use rashomon::query::filter::Filter;

use crate::error::CommandError;

/// Which events.
#[derive(clap::Args, Debug, Default)]
#[command(next_help_heading = "Which events")]
pub struct FilterArgs {
    /// Only classes that begin so, such as ASSAULT or ASSAULT/aerial; any of several
    #[arg(long, value_name = "CLASS")]
    pub class: Vec<String>,
    /// Only events with a place whose name has these words; any of several
    #[arg(long, visible_alias = "where", value_name = "WORDS")]
    pub place: Vec<String>,
    /// Only events that may have happened on or after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<String>,
    /// Only events that may have happened on or before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<String>,
    /// Only events in which somebody takes part: responsible, target or voice
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// Only events for which somebody is held responsible, by themselves or by others
    #[arg(long, value_name = "NAME")]
    pub responsible: Vec<String>,
    /// Only events that hit somebody, or whose people are counted
    #[arg(long, value_name = "NAME")]
    pub target: Vec<String>,
    /// Only events of which somebody says something
    #[arg(long, value_name = "NAME")]
    pub voice: Vec<String>,
    /// Only events on which accounts disagree; on one of these slots: --disagreeing=killed,place
    #[arg(long, value_name = "SLOTS", num_args = 0..=1, require_equals = true)]
    pub disagreeing: Option<Option<String>>,
    /// Only events that a rulebook codes so: airwars=contested, or with a field: ucdp.clarity=1
    #[arg(long, value_name = "RULEBOOK=VALUE")]
    pub grade: Vec<String>,
    /// Only events of at least so many independent origins
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    pub origins: usize,
    /// Only events told by at least so many reports
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    pub reports: usize,
    /// Only events told by at least so many outlets
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    pub outlets: usize,
    /// Only events that this outlet tells, under any of its names; given twice: that both tell
    #[arg(long, value_name = "NAME")]
    pub outlet: Vec<String>,
}

impl FilterArgs {
    /// Reads what was asked for.
    pub fn filter(&self) -> Result<Filter, CommandError> {
        let asked = Asked {
            class: self.class.clone(),
            place: self.place.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            actor: self.actor.clone(),
            responsible: self.responsible.clone(),
            target: self.target.clone(),
            voice: self.voice.clone(),
            disagreeing: self.disagreeing.as_ref().map(|slots| slots.clone().unwrap_or_default()),
            grade: self.grade.clone(),
            origins: Some(self.origins),
            reports: Some(self.reports),
            outlets: Some(self.outlets),
            outlet: self.outlet.clone(),
        };
        Ok(asked.filter()?)
    }
}

/// Reads names of slots with commas between them.
pub fn named_slots(names: &str) -> Result<Vec<String>, CommandError> {
    Ok(slots(names)?)
}
