//! What `rashomon places` can be told.

use std::path::PathBuf;

use crate::args::case::CaseArg;
use clap::{Args, Subcommand, ValueEnum};

/// Options of `places`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon places import week.rashomon LY.txt
  rashomon places list week.rashomon")]
pub struct PlacesArgs {
    /// What to do
    #[command(subcommand)]
    pub what: PlacesWhat,
}

/// What can be done with places.
#[derive(Subcommand, Debug)]
pub enum PlacesWhat {
    /// Import files of places into a case
    Import(ImportArgs),
    /// List the imports of a case
    List(ListArgs),
    /// Drop an import, with a reason; importing again brings it back
    Drop(DropArgs),
}

/// How a file of places is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// Found out from the file
    Auto,
    /// 19 columns without a header, as GeoNames gives them out
    Geonames,
    /// Columns under a header, apart by tab, comma, semicolon or bar
    Table,
    /// Points: a FeatureCollection, features one a line, or what Overpass answers
    Geojson,
}

/// Options of `places import`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon places import week.rashomon LY.txt
  rashomon places import week.rashomon lby_populated_places.csv --source HDX --licence 'CC BY-IGO'
  rashomon places import week.rashomon planet-places.geojson --bbox 19.5,30,25,33.5
  rashomon places import week.rashomon orte.csv --columns name=Ortsname,lat=Breite,lon=Laenge

The rows are kept in the case with the file's SHA-256 and take effect on all its reports. Importing
the same file again changes nothing. Rows that cannot be used are counted, the first of them named;
a file in which none can is refused. Files of any size are streamed, and gzip is read as it is.
Names of columns for --columns: name, other, lat, lon, wkt, id, country, admin1, admin2, class,
population.")]
pub struct ImportArgs {
    /// The case; made where there is none
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Files of places; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How they are laid out
    #[arg(long, value_enum, default_value_t = Layout::Auto)]
    pub format: Layout,
    /// Who made them; their ids begin with it
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Under what licence they are
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
    /// Only places of this country; rows that tell none are taken to lie in it
    #[arg(long, value_name = "CODE", value_parser = country)]
    pub country: Option<String>,
    /// Only places in this rectangle of degrees
    #[arg(long, value_name = "WEST,SOUTH,EAST,NORTH", allow_hyphen_values = true, value_parser = bounds)]
    pub bbox: Option<rashomon::places::Bounds>,
    /// Which column is what, where the headers do not say
    #[arg(long, value_name = "ROLE=HEADER,…", value_delimiter = ',', value_parser = column)]
    pub columns: Vec<(rashomon::places::Role, String)>,
    /// Who imports them, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon places")]
    pub by: String,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}

/// Options of `places list`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon places list week.rashomon --json | jq -r '[.id, .source, .rows] | @tsv'")]
pub struct ListArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Options of `places drop`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon places drop week.rashomon G-10a9 --reason 'the coordinates are those of 1980'")]
pub struct DropArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Id of the import, or the beginning of it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Why, for the record
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who drops it, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon places")]
    pub by: String,
}

fn country(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    is_code
        .then_some(code)
        .ok_or_else(|| "two letters of ISO 3166 are needed, such as LY".to_owned())
}

fn bounds(text: &str) -> Result<rashomon::places::Bounds, String> {
    let numbers: Vec<f64> = text.split(',').filter_map(|n| n.trim().parse().ok()).collect();
    match numbers[..] {
        [west, south, east, north]
            if text.split(',').count() == 4
                && south <= north
                && south.abs() <= 90.0
                && north.abs() <= 90.0
                && west.abs() <= 180.0
                && east.abs() <= 180.0 =>
        {
            Ok(rashomon::places::Bounds { west, south, east, north })
        }
        _ => {
            Err("four degrees are needed, west,south,east,north, such as 19.5,30,25,33.5"
                .to_owned())
        }
    }
}

fn column(text: &str) -> Result<(rashomon::places::Role, String), String> {
    let known = text.split_once('=').filter(|(_, header)| !header.trim().is_empty());
    let role = known.and_then(|(role, _)| rashomon::places::Role::of_word(role.trim()));
    match (role, known) {
        (Some(role), Some((_, header))) => Ok((role, header.trim().to_owned())),
        _ => {
            Err("ROLE=HEADER is needed, with a role of: name, other, lat, lon, wkt, id, country, \
                  admin1, admin2, class, population"
                .to_owned())
        }
    }
}
