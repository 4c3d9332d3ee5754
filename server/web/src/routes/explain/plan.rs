//! Which machine answers a request, over which units.

use headlight_explain::gradients::{IntegratedGradients, by_tokens};
use headlight_explain::shap::{self, Exact, Kernel, Partition, Permutation, Tree};
use headlight_explain::{Cut, Lime, Method, Occlusion, Punctuation, by_grid, choice, lime};

use super::body::{Algorithm, MethodName, Preset, PunctuationOption};
use super::derivatives::Derivatives;
use super::job::Job;
use crate::error::{ApiError, Code};

/// Evaluations where nothing is said: in Headlight's own mode, and as the libraries have it.
const BUDGET: usize = 1000;
const LIME_SAMPLES: usize = 5000;
const SHAP_EVALUATIONS: usize = 500;
/// The library's `num_features`.
const LIME_FEATURES: usize = 10;
/// More units than this are not enumerated.
const MAX_EXACT: usize = 14;

/// What answers a request.
pub(super) enum Machine {
    /// A method that asks for masks.
    Masks(Box<dyn Method>),
    /// One that follows derivatives or attention.
    Derivatives(Derivatives),
}

/// What a machine works on, and at what cost.
pub(super) struct Plan {
    /// The text in units.
    pub cut: Cut,
    /// How often it may ask.
    pub budget: usize,
    /// How often it would have to ask for an answer without sampling.
    pub exact_cost: f64,
}

impl Plan {
    /// What answers a job, and what it works on.
    pub(super) fn new(job: &Job) -> Result<(Self, Machine), ApiError> {
        let machine = Derivatives::of(job).map(Machine::Derivatives);
        match (job.options.preset, machine) {
            (_, Some(machine)) => Ok((derivatives(job, &machine), machine)),
            (Some(Preset::Lime), _) => Ok(lime_preset(job)),
            (Some(Preset::Shap), _) => Ok(shap_preset(job)),
            (Some(Preset::Captum) | None, _) => headlight(job),
        }
    }

    /// About how many masks or points will be asked for.
    pub(super) fn expected(&self) -> usize {
        (self.exact_cost.min(self.budget as f64)) as usize
    }
}

fn lime_preset(job: &Job) -> (Plan, Machine) {
    let cut = lime::split(&job.text, lime::Words::Types);
    let budget = job.options.budget.unwrap_or(LIME_SAMPLES);
    let features = job.options.features.unwrap_or(LIME_FEATURES);
    let method = Lime::preset(cut.units.len(), budget, features, job.seed);
    let plan = Plan {
        // The library draws its rows however few masks there are.
        exact_cost: f64::INFINITY,
        cut,
        budget,
    };
    (plan, Machine::Masks(Box::new(method)))
}

fn shap_preset(job: &Job) -> (Plan, Machine) {
    let tokens = job.encoding.tokens.iter();
    let spans: Vec<_> = tokens.map(|token| token.span.map(|span| span.at)).collect();
    let cut = shap::by_tokens(&job.text, &spans);
    let tree = Tree::of_labels(&shap::labels(&cut), None);
    let budget = job.options.budget.unwrap_or(SHAP_EVALUATIONS);
    let plan = Plan {
        exact_cost: tree.exact_cost(),
        cut,
        budget,
    };
    let method = Partition::preset(tree, budget);
    (plan, Machine::Masks(Box::new(method)))
}

fn derivatives(job: &Job, machine: &Machine) -> Plan {
    let captum = job.options.preset == Some(Preset::Captum);
    let (budget, exact_cost) = match machine {
        // The integral is never exact.
        Machine::Derivatives(Derivatives::Path(options)) => {
            (IntegratedGradients::most(options.steps), f64::INFINITY)
        }
        _ => (1, 1.0),
    };
    Plan {
        cut: if captum {
            by_tokens(&job.text, &job.encoding)
        } else {
            words(job)
        },
        budget,
        exact_cost,
    }
}

/// The units of Headlight's own mode.
fn words(job: &Job) -> Cut {
    let punctuation = match job.options.punctuation {
        Some(PunctuationOption::Own) => Punctuation::Own,
        Some(PunctuationOption::Joined) | None => Punctuation::Joined,
    };
    let encoding = job.grid.as_ref().unwrap_or(&job.encoding);
    by_grid(&job.text, encoding, punctuation)
}

fn headlight(job: &Job) -> Result<(Plan, Machine), ApiError> {
    let cut = words(job);
    let units = cut.units.len();
    let budget = job.options.budget.unwrap_or(BUDGET);
    let (method, exact_cost): (Box<dyn Method>, f64) = match job.method {
        MethodName::Lime => {
            let choice = choice::lime(units, budget, job.seed);
            (choice.method, choice.exact_cost)
        }
        MethodName::Shap => shapley(job, &cut, budget)?,
        _ => (Box::new(Occlusion::new(units)), (units + 1) as f64),
    };
    let plan = Plan {
        cut,
        budget,
        exact_cost,
    };
    Ok((plan, Machine::Masks(method)))
}

fn shapley(job: &Job, cut: &Cut, budget: usize) -> Result<(Box<dyn Method>, f64), ApiError> {
    let units = cut.units.len();
    let tree = || {
        let words: Vec<String> = cut.units.iter().map(|unit| unit.text.clone()).collect();
        Tree::of_labels(&words, None)
    };
    let choice = choice::shap(units, tree, budget, job.seed);
    let method: Box<dyn Method> = match job.options.algorithm {
        None => choice.method,
        Some(Algorithm::Exact) if units > MAX_EXACT => {
            let detail = format!("Exact values of {units} units would take too long.");
            return Err(ApiError::new(Code::Unsupported, detail));
        }
        Some(Algorithm::Exact) => Box::new(Exact::new(units)),
        Some(Algorithm::Permutation) => Box::new(Permutation::sampled(units, budget, job.seed)),
        Some(Algorithm::Kernel) => Box::new(Kernel::new(units, budget, job.seed)),
        Some(Algorithm::Partition) => {
            let tree = tree();
            let cost = tree.exact_cost();
            return Ok((Box::new(Partition::bracketed(tree, budget)), cost));
        }
    };
    Ok((method, choice.exact_cost))
}
