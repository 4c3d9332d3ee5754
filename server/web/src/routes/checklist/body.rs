//! What can be put to small tests.

use headlight_core::Text;
use headlight_explain::attack::checklist::{self, Expect, Pole};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{ApiError, Code};
use crate::json::Object;

const MAX_CASES: usize = 1000;

/// A sentence, or tests that were kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChecklistBody {
    /// The ids of one or two classifiers of the list.
    pub models: Vec<String>,
    /// The sentence that is varied.
    pub text: Option<String>,
    /// Instead of it, tests as an earlier answer listed them, at most 1,000.
    #[schema(value_type = Option<Vec<Case>>)]
    pub cases: Option<Vec<Object<Case>>>,
    /// Where typos come from, 0 by default.
    pub seed: Option<u32>,
}

/// A test.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// What was done.
    pub name: String,
    /// The sentence that was varied.
    pub sentence: String,
    /// The variant.
    pub text: String,
    /// What is expected of it.
    pub expect: ExpectName,
}

/// What is expected of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExpectName {
    /// The label of the sentence.
    Same,
    /// The positive label's probability falls by at most 0.1.
    PositiveNotLess,
    /// The negative label's does.
    NegativeNotLess,
    /// That of the sentence's label does.
    PredictedNotLess,
    /// The probability of the sentence's label rises by at most 0.1.
    PredictedNotMore,
    /// The positive label.
    Positive,
    /// The negative label.
    Negative,
}

/// What kind of test it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KindName {
    /// Nothing should change.
    Invariance,
    /// The answer should move one way, or at least not the other.
    Directional,
    /// Every classifier of sentiment should know it.
    MinimumFunctionality,
}

impl ExpectName {
    fn expect(self) -> Expect {
        match self {
            Self::Same => Expect::Same,
            Self::PositiveNotLess => Expect::NotLess(Pole::Positive),
            Self::NegativeNotLess => Expect::NotLess(Pole::Negative),
            Self::PredictedNotLess => Expect::NotLess(Pole::Predicted),
            Self::PredictedNotMore => Expect::NotMore(Pole::Predicted),
            Self::Positive => Expect::Is(Pole::Positive),
            Self::Negative => Expect::Is(Pole::Negative),
        }
    }

    /// The name of an expectation that a sentence's tests have.
    fn of(expect: Expect) -> Option<Self> {
        let all = [
            Self::Same,
            Self::PositiveNotLess,
            Self::NegativeNotLess,
            Self::PredictedNotLess,
            Self::PredictedNotMore,
            Self::Positive,
            Self::Negative,
        ];
        all.into_iter().find(|name| name.expect() == expect)
    }

    pub(super) fn holds(
        self,
        sentence: &[f64],
        variant: &[f64],
        poles: Option<checklist::Poles>,
    ) -> Option<bool> {
        self.expect().holds(sentence, variant, poles)
    }

    pub(super) fn kind(self) -> KindName {
        match self.expect() {
            Expect::Same => KindName::Invariance,
            Expect::NotLess(_) | Expect::NotMore(_) => KindName::Directional,
            Expect::Is(_) => KindName::MinimumFunctionality,
        }
    }
}

impl Case {
    /// The sentence and its variant.
    pub(super) fn texts(&self) -> [&str; 2] {
        [&self.sentence, &self.text]
    }

    /// A variant of a sentence.
    pub(super) fn made(sentence: &str, case: checklist::Case) -> Self {
        Self {
            name: case.name,
            sentence: sentence.to_owned(),
            text: case.text,
            expect: ExpectName::of(case.expect).unwrap_or(ExpectName::Same),
        }
    }
}

/// What is put to tests.
pub(super) enum Checked {
    Text(String),
    Cases(Vec<Case>),
}

/// Checks everything that needs no model.
pub(super) fn checked(body: ChecklistBody) -> Result<Checked, ApiError> {
    let refuse = |detail: &'static str| Err(ApiError::new(Code::BadRequest, detail));
    match (body.text, body.cases) {
        (Some(text), None) => Ok(Checked::Text(text)),
        (None, Some(cases)) if cases.len() > MAX_CASES => refuse("At most 1,000 tests are run."),
        (None, Some(cases)) => {
            let cases: Vec<Case> = cases.into_iter().map(|Object(case)| case).collect();
            for text in cases.iter().flat_map(|case| [&case.sentence, &case.text]) {
                Text::parse(text.clone())?;
            }
            Ok(Checked::Cases(cases))
        }
        _ => refuse("Name a text, or tests that were kept."),
    }
}
