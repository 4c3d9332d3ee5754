//! Which labels mean the same.

/// What a label of sentiment means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It praises.
    Positive,
    /// It does neither.
    Neutral,
    /// It blames.
    Negative,
}

/// Where a model's labels of sentiment are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Senses {
    /// The place of its one positive label.
    pub positive: Option<usize>,
    /// The place of its one neutral label.
    pub neutral: Option<usize>,
    /// The place of its one negative label.
    pub negative: Option<usize>,
    /// Whether that is the custom of nameless labels, and nothing that a name says.
    pub assumed: bool,
}

/// The sense of a label by its name: `positive`, `neutral` and `negative`, whole or as `pos`, `neu` and `neg`, in
/// letters of any case.
pub fn sense(label: &str) -> Option<Sense> {
    match folded(label).as_str() {
        "positive" | "pos" => Some(Sense::Positive),
        "neutral" | "neu" => Some(Sense::Neutral),
        "negative" | "neg" => Some(Sense::Negative),
        _ => None,
    }
}

/// The sense of a number among labels from 0 to `largest`, as data sets of two and of three classes have it: 0 and 1 for
/// negative and positive, or 0, 1 and 2 for negative, neutral and positive.
pub fn numbered(number: usize, largest: usize) -> Option<Sense> {
    match (number, largest) {
        (0, 0..=2) => Some(Sense::Negative),
        (1, 2) => Some(Sense::Neutral),
        (1, 1) | (2, 2) => Some(Sense::Positive),
        _ => None,
    }
}

impl Senses {
    /// Of a model's labels. Two labels that nobody named, `LABEL_0` and `LABEL_1` or `0` and `1`, are taken for negative
    /// and positive, as data sets of two classes have it.
    pub fn of(labels: &[String]) -> Self {
        let found = |sense| only(labels, |label| self::sense(label) == Some(sense));
        let named = Self {
            positive: found(Sense::Positive),
            neutral: found(Sense::Neutral),
            negative: found(Sense::Negative),
            assumed: false,
        };
        let nameless = labels.len() == 2
            && (0..2).all(|place| {
                let name = folded(&labels[place]);
                name == format!("label_{place}") || name == place.to_string()
            });
        if nameless {
            return Self {
                positive: Some(1),
                neutral: None,
                negative: Some(0),
                assumed: true,
            };
        }
        named
    }

    /// The place of a sense.
    pub fn place(self, sense: Sense) -> Option<usize> {
        match sense {
            Sense::Positive => self.positive,
            Sense::Neutral => self.neutral,
            Sense::Negative => self.negative,
        }
    }

    /// The sense at a place.
    fn at(self, place: usize) -> Option<Sense> {
        let senses = [Sense::Positive, Sense::Neutral, Sense::Negative];
        senses
            .into_iter()
            .find(|sense| self.place(*sense) == Some(place))
    }
}

/// The place of a label among a model's: of that name; or else of that name in letters of any case; or else the one
/// of the same sense.
pub fn place(labels: &[String], label: &str) -> Option<usize> {
    let exact = labels.iter().position(|other| other == label);
    let alike = || only(labels, |other| folded(other) == folded(label));
    let meant = || Senses::of(labels).place(sense(label)?);
    exact.or_else(alike).or_else(meant)
}

impl Senses {
    /// For each label of a model, the place of the one that means the same in another model.
    pub fn matched(labels: &[String], others: &[String]) -> Vec<Option<usize>> {
        let senses = Self::of(labels);
        let meant = |(at, label): (usize, &String)| {
            place(others, label).or_else(|| Self::of(others).place(senses.at(at)?))
        };
        labels.iter().enumerate().map(meant).collect()
    }
}

/// The place of the only label that is so.
fn only(labels: &[String], so: impl Fn(&str) -> bool) -> Option<usize> {
    let mut found = (0..labels.len()).filter(|place| so(&labels[*place]));
    found.next().filter(|_| found.next().is_none())
}

fn folded(label: &str) -> String {
    label.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn names_say_what_they_mean() {
        for (name, meant) in [
            ("POSITIVE", Some(Sense::Positive)),
            (" neg ", Some(Sense::Negative)),
            ("Neutral", Some(Sense::Neutral)),
            ("very positive", None),
            ("1", None),
            ("", None),
        ] {
            assert_eq!(sense(name), meant, "{name}");
        }
    }

    #[test]
    fn numbers_are_two_classes_or_three() {
        use Sense::{Negative, Neutral, Positive};
        let two = [0, 1, 2].map(|number| numbered(number, 1));
        assert_eq!(two, [Some(Negative), Some(Positive), None]);
        let three = [0, 1, 2].map(|number| numbered(number, 2));
        assert_eq!(three, [Some(Negative), Some(Neutral), Some(Positive)]);
        assert_eq!((numbered(0, 0), numbered(1, 5)), (Some(Negative), None));
    }

    #[test]
    fn only_two_nameless_labels_have_a_custom() {
        let of = |names: &[&str]| Senses::of(&labels(names));
        let custom = of(&["LABEL_0", "LABEL_1"]);
        assert_eq!(
            (custom.negative, custom.positive, custom.assumed),
            (Some(0), Some(1), true)
        );
        assert_eq!(of(&["0", "1"]), custom);
        assert_eq!(of(&["LABEL_0", "LABEL_1", "LABEL_2"]), Senses::default());
        assert_eq!(of(&["ham", "spam"]), Senses::default());
        let named = of(&["pos", "neg"]);
        assert_eq!(
            (named.negative, named.positive, named.assumed),
            (Some(1), Some(0), false)
        );
        // Two that could be meant are none.
        assert_eq!(of(&["pos", "Positive", "neg"]).positive, None);
    }

    #[test]
    fn labels_find_each_other() {
        let two = labels(&["NEGATIVE", "POSITIVE"]);
        assert_eq!(place(&two, "positive"), Some(1));
        assert_eq!(place(&two, "neg"), Some(0));
        assert_eq!(place(&two, "neutral"), None);
        // The exact name goes before one that means the same.
        assert_eq!(place(&labels(&["Pos", "pos"]), "pos"), Some(1));
        assert_eq!(place(&labels(&["LABEL_0", "LABEL_1"]), "positive"), Some(1));
        let three = labels(&["neutral", "positive", "negative"]);
        assert_eq!(Senses::matched(&three, &two), [None, Some(1), Some(0)]);
        let nameless = labels(&["LABEL_0", "LABEL_1"]);
        assert_eq!(Senses::matched(&nameless, &two), [Some(0), Some(1)]);
        assert_eq!(Senses::matched(&two, &nameless), [Some(0), Some(1)]);
    }
}
