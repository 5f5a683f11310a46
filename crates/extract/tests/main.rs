//! Behaviour of the extraction on text of our own, through the real parser.

mod cast;
mod deeds;
mod events;
mod firmness;
mod read;
mod relations;
mod speech;
mod tolls;
