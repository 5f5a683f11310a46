//! Finds missing spaces beside punctuation marks, inside one stretch without white space.
//!
//! Sentence ends ("mill.The", "mill.”The", "U.N.Forces"), closing and opening brackets
//! ("(MDC)said", "Council(MDC)"), note numbers ("mill.[12]The"), colons and semicolons
//! ("said:We"). It leaves alone domain and file names ("Example.Com"), editorial brackets inside a
//! word ("[kill]ed", "member(s)"), abbreviations ("U.S.", "Ph.D.") and lower case after a full
//! stop. Must hold: looks at a bounded number of characters around each mark.

use super::vocabulary::Vocabulary;

/// Longest stretch looked at on either side of a mark.
const REACH: usize = 48;

/// Ends of addresses and file names that may come capitalised; those that are common words with a
/// capital at the start of a sentence (It, In, Is, So, To, Me) are not here.
pub(super) const ENDINGS: [&str; 40] = [
    "asp", "aspx", "avi", "biz", "com", "css", "csv", "doc", "docx", "edu", "eu", "exe", "gif",
    "gov", "htm", "html", "info", "io", "jpeg", "jpg", "js", "json", "mil", "mov", "mp", "net",
    "org", "pdf", "php", "png", "ppt", "rtf", "ru", "tv", "txt", "uk", "xls", "xlsx", "xml", "zip",
];

/// Gives the offsets in the stretch at which a space is missing; `quotation_open` says whether a
/// straight quotation mark stands open where the stretch begins.
pub(super) fn spaces(chunk: &str, quotation_open: bool) -> Vec<usize> {
    let stretch = Stretch { chars: chunk.char_indices().collect(), end: chunk.len() };
    let mut open = quotation_open;
    let mut found = Vec::new();
    for at in 0..stretch.chars.len() {
        let space = match stretch.char(at) {
            Some('.' | '!' | '?' | '…') => stretch.after_sentence(at, open),
            Some(')' | ']') => stretch.after_bracket(at),
            Some('(' | '[') => stretch.before_bracket(at),
            Some(':' | ';') => stretch.after_colon(at),
            Some('"') => {
                open = !open;
                None
            }
            _ => None,
        };
        found.extend(space.map(|n| stretch.offset(n)));
    }
    found
}

/// One stretch of text without white space, by characters.
struct Stretch {
    chars: Vec<(usize, char)>,
    end: usize,
}

