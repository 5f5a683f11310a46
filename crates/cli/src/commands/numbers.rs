//! `rashomon numbers`: how many people a whole case counts, nobody twice.

use rashomon::query::filter::{rulebook, slot};
use rashomon::query::numbers::{Asked, By, Item, Known, Numbers, Row, Sum, Tally, numbers};
use rashomon::query::toll::Range;
use rashomon::query::units::Divisions;

use crate::args::filter::named_slots;
use crate::args::numbers::NumbersArgs;
use crate::chosen::{Chosen, bar, columns, compact, counted};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;
use crate::values::Names;

/// Columns of the bar of a row.
const BAR: usize = 20;
/// Widest label of a row.
const LABEL: usize = 34;

/// Counts people over the events of a case.
pub fn run(args: &NumbersArgs) -> Result<Outcome, CommandError> {
    let asked = asked(args)?;
    let chosen = Chosen::open(&args.case, &args.filter)?;
    if let Some(book) = &asked.rulebook {
        rulebook(book, &chosen.events)?;
    }
    // Towns are told apart by their provinces also where no table is made by them.
    let divisions: Divisions = chosen.case.divisions(&chosen.events)?;
    let names: Names = if asked.by.contains(&By::Side) { chosen.names()? } else { Names::new() };
    let published = chosen.published();
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    let known = Known { published: &published, divisions: &divisions, name: &name };
    let numbers = numbers(&chosen.kept(), &asked, &known);
    if numbers.total.events == 0 && numbers.sums.is_empty() {
        return Err(CommandError::nothing(format!(
            "no event counts any {}; see `rashomon numbers --help` for what is counted",
            numbers.slot
        )));
    }
    let mut output = Output::open();
    if args.json {
        output.json(&numbers)?;
    } else {
        let limit = if args.limit == 0 { usize::MAX } else { args.limit };
        let page = Page { numbers: &numbers, chosen: &chosen, limit, width: columns(None) };
        page.print(&asked, &mut output)?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn asked(args: &NumbersArgs) -> Result<Asked, CommandError> {
    let mut asked = Asked::of(slot(&args.slot)?);
    for word in args.by.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        let by = By::of_word(word).ok_or_else(|| {
            let words = By::WORDS.map(|(word, _)| word).join(", ");
            CommandError::failed(format!("no table is made by `{word}`; there are {words}"))
        })?;
        if !asked.by.contains(&by) {
            asked.by.push(by);
        }
    }
    if let Some(slots) = &args.contested {
        asked.contesting = named_slots(slots)?;
    }
    asked.rulebook.clone_from(&args.rulebook);
    Ok(asked)
}

/// What is printed, and how wide.
struct Page<'p> {
    numbers: &'p Numbers,
    chosen: &'p Chosen,
    limit: usize,
    width: usize,
}

