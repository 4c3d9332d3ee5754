//! What can be asked of defences.

use std::sync::Arc;

use headlight_core::Text;
use headlight_explain::evaluation::place;
use serde::Deserialize;
use utoipa::ToSchema;

use super::super::body::{AttackBody, AttackOptions, GoalName, RecipeName};
use super::super::job::Job;
use crate::app::App;
use crate::attacking::DefenceName;
use crate::error::{ApiError, Code};
use crate::json::Object;

const MAX_ROWS: usize = 1000;
const MAX_ATTACKED: usize = 200;

/// A text, what it was edited to, and what to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefendBody {
    /// The ids of one or two classifiers of the list.
    pub models: Vec<String>,
    /// The original text.
    pub text: String,
    /// The edited text.
    pub edited: String,
    /// The recipe that is run through each defence.
    pub recipe: RecipeName,
    /// What it wants, `left` by default.
    pub goal: Option<GoalName>,
    /// Where random numbers come from, 0 by default.
    pub seed: Option<u32>,
    /// Which defences; all by default, as far as there is what they need.
    pub defences: Option<Vec<DefenceName>>,
    /// Labelled texts that nobody edited, at most 1,000, for what a defence costs.
    #[schema(value_type = Option<Vec<CleanRow>>)]
    pub rows: Option<Vec<Object<CleanRow>>>,
    /// So many of these are attacked as well, from the first on, 0 to 200, 10 by default.
    pub attacked_rows: Option<usize>,
    /// Details of the recipe.
    #[schema(value_type = Option<AttackOptions>)]
    pub options: Option<Object<AttackOptions>>,
}

/// A text and its label.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CleanRow {
    /// The text.
    pub text: String,
    /// A label of the first model.
    pub label: String,
}

const ALL: [DefenceName; 7] = [
    DefenceName::Unicode,
    DefenceName::Spelling,
    DefenceName::DropUnknown,
    DefenceName::MarkUnknown,
    DefenceName::Refill,
    DefenceName::Synonyms,
    DefenceName::Ensemble,
];

/// What is to be tried.
pub(super) struct Trial {
    /// The attack on the text itself.
    pub job: Job,
    pub edited: Arc<str>,
    pub defences: Vec<DefenceName>,
    /// Texts and the place of their label for each model.
    pub rows: Vec<(Arc<str>, Vec<Option<usize>>)>,
    /// Attacks on rows.
    pub others: Vec<Job>,
}

impl Trial {
    /// Checks everything that needs no model.
    pub(super) fn parse(body: DefendBody, app: &App) -> Result<Self, ApiError> {
        let rows = body.rows.unwrap_or_default();
        let attacked = body.attacked_rows.unwrap_or(10);
        let options = body
            .options
            .map(|Object(options)| options)
            .unwrap_or_default();
        let wrong = [
            (rows.len() > MAX_ROWS, "At most 1,000 rows are classified."),
            (attacked > MAX_ATTACKED, "At most 200 rows are attacked."),
            (
                options.defence.is_some(),
                "Defences are named in `defences`.",
            ),
        ];
        if let Some((_, detail)) = wrong.into_iter().find(|(wrong, _)| *wrong) {
            return Err(ApiError::new(Code::BadRequest, detail));
        }
        let job = |text: &str| {
            let body = AttackBody {
                models: body.models.clone(),
                text: text.to_owned(),
                recipe: body.recipe,
                goal: body.goal,
                locked: None,
                seed: body.seed,
                options: Some(Object(options)),
            };
            Job::parse(body, app)
        };
        let whole = job(&body.text)?;
        let others = rows.iter().take(attacked).map(|Object(row)| job(&row.text));
        let others = others.collect::<Result<_, _>>()?;
        let known = |Object(row): Object<CleanRow>| {
            let places = whole
                .models
                .iter()
                .map(|model| place(&model.info.labels, &row.label));
            let text = Text::parse(row.text)?;
            Ok::<_, ApiError>((text.as_str().into(), places.collect()))
        };
        Ok(Self {
            rows: rows.into_iter().map(known).collect::<Result<_, _>>()?,
            edited: Text::parse(body.edited)?.as_str().into(),
            defences: body.defences.unwrap_or_else(|| ALL.to_vec()),
            others,
            job: whole,
        })
    }
}
