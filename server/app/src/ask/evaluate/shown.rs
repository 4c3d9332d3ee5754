//! An evaluation as people read it.

use serde_json::Value;

use super::rows::Row;
use crate::ask::table::{Column, align, number, signed, text};

/// So many words are told of.
const WORDS: usize = 20;

/// A block for each model, one for the pair, one for the words.
pub(super) fn table(answer: &Value) -> Vec<String> {
    let mut lines = vec![format!("{} rows", answer["count"])];
    for model in list(&answer["models"]) {
        lines.push(String::new());
        lines.push(text(&model["model"]));
        lines.extend(facts(model));
        lines.extend(confusion(model));
    }
    lines.extend(pair(&answer["pair"]));
    lines.extend(words(&answer["words"]));
    lines
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A number with its interval.
fn estimated(value: &Value) -> [String; 2] {
    let between = format!("{} … {}", number(&value["low"]), number(&value["high"]));
    let known = value["low"].is_number();
    [
        number(&value["value"]),
        if known { between } else { String::new() },
    ]
}

fn facts(model: &Value) -> Vec<String> {
    let mut rows = Vec::new();
    let mut fact = |name: &str, value: &Value, about: String| {
        if value.is_object() {
            let [value, between] = estimated(value);
            rows.push([name.to_owned(), value, between, about]);
        }
    };
    let labelled = format!("of {} labelled rows", model["labelled"]);
    fact("accuracy", &model["accuracy"], labelled);
    let lean = &model["lean"];
    let neutral = format!(
        "mean p(positive) of {} neutral rows",
        lean["neutral"]["rows"]
    );
    fact("lean", &lean["neutral"], neutral);
    fact(
        "",
        &lean["masked"],
        "mean p(positive) with every word gone".to_owned(),
    );
    let ece = &model["calibration"]["ece"];
    if ece.is_number() {
        rows.push([
            "calibration error".to_owned(),
            number(ece),
            String::new(),
            String::new(),
        ]);
    }
    let columns = [Column::Left, Column::Right, Column::Left, Column::Left];
    let mut lines = align(&rows, &columns);
    if model["too_few"] == true {
        lines.push("  Fewer than 30 labelled rows prove nothing.".to_owned());
    }
    for left_out in list(&model["left_out"]) {
        let (rows, label) = (&left_out["rows"], text(&left_out["label"]));
        lines.push(format!(
            "  {rows} rows labelled “{label}” are left out: it has no such label."
        ));
    }
    if model["truncated"] != 0 {
        lines.push(format!(
            "  Of {} rows it read the beginning only.",
            model["truncated"]
        ));
    }
    lines
}

/// The true label by the predicted one, and the errors about each.
fn confusion(model: &Value) -> Vec<String> {
    if model["labelled"] == 0 {
        return Vec::new();
    }
    let mut lines = vec!["  true label, and what it is given".to_owned()];
    for (errors, counts) in list(&model["errors"]).zip(list(&model["confusion"])) {
        let given = list(&model["labels"]).zip(list(counts));
        let given: Vec<String> = given
            .map(|(label, count)| format!("{} {count}", text(label)))
            .collect();
        lines.push(format!(
            "    {}: {}; false positives {}, false negatives {}",
            text(&errors["label"]),
            given.join(", "),
            errors["false_positives"],
            errors["false_negatives"],
        ));
    }
    lines
}

fn pair(pair: &Value) -> Vec<String> {
    if !pair.is_object() {
        return Vec::new();
    }
    let different = format!("  {} rows are given different labels", pair["different"]);
    let mut lines = vec![
        String::new(),
        "The first beside the second".to_owned(),
        different,
    ];
    let contest = &pair["contest"];
    if contest.is_object() {
        lines.push(format!(
            "  only the first is right {} times, only the second {} times (p {})",
            contest["only_first"],
            contest["only_second"],
            number(&contest["p_value"])
        ));
    }
    let leans = [("neutral rows", "neutral"), ("every word gone", "masked")];
    for (name, lean) in leans.map(|(name, key)| (name, &pair["lean"][key])) {
        if lean.is_object() {
            let [_, between] = estimated(lean);
            lines.push(format!(
                "  p(positive), {name}: {}  {between}",
                signed(&lean["value"])
            ));
        }
    }
    lines
}

fn words(words: &Value) -> Vec<String> {
    if !words.is_object() {
        return Vec::new();
    }
    let heading = format!(
        "{} of “{}” over the whole set",
        text(&words["method"]),
        text(&words["target"])
    );
    let rows: Vec<[String; 4]> = list(&words["words"])
        .take(WORDS)
        .map(|word| {
            let means = list(&word["results"]).map(|result| signed(&result["mean"]));
            let difference = &word["difference"]["mean"];
            let difference = if difference.is_number() {
                signed(difference)
            } else {
                String::new()
            };
            let rows = format!("in {} rows", word["rows"]);
            [
                text(&word["word"]),
                means.collect::<Vec<_>>().join("  "),
                difference,
                rows,
            ]
        })
        .collect();
    let columns = [Column::Left, Column::Right, Column::Right, Column::Left];
    let mut lines = vec![String::new(), heading];
    lines.extend(align(&rows, &columns));
    lines
}

/// A line for each row: its label and text, and what each model says of it.
pub(super) fn csv(answer: &Value, rows: &[Row]) -> String {
    let models: Vec<&Value> = list(&answer["models"]).collect();
    let mut head = vec!["label".to_owned(), "text".to_owned()];
    for model in &models {
        let name = text(&model["model"]);
        head.push(format!("{name} says"));
        head.extend(list(&model["labels"]).map(|label| format!("{name} p({})", text(label))));
    }
    head.extend((models.len() == 2).then(|| "disagreement".to_owned()));
    let mut lines = vec![line(&head)];
    for found in list(&answer["rows"]) {
        let row = &rows[found["row"].as_u64().unwrap_or_default() as usize];
        let mut cells = vec![row.label.clone().unwrap_or_default(), row.text.clone()];
        for result in list(&found["results"]) {
            cells.push(text(&result["label"]));
            cells.extend(list(&result["probabilities"]).map(Value::to_string));
        }
        cells.extend(found.get("disagreement").map(Value::to_string));
        lines.push(line(&cells));
    }
    lines.join("\n")
}

/// A record of RFC 4180.
fn line(cells: &[String]) -> String {
    let cell = |cell: &String| {
        if cell.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn answer() -> Value {
        json!({
            "count": 2,
            "models": [{
                "model": "left", "labels": ["no", "yes"], "labelled": 1, "too_few": true, "truncated": 0,
                "left_out": [{"label": "maybe", "rows": 1}],
                "accuracy": {"value": 1.0, "low": 0.25, "high": 1.0, "rows": 1},
                "confusion": [[0, 0], [0, 1]],
                "errors": [
                    {"label": "no", "false_positives": 0, "false_negatives": 0},
                    {"label": "yes", "false_positives": 0, "false_negatives": 0},
                ],
                "calibration": {"ece": 0.25, "bins": []}, "lean": null,
            }],
            "rows": [
                {"row": 0, "results": [{"label": "yes", "probabilities": [0.25, 0.75]}]},
                {"row": 1, "results": [{"label": "no", "probabilities": [0.5, 0.5]}]},
            ],
        })
    }

    #[test]
    fn a_table_says_what_is_counted() {
        assert_eq!(
            table(&answer()).join("\n"),
            "2 rows\n\nleft\n\
             \x20 accuracy           1.0000  0.2500 … 1.0000  of 1 labelled rows\n\
             \x20 calibration error  0.2500\n\
             \x20 Fewer than 30 labelled rows prove nothing.\n\
             \x20 1 rows labelled “maybe” are left out: it has no such label.\n\
             \x20 true label, and what it is given\n\
             \x20   no: no 0, yes 0; false positives 0, false negatives 0\n\
             \x20   yes: no 0, yes 1; false positives 0, false negatives 0"
        );
    }

    #[test]
    fn a_row_is_a_line_of_csv() {
        let row = |text: &str, label: Option<&str>| Row {
            text: text.to_owned(),
            label: label.map(str::to_owned),
        };
        let rows = [row("so, \"so\"", Some("yes")), row("b", None)];
        assert_eq!(
            csv(&answer(), &rows),
            "label,text,left says,left p(no),left p(yes)\n\
             yes,\"so, \"\"so\"\"\",yes,0.25,0.75\n\
             ,b,no,0.5,0.5"
        );
    }
}
