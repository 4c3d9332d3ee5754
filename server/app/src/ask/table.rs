//! Numbers and words in columns.

use serde_json::Value;

/// To which side a column is aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Left,
    Right,
}

/// A text of an answer.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A number to four digits behind the point; a dash where there is none.
pub(super) fn number(value: &Value) -> String {
    let Some(number) = value.as_f64() else {
        return "–".to_owned();
    };
    // What rounds to nothing has no sign.
    let shown = format!("{number:.4}");
    shown
        .strip_prefix('-')
        .filter(|rest| *rest == "0.0000")
        .unwrap_or(&shown)
        .to_owned()
}

/// The same, with its sign.
pub(super) fn signed(value: &Value) -> String {
    let number = value.as_f64().unwrap_or_default();
    let sign = if number < 0.0 { '−' } else { '+' };
    format!("{sign}{:.4}", number.abs())
}

/// A bar of so many cells.
pub(super) fn bar(cells: usize) -> String {
    "█".repeat(cells)
}

/// Rows as lines, two spaces before each column; columns without a word take no room.
pub(super) fn align<const N: usize>(rows: &[[String; N]], columns: &[Column; N]) -> Vec<String> {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..N)
        .map(|column| width(column).unwrap_or_default())
        .collect();
    let cell = |((cell, column), width): ((&String, &Column), &usize)| match (width, column) {
        (0, _) => String::new(),
        (width, Column::Left) => format!("  {cell:<width$}"),
        (width, Column::Right) => format!("  {cell:>width$}"),
    };
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(columns).zip(&widths);
        cells.map(cell).collect::<String>().trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