impl Stretch {
    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.end, |(n, _)| *n)
    }

    /// Gives the run of letters that ends before a position, up to the reach.
    fn letters_before(&self, at: usize) -> Vec<char> {
        let mut run: Vec<char> = (0..at)
            .rev()
            .take(REACH)
            .map_while(|n| self.char(n))
            .take_while(|c| c.is_alphabetic())
            .collect();
        run.reverse();
        run
    }

    /// Gives the run of letters that begins at a position, up to the reach.
    fn letters_from(&self, at: usize) -> Vec<char> {
        (at..at + REACH).map_while(|n| self.char(n)).take_while(|c| c.is_alphabetic()).collect()
    }

    /// Finds where the next sentence begins if a mark ends one and nothing stands between.
    fn after_sentence(&self, at: usize, open: bool) -> Option<usize> {
        if self.is_note(at + 1) {
            return self.ends_sentence(at).then_some(at + 1);
        }
        let mut next = at + 1;
        let mut open = open;
        while let Some(c) = self.char(next) {
            match c {
                '”' | '’' | '»' | ')' | ']' | '\'' => next += 1,
                '"' if open => {
                    open = false;
                    next += 1;
                }
                _ => break,
            }
        }
        let word = match self.char(next)? {
            '“' | '‘' | '«' | '(' | '[' | '"' => next + 1,
            _ => next,
        };
        let apart = self.begins_sentence(word)
            && self.ends_sentence(at)
            && !self.is_address(at, word)
            && !self.is_account(at, word);
        apart.then_some(next)
    }

    /// Tells whether the words before a mark can be the end of a sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        let mut end = at;
        while end > 0
            && at - end < 4
            && matches!(self.char(end - 1), Some('.' | '”' | '’' | '"' | ')' | '\''))
        {
            end -= 1;
        }
        let word = self.letters_before(end);
        let before = (end - word.len()).checked_sub(1).and_then(|n| self.char(n));
        match word.as_slice() {
            [] => end == at && before.is_some_and(|c| c.is_ascii_digit()),
            // "U.N.Forces": initials close up, but a word after two of them stands alone.
            [initial] => initial.is_uppercase() && before == Some('.'),
            [.., last] => {
                last.is_lowercase() && before != Some('.')
                    || last.is_alphabetic() && !last.is_uppercase() && !last.is_lowercase()
                    || word.iter().all(|c| c.is_uppercase())
            }
        }
    }

    /// Tells whether a sentence can begin here: a capital and a small letter, or "I" or "A" alone,
    /// or two capitals.
    fn begins_sentence(&self, at: usize) -> bool {
        let word = self.letters_from(at);
        match word.as_slice() {
            [only] => {
                matches!(only, 'I' | 'A') && self.char(at + 1).is_none_or(|c| "'’".contains(c))
            }
            [first, second, ..] => first.is_uppercase() && (second.is_alphabetic()),
            [] => false,
        }
    }

    /// Tells whether a full stop stands inside an address or a file name.
    fn is_address(&self, at: usize, word: usize) -> bool {
        let right: String = self.letters_from(word).iter().flat_map(|c| c.to_lowercase()).collect();
        self.char(at) == Some('.') && ENDINGS.contains(&right.as_str())
    }

    /// Tells whether a full stop stands inside the name of an account ("VelmNewsDesk.Marek",
    /// "Anna.BergMarek"): a capital inside one side, and no word of English on the other.
    fn is_account(&self, at: usize, word: usize) -> bool {
        let (left, right) = (self.letters_before(at), self.letters_from(word));
        let joined = |letters: &[char]| {
            letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
        };
        let capital = left.first().is_some_and(|c| c.is_uppercase());
        self.char(at) == Some('.')
            && capital
            && (joined(&left) || joined(&right))
            && !self.is_word(&right)
    }

    /// Tells whether a note number in square brackets stands here: "[12]".
    fn is_note(&self, at: usize) -> bool {
        let digits =
            (at + 1..at + 5).map_while(|n| self.char(n)).take_while(|c| c.is_ascii_digit()).count();
        self.char(at) == Some('[') && digits > 0 && self.char(at + 1 + digits) == Some(']')
    }

    /// Finds a word glued to the closing bracket before it.
    fn after_bracket(&self, at: usize) -> Option<usize> {
        let rest = self.letters_from(at + 1);
        if rest.len() < 2 {
            return None;
        }
        let opener = if self.char(at) == Some(')') { '(' } else { '[' };
        let open = (0..at).rev().take(REACH).find(|n| self.char(*n) == Some(opener));
        let content = match open {
            Some(open) => self.chars.get(open + 1..at)?,
            // Opened before this stretch: the brackets hold several words.
            None => return (opener == '(' && self.is_word(&rest)).then_some(at + 1),
        };
        if content.len() < 2 && !content.iter().all(|(_, c)| c.is_ascii_digit()) {
            return None;
        }
        if content.iter().all(|(_, c)| !c.is_lowercase()) {
            return Some(at + 1);
        }
        let inside_word = open.and_then(|n| n.checked_sub(1)).and_then(|n| self.char(n));
        let joined: Vec<char> =
            content.iter().map(|(_, c)| *c).chain(rest.iter().copied()).collect();
        let apart = inside_word.is_none_or(|c| !c.is_alphabetic())
            && self.is_word(&rest)
            && !self.is_word(&joined);
        apart.then_some(at + 1)
    }

    /// Finds a bracket glued to the word before it: an abbreviation, or a note number.
    fn before_bracket(&self, at: usize) -> Option<usize> {
        let word = self.letters_before(at);
        if self.char(at) == Some('[') {
            return (word.len() > 1 && self.is_note(at)).then_some(at);
        }
        let inside = self.letters_from(at + 1);
        let named = inside.len() > 1 && inside.first().is_some_and(|c| c.is_uppercase());
        (word.len() > 2 && named).then_some(at)
    }

    /// Finds speech glued to the colon before it, or a clause to its semicolon.
    fn after_colon(&self, at: usize) -> Option<usize> {
        let left = self.letters_before(at);
        let escaped = (at - left.len()).checked_sub(1).and_then(|n| self.char(n)) == Some('&');
        if left.len() < 2 || !left.last().is_some_and(|c| c.is_lowercase()) || escaped {
            return None;
        }
        let quoted = matches!(self.char(at + 1), Some('“' | '‘' | '«' | '"'));
        let right = self.letters_from(at + 1 + usize::from(quoted));
        let glued = match (self.char(at), right.as_slice()) {
            (Some(':'), [first, second, ..]) => first.is_uppercase() && second.is_lowercase(),
            (Some(';'), right) => right.len() > 1,
            _ => false,
        };
        glued.then_some(at + 1)
    }

    fn is_word(&self, letters: &[char]) -> bool {
        let folded: String = letters.iter().flat_map(|c| c.to_lowercase()).collect();
        Vocabulary::embedded().is_known(&folded)
    }
}