impl Page<'_> {
    fn print(&self, asked: &Asked, output: &mut Output) -> Result<(), CommandError> {
        self.head(output)?;
        for by in &asked.by {
            if let Some(rows) = self.numbers.by.get(by.word()) {
                self.table(*by, rows, output)?;
            }
        }
        self.width_of(output)?;
        self.sums(output)?;
        self.maybe_sums(output)?;
        self.maybe_same(output)?;
        let method = "12–15+: 12 to 15, and a voice that sets no upper end. \
                      How it is counted: rashomon numbers --help";
        output.drawn(format!("\n{}", dim(&layout::wrapped(method, self.width))))
    }

    fn head(&self, output: &mut Output) -> Result<(), CommandError> {
        let numbers = self.numbers;
        let how = match &numbers.rulebook {
            Some(book) => format!(", as {} counts", one_line(book)),
            None => ", as told".to_owned(),
        };
        let total = &numbers.total;
        output.drawn(bold(&format!("{}{how}: {}", numbers.slot, in_words(total))))?;
        if let Some(best) = total.best {
            output.drawn(format!("  taken for most likely: {best}"))?;
        }
        for (word, part) in &total.of_whom {
            let events = counted(part.events as usize, "event");
            output.drawn(format!("  of whom told as {word}: {}, in {events}", part.range))?;
        }
        if numbers.pinned.events < total.events {
            let line = format!(
                "dated to three days and put into one town: {}; the others may be sums that nobody marks as such",
                in_words(&numbers.pinned)
            );
            output.drawn(layout::indented(&line, 0, 2, self.width))?;
        }
        let contested: Vec<&Item> =
            numbers.events.iter().filter(|item| !item.contested.is_empty()).collect();
        if contested.is_empty() {
            return output.drawn("none of them is contested");
        }
        let on = numbers.contesting.iter().filter_map(|slot| {
            let n = contested.iter().filter(|item| item.contested.contains(slot)).count();
            (n > 0).then(|| format!("{slot} {n}"))
        });
        let on = on.collect::<Vec<_>>().join(", ");
        let line = format!(
            "without {} (on {on}): {}",
            counted(contested.len(), "contested event"),
            in_words(&numbers.uncontested)
        );
        output.drawn(layout::indented(&line, 0, 2, self.width))
    }

    fn table(&self, by: By, rows: &[Row], output: &mut Output) -> Result<(), CommandError> {
        output.drawn(format!("\n{}", bold(&format!("By {}", by.word()))))?;
        // Every stretch of time is shown, of other rows the largest; those apart always.
        let is_time = matches!(by, By::Time(_));
        let mut shown: Vec<&Row> = rows.iter().filter(|row| !row.apart).collect();
        let left = if is_time { Vec::new() } else { shown.split_off(shown.len().min(self.limit)) };
        let apart: Vec<&Row> = rows.iter().filter(|row| row.apart).collect();
        let (few, many) =
            apart.split_at(if is_time { apart.len() } else { apart.len().min(self.limit) });
        let all: Vec<&Row> = shown.iter().chain(few).copied().collect();
        let most = all.iter().map(|row| row.tally.range.told).max().unwrap_or(0);
        let widest = |cell: &dyn Fn(&Row) -> String| {
            all.iter().map(|row| layout::width(&cell(row))).max().unwrap_or(0)
        };
        let label = |row: &Row| one_line(&row.label);
        let number = |row: &Row| compact(row.tally.range);
        let (labels, figures) = (widest(&label).min(LABEL), widest(&number));
        for row in &all {
            let contested = match row.contested {
                0 => String::new(),
                n => format!(", ≠{n}"),
            };
            let events = format!("{}{contested}", counted(row.tally.events as usize, "event"));
            let (low, told) = (row.tally.range.low, row.tally.range.told);
            let line = format!(
                "  {}  {:>figures$}  {:<18}  {}",
                layout::fitted(&label(row), labels),
                number(row),
                events,
                bar(low, told, most, BAR)
            );
            output.drawn(layout::cut(line.trim_end(), self.width))?;
        }
        let left: Vec<&Row> = left.into_iter().chain(many.iter().copied()).collect();
        if !left.is_empty() {
            let range = left.iter().map(|row| row.tally.range).reduce(|a, b| a.and(b));
            let range = range.map(compact).unwrap_or_default();
            output.drawn(dim(&format!(
                "  and {} more, {range}; all with -n 0",
                counted(left.len(), "row")
            )))?;
        }
        Ok(())
    }

    fn width_of(&self, output: &mut Output) -> Result<(), CommandError> {
        let wide = |item: &&Item| item.range.width() > 0 || item.range.is_open();
        let items: Vec<&Item> = self.numbers.events.iter().filter(wide).collect();
        if items.is_empty() {
            return Ok(());
        }
        let total = self.numbers.total.range.width();
        let exact = self.numbers.total.events as usize - items.len();
        let head = format!(
            "What drives the width: {total} between low and high, {} of one number alone",
            counted(exact, "event")
        );
        output.drawn(format!("\n{}", bold(&layout::wrapped(&head, self.width))))?;
        for item in items.iter().take(self.limit) {
            let contested = match item.contested.is_empty() {
                true => String::new(),
                false => format!("  ≠ {}", item.contested.join(", ")),
            };
            let line = format!(
                "  {:>3.0} %  {:>11}  {}{contested}",
                item.share * 100.0,
                compact(item.range),
                self.event(&item.id, &item.title)
            );
            output.drawn(layout::cut(&line, self.width))?;
        }
        self.more(items.len(), output)
    }

    fn sums(&self, output: &mut Output) -> Result<(), CommandError> {
        let sums = &self.numbers.sums;
        if sums.is_empty() {
            return Ok(());
        }
        let mut dated: Vec<_> = sums.iter().filter(|sum| sum.inside.events > 0).collect();
        dated.sort_by_key(|sum| sum.verdict == "fits");
        let head = format!(
            "Sums over a period, not added: {}, {} of them with events of the case inside",
            sums.len(),
            dated.len()
        );
        output.drawn(format!("\n{}", bold(&layout::wrapped(&head, self.width))))?;
        for sum in dated.iter().take(self.limit) {
            self.sum(sum, output)?;
        }
        self.more(dated.len(), output)
    }

    fn sum(&self, sum: &Sum, output: &mut Output) -> Result<(), CommandError> {
        let period = match (&sum.from, &sum.to) {
            (Some(from), Some(to)) => format!("{from} to {to}"),
            _ => "period not told".to_owned(),
        };
        let status =
            if sum.status == "unknown" { String::new() } else { format!(" {}", sum.status) };
        let place = sum.place.as_deref().map(|p| format!(", {}", one_line(p))).unwrap_or_default();
        let line = format!("  {}{status}, {period}{place}", sum.range);
        output.drawn(layout::cut(&line, self.width))?;
        let event = self.event(&sum.id, &sum.title);
        output.drawn(layout::cut(&format!("      {}", one_line(&sum.why)), self.width))?;
        output.drawn(dim(&layout::cut(&format!("      told in {event}"), self.width)))
    }

    fn maybe_sums(&self, output: &mut Output) -> Result<(), CommandError> {
        let sums = &self.numbers.maybe_sums;
        if sums.is_empty() {
            return Ok(());
        }
        let head = format!(
            "Counted, though they may be sums: {} told over days that hold others",
            counted(sums.len(), "event")
        );
        output.drawn(format!("\n{}", bold(&layout::wrapped(&head, self.width))))?;
        for sum in sums.iter().take(self.limit) {
            self.sum(sum, output)?;
        }
        self.more(sums.len(), output)
    }

    fn maybe_same(&self, output: &mut Output) -> Result<(), CommandError> {
        let pairs = &self.numbers.maybe_same;
        if pairs.is_empty() {
            return Ok(());
        }
        let head =
            format!("May be one happening and counted as two: {}", counted(pairs.len(), "pair"));
        output.drawn(format!("\n{}", bold(&head)))?;
        for pair in pairs.iter().take(self.limit) {
            let line = format!(
                "  {} and {}  {}",
                self.chosen.number(&pair.a),
                self.chosen.number(&pair.b),
                one_line(&pair.titles[0])
            );
            output.drawn(layout::cut(&line, self.width))?;
            let less = Range::of(pair.less_low, Some(pair.less_told));
            let why = format!("{}; if one, the total falls by {less}", one_line(&pair.why));
            output.drawn(layout::indented(&why, 6, 2, self.width))?;
        }
        self.more(pairs.len(), output)
    }

    fn event(&self, id: &str, title: &str) -> String {
        format!("{} {}", self.chosen.number(id), one_line(title))
    }

    fn more(&self, all: usize, output: &mut Output) -> Result<(), CommandError> {
        if all <= self.limit {
            return Ok(());
        }
        output.drawn(dim(&format!("  and {} more; all with -n 0", all - self.limit)))
    }
}

fn in_words(tally: &Tally) -> String {
    let open = match tally.open {
        0 => String::new(),
        n => format!(", {n} of them without an upper end"),
    };
    format!("{} in {}{open}", tally.range, counted(tally.events as usize, "event"))
}
