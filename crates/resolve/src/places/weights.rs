//! What evidence adds to an entry: the table `data/method/place-weights.tsv`.
//!
//! In: the table. Out: [`Weights`], in decimal orders of magnitude of population. A row too many
//! or too few is an error, so that the table says all there is.

const TABLE: &str = include_str!("../../../../data/method/place-weights.tsv");

/// The weights by name.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    pub country: f64,
    pub province: f64,
    pub near: f64,
    pub inside: f64,
    pub outlet: f64,
    pub case_country: f64,
    pub case_province: f64,
    pub is_country: f64,
    pub is_capital: f64,
    pub is_province: f64,
    pub is_district: f64,
    pub namesake_province: f64,
    pub is_region: f64,
    pub wrong_sort: f64,
    pub right_sort: f64,
    pub variant: f64,
    pub alike: f64,
    pub spread: f64,
    pub clear: f64,
    pub obscure: f64,
    pub unmarked: f64,
}

impl Weights {
    /// Reads the embedded table.
    pub(super) fn embedded() -> Result<Weights, String> {
        Weights::read(TABLE)
    }

    fn read(table: &str) -> Result<Weights, String> {
        let lines = table.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let mut rows = std::collections::BTreeMap::new();
        for line in lines.skip(1) {
            let mut cells = line.split('\t');
            let (name, value) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            let value: f64 = value.parse().map_err(|_| format!("place-weights: `{line}`"))?;
            rows.insert(name, value);
        }
        let mut take =
            |name: &str| rows.remove(name).ok_or_else(|| format!("place-weights: no `{name}`"));
        let weights = Weights {
            country: take("country")?,
            province: take("province")?,
            near: take("near")?,
            inside: take("inside")?,
            outlet: take("outlet")?,
            case_country: take("case-country")?,
            case_province: take("case-province")?,
            is_country: take("is-country")?,
            is_capital: take("is-capital")?,
            is_province: take("is-province")?,
            is_district: take("is-district")?,
            namesake_province: take("namesake-province")?,
            is_region: take("is-region")?,
            wrong_sort: take("wrong-sort")?,
            right_sort: take("right-sort")?,
            variant: take("variant")?,
            alike: take("alike")?,
            spread: take("spread")?,
            clear: take("clear")?,
            obscure: take("obscure")?,
            unmarked: take("unmarked")?,
        };
        match rows.keys().next() {
            None => Ok(weights),
            Some(odd) => Err(format!("place-weights: `{odd}` is not known")),
        }
    }
}
