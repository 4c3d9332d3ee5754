//! One line of ten columns.

/// What a line stands for, by its first column.
pub(super) enum Row<'a> {
    /// A word: `7`.
    Word(Columns<'a>),
    /// A stretch of text that holds several words: `7-8`.
    Multiword {
        /// The first word.
        first: usize,
        /// The last word.
        last: usize,
        /// The text.
        form: &'a str,
        /// Whether a space follows.
        space: bool,
    },
    /// A word that is not in the text: `7.1`.
    Empty,
}

/// A word's columns; `_` is none.
pub(super) struct Columns<'a> {
    /// The word's number, from 1.
    pub number: usize,
    /// What stands in the text.
    pub form: &'a str,
    pub lemma: Option<&'a str>,
    pub upos: Option<&'a str>,
    pub xpos: Option<&'a str>,
    pub feats: Option<&'a str>,
    pub head: Option<u32>,
    pub deprel: Option<&'a str>,
    /// Whether a space follows.
    pub space: bool,
}

impl<'a> Row<'a> {
    /// Reads a line, or says what is wrong with it.
    pub(super) fn parse(line: &'a str) -> Result<Self, String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let Ok(
            [
                id,
                form,
                lemma,
                upos,
                xpos,
                feats,
                head,
                deprel,
                _deps,
                misc,
            ],
        ) = <[&str; 10]>::try_from(columns.as_slice())
        else {
            return Err(format!("has {} columns in place of 10", columns.len()));
        };
        if form.trim().is_empty() {
            return Err("has a word without a form".to_owned());
        }
        if id.contains('.') {
            return Ok(Self::Empty);
        }
        let space = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        let wrong_id = || format!("begins with “{id}”, which is no number of a word");
        if let Some((first, last)) = id.split_once('-') {
            let (Ok(first), Ok(last)) = (first.parse(), last.parse()) else {
                return Err(wrong_id());
            };
            return Ok(Self::Multiword {
                first,
                last,
                form,
                space,
            });
        }
        let said = |column: &'a str| Some(column).filter(|column| !matches!(*column, "_" | ""));
        let head = said(head).map(str::parse).transpose();
        Ok(Self::Word(Columns {
            number: id.parse().map_err(|_no_number| wrong_id())?,
            form,
            // A word “_” has the lemma “_”.
            lemma: said(lemma).or_else(|| (form == "_").then_some("_")),
            upos: said(upos),
            xpos: said(xpos),
            feats: said(feats),
            head: head.map_err(|_no_number| "has a head that is no number".to_owned())?,
            deprel: said(deprel),
            space,
        }))
    }
}
