//! Reading a set of sentences from a file: JSON lines, a table with commas, semicolons or tabs, or one text a line. The
//! page reads them by the same rules (`frontend/src/lazy/sets/read.js`); `tests/fixtures/sets.json` holds both to them.

mod table;

use serde::Serialize;
use serde_json::{Map, Value};

use table::{Record, records};

/// Names of the column that is read, and of the one that says what a text is.
const TEXTS: [&str; 4] = ["text", "sentence", "review", "content"];
const LABELS: [&str; 4] = ["label", "sentiment", "class", "gold"];
/// What a label looks like where no first line names the columns; a number does as well.
const KNOWN: [&str; 6] = ["positive", "negative", "neutral", "pos", "neg", "neu"];

/// A text, and what it is.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) label: Option<String>,
}

/// A set of texts, and what could not be read of it.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Set {
    pub(super) rows: Vec<Row>,
    pub(super) problems: Vec<Trouble>,
}

/// A line that could not be read.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Trouble {
    /// Counted from 1.
    pub(super) line: usize,
    pub(super) detail: String,
}

/// Which columns are read; `fields` of them are in each record.
struct Columns {
    text: usize,
    label: Option<usize>,
    fields: usize,
}

/// Reads a file.
pub(super) fn read(file: &str) -> Set {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let first = file.lines().map(str::trim).find(|line| !line.is_empty());
    let Some(first) = first else {
        return Set::default();
    };
    if first.starts_with('{') {
        return json_lines(file);
    }
    let named = ['\t', ',', ';'].into_iter().find_map(|delimiter| {
        let columns = named(&records(first, delimiter).first()?.fields)?;
        Some((delimiter, columns))
    });
    match named {
        // Of one column alone it is not known what could divide it from others.
        Some((_, columns)) if columns.fields == 1 => plain(file, 1),
        Some((delimiter, columns)) => table(&records(file, delimiter), 1, &columns),
        None => nameless(file, first),
    }
}

/// The columns that a first record names.
fn named(fields: &[String]) -> Option<Columns> {
    let place = |names: &[&str]| {
        let known = |field: &String| names.contains(&field.trim().to_lowercase().as_str());
        fields.iter().position(known)
    };
    Some(Columns {
        text: place(&TEXTS)?,
        label: place(&LABELS),
        fields: fields.len(),
    })
}

/// A file without names of columns: two columns with tabs, or two of which one holds nothing but labels, or else plain
/// lines.
fn nameless(file: &str, first: &str) -> Set {
    for delimiter in ['\t', ',', ';'] {
        if !first.contains(delimiter) {
            continue;
        }
        let all = records(file, delimiter);
        let pairs = all.iter().all(|record| record.fields.len() == 2);
        let label = (0..2).find(|column| {
            let value = |record: &Record| {
                record
                    .fields
                    .get(*column)
                    .is_some_and(|value| is_label(value))
            };
            pairs && all.iter().all(value)
        });
        if delimiter == '\t' || label.is_some() {
            let label = label.unwrap_or_else(|| shorter(&all));
            let columns = Columns {
                text: 1 - label,
                label: Some(label),
                fields: 2,
            };
            return table(&all, 0, &columns);
        }
    }
    plain(file, 0)
}

fn is_label(value: &str) -> bool {
    let value = value.trim().to_lowercase();
    let number = !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit());
    number || KNOWN.contains(&value.as_str())
}

/// The one of two columns whose longest value is the shorter.
fn shorter(all: &[Record]) -> usize {
    let longest = |column: usize| {
        let values = all.iter().filter_map(|record| record.fields.get(column));
        values.map(|value| value.chars().count()).max().unwrap_or(0)
    };
    usize::from(longest(1) < longest(0))
}

fn table(all: &[Record], skip: usize, columns: &Columns) -> Set {
    let mut set = Set::default();
    for record in all.iter().skip(skip) {
        let fields = &record.fields;
        if !record.closed {
            set.trouble(
                record.line,
                "A quotation mark that opens here is never closed.",
            );
        } else if fields.len() != columns.fields {
            let (found, expected) = (fields.len(), columns.fields);
            set.trouble(
                record.line,
                &format!("{found} fields instead of {expected}."),
            );
        } else {
            let label = columns.label.map(|column| fields[column].as_str());
            set.row(record.line, &fields[columns.text], label);
        }
    }
    set
}

fn plain(file: &str, skip: usize) -> Set {
    let mut set = Set::default();
    let lines = file.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    for (line, text) in lines.skip(skip) {
        set.row(line + 1, text, None);
    }
    set
}

fn json_lines(file: &str) -> Set {
    let mut set = Set::default();
    for (line, json) in file.lines().enumerate() {
        if json.trim().is_empty() {
            continue;
        }
        let object: Option<Map<String, Value>> = serde_json::from_str(json).ok();
        let field = |names: &[&str]| {
            let fields = object.iter().flatten();
            let mut fields =
                fields.filter(|(name, _)| names.contains(&name.to_lowercase().as_str()));
            fields.next().map(|(_, value)| value)
        };
        let label = match field(&LABELS) {
            Some(Value::String(label)) => Some(label.clone()),
            Some(Value::Number(label)) => Some(label.to_string()),
            _ => None,
        };
        match field(&TEXTS) {
            Some(Value::String(text)) => set.row(line + 1, text, label.as_deref()),
            _ => set.trouble(line + 1, "No JSON object with a “text”."),
        }
    }
    set
}

impl Set {
    fn row(&mut self, line: usize, text: &str, label: Option<&str>) {
        if text.trim().is_empty() {
            return self.trouble(line, "No text.");
        }
        let label = label.map(str::trim).filter(|label| !label.is_empty());
        self.rows.push(Row {
            text: text.trim().to_owned(),
            label: label.map(str::to_owned),
        });
    }

    fn trouble(&mut self, line: usize, detail: &str) {
        self.problems.push(Trouble {
            line,
            detail: detail.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_and_the_command_read_alike() {
        let cases = include_str!("../../../../../tests/fixtures/sets.json");
        let cases: Value = serde_json::from_str(cases).unwrap();
        for case in cases.as_array().unwrap() {
            let found = serde_json::to_value(read(case["file"].as_str().unwrap())).unwrap();
            assert_eq!(found["rows"], case["rows"], "{}", case["what"]);
            assert_eq!(found["problems"], case["problems"], "{}", case["what"]);
        }
    }
}
