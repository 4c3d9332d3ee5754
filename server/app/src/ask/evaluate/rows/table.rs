//! Tables as text.

/// A record of a table.
pub(super) struct Record {
    /// The line in which it begins, from 1.
    pub line: usize,
    pub fields: Vec<String>,
    /// Whether every quotation mark is closed.
    pub closed: bool,
}

/// The records of a table, blank lines left out. With commas and semicolons a field in quotation marks may hold them
/// and line ends, and `""` is a mark (RFC 4180); with tabs a mark is a letter like any other.
pub(super) fn records(file: &str, delimiter: char) -> Vec<Record> {
    let mut records = Vec::new();
    let mut rest = file;
    let mut line = 1;
    while !rest.is_empty() {
        let (record, end) = record(rest, delimiter, line);
        let (taken, behind) = rest.split_at(end);
        line += taken.matches('\n').count();
        rest = behind;
        if !taken.trim().is_empty() {
            records.push(record);
        }
    }
    records
}

/// One record from the beginning of a text, and how many bytes it takes.
fn record(text: &str, delimiter: char, line: usize) -> (Record, usize) {
    let (mut fields, mut field) = (Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.char_indices().peekable();
    let mut end = text.len();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if quoted => {
                if letters.next_if(|(_, next)| *next == '"').is_some() {
                    field.push('"');
                } else {
                    quoted = false;
                }
            }
            '"' if delimiter != '\t' && field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            _ if quoted => field.push(letter),
            '\n' => {
                end = at + 1;
                break;
            }
            _ if letter == delimiter => fields.push(std::mem::take(&mut field)),
            _ => field.push(letter),
        }
    }
    fields.push(field);
    if let Some(last) = fields.last_mut().filter(|last| last.ends_with('\r')) {
        last.pop();
    }
    let record = Record {
        line,
        fields,
        closed: !quoted,
    };
    (record, end)
}
