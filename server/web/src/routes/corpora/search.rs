//! `POST /api/v1/corpora/{id}/search`

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use headlight_core::{Bitmap, Neighbour, Space, VectorError, VectorIndex, VectorQuery};
use headlight_corpus::Label;
use headlight_corpus::summary::{self, Counts};
use serde::Serialize;
use utoipa::ToSchema;

use super::attended::{Look, looks};
use super::filter::Filter;
use super::place::{By, Place, count, layer_of, point};
use crate::app::AppState;
use crate::corpora::Opened;
use crate::error::{ApiError, SearchErrors};
use crate::input::input_body;
use crate::json::{Body, Integer, Object};
use crate::path::PathOf;
use crate::wire::{Bar, CorpusWord, FoundSentence, Hit};

input_body! {
    /// A token of a text, and what shall be found that is like it.
    SearchBody {
        /// The token, counted from 0 with added specials included.
        token: Integer,
        /// The layer, counted from 1; 0 is the embedding output, which has no heads.
        layer: Integer,
        /// `embedding` or `context`.
        by: By,
        /// Heads, counted from 1; all when left out. By context, those whose vectors are compared; else
        /// those whose attention is shown.
        heads: Option<Vec<Integer>>,
        /// How many places to find: 1 to 1,000, 50 when left out.
        k: Option<Integer>,
        /// Which words may be found.
        #[schema(value_type = Option<Filter>)]
        filter: Option<Object<Filter>>,
        /// Whether the mean of all vectors is taken off both sides first.
        centred: Option<bool>,
    }
}

/// The places that are nearest, and what they have in common.
#[derive(Serialize, ToSchema)]
pub(crate) struct Found {
    /// By falling score, ties in the order of the corpus.
    hits: Vec<Hit>,
    /// What they have in common.
    summary: FoundSummary,
    /// The median score of 1,000 pairs drawn at random: what chance gives.
    random_pair_score: f32,
    /// Tokens that were compared.
    searched: usize,
    /// Seconds that comparing took.
    seconds: f64,
}

/// What places have in common: of the match, and of the word that it looks at most.
#[derive(Serialize, ToSchema)]
struct FoundSummary {
    /// Parts of speech.
    upos: Vec<Bar>,
    /// Relations.
    deprel: Vec<Bar>,
    /// Features, one by one.
    feats: Vec<Bar>,
    /// Dictionary forms.
    lemma: Vec<Bar>,
    /// Parts of speech of the word that gets most attention.
    attended_upos: Vec<Bar>,
    /// Relations of that word.
    attended_deprel: Vec<Bar>,
    /// Where that word stands: words to the right, negative to the left.
    offset: Vec<Bar>,
}

/// Finds the places of a corpus that are most like a token, to the model.
#[utoipa::path(
    post,
    path = "/api/v1/corpora/{id}/search",
    tag = "corpora",
    params(("id" = String, Path, description = "The corpus")),
    request_body = SearchBody,
    responses((status = OK, description = "What was found", body = Found), SearchErrors)
)]
pub(crate) async fn search(
    app: AppState,
    PathOf(corpus): PathOf<String>,
    Body(mut body): Body<SearchBody>,
) -> Result<Json<Found>, ApiError> {
    let k = count(body.k)?;
    let filter = body
        .filter
        .take()
        .map(|Object(filter)| filter)
        .unwrap_or_default();
    let input = body.input();
    let (number, centred) = (body.layer, body.centred.unwrap_or(false));
    let at = point(number, body.by, &app.model(&input.model)?.info)?;
    let heads = body.heads.as_deref();
    let place = Place::find(&app.0, &corpus, input, body.token, body.by, heads).await?;
    let space = place.space(at);
    let search = Search {
        vector: place.vector(&space),
        opened: place.opened.clone(),
        space,
        filter,
        centred,
        k,
    };
    let compared = app.corpora.searcher.ask(move || search.run()).await?;
    let compared = compared.map_err(|error| ApiError::internal(&error))?;
    let layer = layer_of(at, &place.prepared.model.info);
    let looks = looks(&app, &place, &compared.found, layer).await?;
    Ok(Json(answer(&place.opened, compared, looks)))
}

