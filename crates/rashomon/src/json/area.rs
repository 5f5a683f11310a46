//! Settings and areas as JSON: how words set a thing by a place, and where it may then lie.
//!
//! One flat object an area, told apart by `shape`; fields of other shapes are absent. Written by
//! `of`, read back by `back`, which refuses what no version wrote.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::words::Worded;

/// How words set a thing by a place, where it is not said to be in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Setting {
    /// near, outskirts, countryside, offshore, part, between or road.
    pub kind: String,
    /// On which side, degrees from north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<u16>,
    /// The words for the other end, where two places are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
}

impl Setting {
    /// Writes a place with what is told of where by it: "eastern outskirts of Velm".
    pub fn in_words(&self, text: &str) -> String {
        let setting = self.back().ok();
        model::in_words(text, None, None, setting.as_ref())
    }

    pub(crate) fn of(setting: &model::Setting) -> Setting {
        Setting {
            kind: setting.kind.as_str().to_owned(),
            side: setting.side.map(|side| side.0),
            with: setting.other.clone(),
        }
    }

    pub(crate) fn back(&self) -> Result<model::Setting, String> {
        let kind = model::SettingKind::of_word(&self.kind)
            .ok_or_else(|| format!("`{}` is no word of places.setting", self.kind))?;
        Ok(model::Setting { kind, side: self.side.map(model::Bearing), other: self.with.clone() })
    }
}

/// A piece of the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Area {
    /// disc, sector or corridor.
    pub shape: String,
    /// Latitude of the middle of a disc or ring, or of one end of a corridor.
    pub lat: f64,
    /// Longitude of the same.
    pub lon: f64,
    /// Kilometres around the middle of a disc.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<f64>,
    /// Inner edge of a sector, kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_km: Option<f64>,
    /// Outer edge of a sector, kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_km: Option<f64>,
    /// Direction of a sector's middle, degrees from north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bearing: Option<u16>,
    /// Degrees to either side of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<u16>,
    /// Latitude of a corridor's other end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_lat: Option<f64>,
    /// Longitude of a corridor's other end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_lon: Option<f64>,
    /// Kilometres to either side of a corridor's line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width_km: Option<f64>,
}

impl Area {
    pub(crate) fn of(area: model::Area) -> Area {
        let at = |shape: &str, point: model::Point| Area {
            shape: shape.to_owned(),
            lat: point.lat,
            lon: point.lon,
            ..Area::default()
        };
        match area {
            model::Area::Disc { centre, radius_km } => {
                Area { radius_km: Some(radius_km), ..at("disc", centre) }
            }
            model::Area::Sector { from, bearing, spread, from_km, to_km } => Area {
                bearing: Some(bearing.0),
                spread: Some(spread),
                from_km: Some(from_km),
                to_km: Some(to_km),
                ..at("sector", from)
            },
            model::Area::Corridor { from, to, width_km } => Area {
                to_lat: Some(to.lat),
                to_lon: Some(to.lon),
                width_km: Some(width_km),
                ..at("corridor", from)
            },
            _ => Area::default(),
        }
    }

    pub(crate) fn back(&self) -> Result<model::Area, String> {
        let missing = |field: &str| format!("places.area.{field} is missing");
        let number = |field: &str, value: Option<f64>| value.ok_or_else(|| missing(field));
        let degrees = |field: &str, value: Option<u16>| value.ok_or_else(|| missing(field));
        let at = model::Point { lat: self.lat, lon: self.lon };
        Ok(match self.shape.as_str() {
            "disc" => {
                let radius_km = number("radius_km", self.radius_km)?;
                model::Area::Disc { centre: at, radius_km }
            }
            "sector" => model::Area::Sector {
                from: at,
                bearing: model::Bearing(degrees("bearing", self.bearing)?),
                spread: degrees("spread", self.spread)?,
                from_km: number("from_km", self.from_km)?,
                to_km: number("to_km", self.to_km)?,
            },
            "corridor" => model::Area::Corridor {
                from: at,
                to: model::Point {
                    lat: number("to_lat", self.to_lat)?,
                    lon: number("to_lon", self.to_lon)?,
                },
                width_km: number("width_km", self.width_km)?,
            },
            other => return Err(format!("`{other}` is no shape of places.area")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_reads_back() {
        let from = model::Point { lat: 32.5, lon: 22.25 };
        let to = model::Point { lat: 33.0, lon: -1.0 };
        let bearing = model::Bearing(270);
        let areas = [
            model::Area::Disc { centre: from, radius_km: 25.0 },
            model::Area::Sector { from, bearing, spread: 40, from_km: 23.0, to_km: 47.5 },
            model::Area::Corridor { from, to, width_km: 10.0 },
        ];
        for area in areas {
            let text = serde_json::to_string(&Area::of(area)).unwrap();
            let read: Area = serde_json::from_str(&text).unwrap();
            assert_eq!(read.back(), Ok(area), "{text}");
        }
        for kind in model::SettingKind::ALL {
            let other = Some("Orn".to_owned());
            let setting = model::Setting { kind, side: Some(bearing), other };
            assert_eq!(Setting::of(&setting).back(), Ok(setting));
        }
    }

    #[test]
    fn what_no_version_wrote_is_refused() {
        for text in [r#"{"shape":"blob"}"#, r#"{"shape":"sector","bearing":3}"#, "{}"] {
            let read: Area = serde_json::from_str(text).unwrap();
            assert!(read.back().is_err(), "{text}");
        }
        assert!(Setting { kind: "amid".to_owned(), side: None, with: None }.back().is_err());
    }
}
