//! Which model of the list an adapter changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use headlight_checkpoint::LoraAdapter;
use headlight_core::ModelId;

/// Whether a folder holds an adapter.
pub(crate) fn is_in(folder: &Path) -> bool {
    LoraAdapter::is_in(folder)
}

/// The folder of the model that an adapter changes: the one whose id is the last part of the name
/// that the adapter gives its base, which may be a path or a name on a hub.
pub(crate) fn base(adapter: &Path, places: &BTreeMap<ModelId, PathBuf>) -> Result<PathBuf, String> {
    let adapter = LoraAdapter::open(adapter).map_err(|error| error.to_string())?;
    let Some(name) = adapter.base_model() else {
        return Err("The adapter does not say which model it changes.".to_owned());
    };
    let last = name
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let place = ModelId::parse(last).ok().and_then(|id| places.get(&id));
    match place {
        Some(place) if is_in(place) => Err(format!(
            "The adapter changes “{last}”, which is an adapter itself."
        )),
        Some(place) => Ok(place.clone()),
        None => Err(format!(
            "The adapter changes the model “{last}”, which is not among the models here."
        )),
    }
}