/// A question as the index is asked it.
struct Search {
    opened: Arc<Opened>,
    space: Space,
    vector: Vec<f32>,
    filter: Filter,
    centred: bool,
    k: usize,
}

/// What the index answered.
struct Compared {
    found: Vec<Neighbour>,
    random_pair_score: f32,
    allowed: Option<Bitmap>,
    seconds: f64,
}

impl Search {
    fn run(&self) -> Result<Compared, VectorError> {
        let index = &self.opened.index;
        let allowed = self.filter.allowed(&self.opened);
        let groups = self.filter.one_per_sentence();
        let begun = Instant::now();
        let found = index.nearest(&VectorQuery {
            space: &self.space,
            vector: &self.vector,
            centred: self.centred,
            k: self.k,
            allowed: allowed.as_ref(),
            groups: groups.then(|| index.tokens().sentences()),
        })?;
        Ok(Compared {
            found,
            seconds: begun.elapsed().as_secs_f64(),
            random_pair_score: index.random_pairs(&self.space, self.centred)?,
            allowed,
        })
    }
}

fn answer(opened: &Opened, compared: Compared, looks: Vec<Look>) -> Found {
    let summary = summarise(opened, &compared, &looks);
    let hits = compared.found.iter().zip(looks);
    Found {
        hits: hits.map(|(found, look)| hit(opened, found, look)).collect(),
        summary,
        random_pair_score: compared.random_pair_score,
        searched: compared
            .allowed
            .map_or_else(|| opened.index.len(), |allowed| allowed.count()),
        seconds: compared.seconds,
    }
}

fn hit(opened: &Opened, found: &Neighbour, look: Look) -> Hit {
    let (corpus, tokens) = (&opened.corpus, opened.index.tokens());
    let sentence = corpus.sentence(tokens.sentence(found.vector));
    Hit {
        // Rounding may leave a cosine a little above one.
        score: found.score.clamp(-1.0, 1.0),
        word: tokens
            .word(found.vector)
            .map(|word| word - sentence.words.start),
        tokens: CorpusWord::all(corpus, &sentence),
        attention_to: look.shares,
        attended: look.most,
        sentence: FoundSentence::of(&sentence),
    }
}

fn summarise(opened: &Opened, compared: &Compared, looks: &[Look]) -> FoundSummary {
    let (corpus, tokens) = (&opened.corpus, opened.index.tokens());
    let allowed = |token: &usize| compared.allowed.as_ref().is_none_or(|a| a.has(*token));
    let population = || {
        (0..tokens.len())
            .filter(allowed)
            .filter_map(|token| tokens.word(token))
    };
    let everyone = || (0..tokens.len()).filter_map(|token| tokens.word(token));
    let matched = || {
        compared
            .found
            .iter()
            .filter_map(|found| tokens.word(found.vector))
    };
    let looked = || {
        compared
            .found
            .iter()
            .zip(looks)
            .filter_map(|(found, look)| {
                let sentence = corpus.sentence(tokens.sentence(found.vector));
                let attended = sentence.words.start + look.most?;
                Some((tokens.word(found.vector)?, attended))
            })
    };
    let attended = || looked().map(|(_, attended)| attended);
    let own = |label| {
        let found = summary::counts(corpus, label, matched());
        bars(&found, &summary::counts(corpus, label, population()))
    };
    let of_attended = |label| {
        let found = summary::counts(corpus, label, attended());
        bars(&found, &summary::counts(corpus, label, everyone()))
    };
    let mut offsets: BTreeMap<String, u64> = BTreeMap::new();
    for (word, attended) in looked() {
        let offset = attended as i64 - word as i64;
        *offsets.entry(offset.to_string()).or_default() += 1;
    }
    let offsets = Counts {
        total: offsets.values().sum(),
        by_label: offsets,
    };
    FoundSummary {
        upos: own(Label::Upos),
        deprel: own(Label::Deprel),
        feats: own(Label::Feats),
        lemma: own(Label::Lemma),
        attended_upos: of_attended(Label::Upos),
        attended_deprel: of_attended(Label::Deprel),
        offset: bars(&offsets, &summary::offsets(corpus)),
    }
}

fn bars(found: &Counts, base: &Counts) -> Vec<Bar> {
    summary::bars(found, base)
        .into_iter()
        .map(Bar::from)
        .collect()
}
