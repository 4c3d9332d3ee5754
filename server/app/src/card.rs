//! A model's card: its title and the licence it names.

use std::path::Path;

/// What is read of a `CARD.md` or `README.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Card {
    pub(crate) title: Option<String>,
    pub(crate) license: Option<String>,
}

impl Card {
    /// Reads the card of a model's folder; a folder without one has an empty card.
    pub(crate) fn read(folder: &Path) -> Self {
        let read = |name| std::fs::read_to_string(folder.join(name)).ok();
        read("CARD.md")
            .or_else(|| read("README.md"))
            .map_or_else(Self::default, |t| Self::parse(&t))
    }

    fn parse(text: &str) -> Self {
        let title = text.lines().find_map(|line| line.strip_prefix("# "));
        Self {
            title: title.map(|title| title.trim().chars().take(80).collect()),
            license: license_key(text).or_else(|| license_in_prose(text)),
        }
    }
}

/// `license: apache-2.0` of a card's front matter, as model hubs write it.
fn license_key(text: &str) -> Option<String> {
    let front = text.strip_prefix("---\n")?.split("\n---").next()?;
    let value = front
        .lines()
        .find_map(|line| line.strip_prefix("license:"))?;
    Some(value.trim().to_owned())
}

/// “Licence Apache-2.0.”: an identifier with a version right after the word.
fn license_in_prose(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if matches!(word, "Licence" | "License" | "Licence:" | "License:") {
            let name = words.next()?.trim_end_matches(['.', ',', ';', ')']);
            return name
                .contains(|c: char| c.is_ascii_digit() || c == '-')
                .then(|| name.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_naming_a_licence_are_read() {
        let ours = Card::parse("# Mini\n\nA model. Licence Apache-2.0.\n");
        assert_eq!(ours.title.as_deref(), Some("Mini"));
        assert_eq!(ours.license.as_deref(), Some("Apache-2.0"));
        let hub = Card::parse("---\nlanguage: en\nlicense: mit\n---\n# Hub model\n");
        assert_eq!(hub.title.as_deref(), Some("Hub model"));
        assert_eq!(hub.license.as_deref(), Some("mit"));
        assert_eq!(
            Card::parse("The License of this text is unknown.").license,
            None
        );
    }
}
