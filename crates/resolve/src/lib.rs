//! Which names, and so which people, groups and places, mean the same across the reports of a case.
//!
//! [`names`] compares two names and says with how much weight, level by level, they are one name.
//! [`outlets`] knows the names, accounts and addresses of one outlet.
//! [`entities`] joins the entities of single readings into entities of the case. Nothing here
//! reads a report's text: names, kinds and relations of readings come in, joined things go out.
//! [`group`] finds which claims speak of one happening.
//!
//! Must hold: every stage is a pure function of its input and of the tables handed to it, the
//! order of reports changes nothing, and every join carries the weights that made it. Contested
//! names live in `data/`, all forms kept, none called right.

pub mod entities;
pub mod group;
mod links;
pub mod names;
pub mod outlets;
pub mod places;
