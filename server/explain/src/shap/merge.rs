//! Which neighbours belong together: the scores of shap's text clustering.

/// One player as the rules see it.
pub(super) struct Label {
    text: String,
    /// A bracket that has found its other half.
    balanced: bool,
}

impl Label {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            balanced: false,
        }
    }

    fn is(&self, texts: &[&str]) -> bool {
        texts.contains(&self.text.as_str())
    }

    /// A special token by its looks.
    fn bracketed(&self) -> bool {
        self.text.starts_with('[') && self.text.ends_with(']')
    }
}

/// How well two neighbouring groups go together (`merge_score`, `maskers/_text.py`). Groups are not
/// empty; `separator` is the token between the texts of a pair.
pub(super) fn score(left: &[Label], right: &[Label], separator: Option<&str>) -> f64 {
    let (opens, closes) = (&left[0], &left[left.len() - 1]);
    let (begins, ends) = (&right[0], &right[right.len() - 1]);
    if separator.is_some_and(|token| closes.text == token && begins.text == token) {
        return f64::NEG_INFINITY;
    }
    let length = (left.len() + right.len()) as f64;
    let tail = |alone: f64, more: f64| if right.len() > 1 { more } else { alone };
    let rules = [
        (begins.text.starts_with("##"), 20.0),
        (begins.text == "'" && ending(right), 15.0),
        (closes.text == "'" && begins.is(&["t", "s"]), 15.0),
        (opens.bracketed() != ends.bracketed(), -1000.0),
        (begins.text == "(" && !begins.balanced, -100.0),
        (closes.text == ")" && !closes.balanced, -100.0),
        (opens.text == "(", -2.0),
        (connects(closes) || connects(begins), -2.0),
        (closes.text == ",", -10.0),
        (begins.text == ",", tail(-1.0, -10.0)),
        (stops(closes), -20.0),
        (stops(begins), tail(-1.0, -20.0)),
    ];
    let sum: f64 = rules.iter().filter(|rule| rule.0).map(|rule| rule.1).sum();
    sum - length
}

fn ending(group: &[Label]) -> bool {
    match group {
        [_] => true,
        [_, second] => second.is(&["t", "s"]),
        _ => false,
    }
}

fn connects(label: &Label) -> bool {
    label.is(&["but", "and", "or"])
}

fn stops(label: &Label) -> bool {
    label.is(&[".", "?", "!"])
}

/// Marks the brackets around a new group as having found each other.
pub(super) fn balance(group: &mut [Label]) {
    let last = group.len() - 1;
    if group[0].text == "(" && group[last].text == ")" {
        group[0].balanced = true;
        group[last].balanced = true;
    }
}
