//! The words of a part of a page, as paragraphs.
//!
//! In: an element. Out: its text: blocks apart by a blank line, `<br>` as a line end, cells of a
//! row beside each other, white space drawn together as a browser shows it. Scripts, forms,
//! menus and what is hidden say nothing. A block that is nothing but a link or an announcement
//! ("Read also: …") is left out. Must hold: no word of an ordinary paragraph is lost.

use dom_query::NodeRef;

use super::furniture::Furniture;

/// Elements that say nothing to a reader.
const SILENT: [&str; 27] = [
    "script", "style", "noscript", "template", "head", "nav", "form", "button", "input", "select",
    "textarea", "label", "iframe", "object", "embed", "svg", "math", "canvas", "video", "audio",
    "map", "dialog", "menu", "progress", "meter", "rp", "rt",
];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 34] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "table",
    "tr",
    "caption",
    "address",
    "hr",
    "details",
    "summary",
    "fieldset",
    "center",
    "body",
];

/// One block of text.
#[derive(Debug, Default)]
struct Block {
    text: String,
    /// Letters of it that stand in links.
    linked: usize,
    heading: bool,
}

/// Gathers blocks.
struct Gathering {
    blocks: Vec<Block>,
    current: Block,
    in_link: usize,
    in_pre: usize,
    in_heading: usize,
}

/// Gives the text of an element.
pub(super) fn words(node: &NodeRef<'_>, title: Option<&str>, furniture: &Furniture) -> String {
    let mut gathering = Gathering {
        blocks: Vec::new(),
        current: Block::default(),
        in_link: 0,
        in_pre: 0,
        in_heading: 0,
    };
    gathering.gather(node);
    gathering.end();
    let blocks = gathering.blocks;
    let plain = |block: &&Block| !block.is_aside(furniture);
    let mut kept: Vec<&Block> = blocks.iter().filter(plain).collect();
    // The headline stands in a field of its own.
    if let Some(first) = kept.first()
        && first.heading
        && title.is_some_and(|title| same_words(title, &first.text))
    {
        kept.remove(0);
    }
    // A heading with nothing below it headed something that was left out.
    while kept.len() > 1 && kept.last().is_some_and(|last| last.heading) {
        kept.pop();
    }
    let texts: Vec<&str> = kept.iter().map(|block| block.text.as_str()).collect();
    texts.join("\n\n")
}

/// Tells whether an element is kept from sight.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|v| &*v == "true") {
        return true;
    }
    let Some(style) = node.attr("style") else { return false };
    // Colours and sizes can hide words, too; telling that needs a browser.
    let style: String = style.chars().take(2000).filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    ["display:none", "visibility:hidden", "opacity:0;", "font-size:0"]
        .iter()
        .any(|said| style.contains(said))
        || style.ends_with("opacity:0")
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |s: &str| -> Vec<String> {
        s.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    words(a) == words(b)
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave { block: bool, link: bool, pre: bool, heading: bool, cell: bool },
}

impl Gathering {
    /// Walks without recursion: a page may be deeper than our stack.
    fn gather(&mut self, node: &NodeRef<'_>) {
        let mut steps = vec![Step::Enter(*node)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) if node.is_text() => self.text(&node.text()),
                Step::Enter(node) => self.enter(node, &mut steps),
                Step::Leave { block, link, pre, heading, cell } => {
                    if block {
                        self.end();
                    }
                    if cell {
                        self.current.text.push('\t');
                    }
                    self.in_link -= usize::from(link);
                    self.in_pre -= usize::from(pre);
                    self.in_heading -= usize::from(heading);
                }
            }
        }
    }

    fn enter<'a>(&mut self, node: NodeRef<'a>, steps: &mut Vec<Step<'a>>) {
        let name = node.node_name();
        let name = name.as_deref().unwrap_or("");
        if SILENT.contains(&name) || node.is_element() && is_hidden(&node) {
            return;
        }
        if name == "br" {
            self.line_end();
            return;
        }
        let block = BLOCKS.contains(&name);
        let link = name == "a";
        let pre = name == "pre";
        let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if block {
            self.end();
        }
        self.in_link += usize::from(link);
        self.in_pre += usize::from(pre);
        self.in_heading += usize::from(heading);
        let cell = matches!(name, "td" | "th");
        steps.push(Step::Leave { block, link, pre, heading, cell });
        steps.extend(node.children_it(true).map(Step::Enter));
    }

    fn text(&mut self, text: &str) {
        self.current.heading |= self.in_heading > 0 && !text.trim().is_empty();
        if self.in_link > 0 {
            self.current.linked += text.chars().filter(|c| c.is_alphanumeric()).count();
        }
        if self.in_pre > 0 {
            self.current.text.push_str(text);
            return;
        }
        // Only the white space of HTML is drawn together: a no-break space is a sign of its own.
        let html_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C');
        for (n, piece) in text.split(html_space).enumerate() {
            if n > 0
                && !self.current.text.is_empty()
                && !self.current.text.ends_with([' ', '\n', '\t'])
            {
                self.current.text.push(' ');
            }
            self.current.text.push_str(piece);
        }
    }

    fn line_end(&mut self) {
        let kept = self.current.text.trim_end_matches(' ').len();
        self.current.text.truncate(kept);
        // Two of them part paragraphs.
        if self.current.text.ends_with('\n') {
            self.end();
        } else if !self.current.text.is_empty() {
            self.current.text.push('\n');
        }
    }

    fn end(&mut self) {
        let mut block = std::mem::take(&mut self.current);
        let text = block.text.trim_matches([' ', '\n', '\t']);
        if text.chars().any(char::is_alphanumeric) {
            block.text = if text.contains('\t') { cells(text) } else { text.to_owned() };
            self.blocks.push(block);
        }
    }
}

/// Sets the cells of a row beside each other.
fn cells(row: &str) -> String {
    let cells = row.split('\t').map(str::trim).filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join(" | ")
}

impl Block {
    /// Tells whether a block leads elsewhere instead of telling something.
    fn is_aside(&self, furniture: &Furniture) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphanumeric()).count();
        let words = self.text.split_whitespace().count();
        let share = self.linked * 100 / letters.max(1);
        if words > 40 {
            return false;
        }
        share >= 85 && !self.heading && words > 1
            || furniture.opens(&self.text)
                && (share >= 30 || words <= 25 && self.heading || words <= 8)
    }
}
