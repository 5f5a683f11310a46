//! Tells accounts on networks and addresses of sites from other words.
//!
//! In: one word as written. Out: whether it is "@velmobserver" or "velmobserver.org". Both name an
//! outlet in the sense of this program: somebody who publishes. Two words glued at a full stop
//! ("north.The") are none, nor are addresses of mail.
//! Shown by the casebook page `one-outlet-under-several-names`.

/// Ends of addresses that are no words of English.
const ENDS: [&str; 18] = [
    "com", "org", "net", "info", "co", "ly", "uk", "ir", "sy", "ru", "ua", "iq", "il", "ps", "tr",
    "eu", "fr", "de",
];

/// Tells whether a word is an account or an address.
pub(crate) fn is_address(word: &str) -> bool {
    if let Some(handle) = word.strip_prefix('@') {
        let plain = handle.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        return handle.len() > 2 && plain;
    }
    let word = word.strip_prefix("www.").unwrap_or(word);
    let Some((own, end)) = word.rsplit_once('.') else { return false };
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
    own.len() > 2
        && own.starts_with(|c: char| c.is_ascii_lowercase())
        && own.chars().all(letters)
        && ENDS.contains(&end)
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn accounts_and_addresses_are_told_from_words() {
        for word in ["@velmobserver", "@Velm_Post", "velmobserver.org", "www.velm-post.com"] {
            assert!(is_address(word), "{word}");
        }
        for word in
            ["@", "@a", "north.The", "north.the", "a.m", "roe@velm.org", "U.S", ".com", "3.5"]
        {
            assert!(!is_address(word), "{word}");
        }
    }
}
