//! Thinking that takes a while.

use headlight_explain::Method;

use crate::error::ApiError;

/// Lets a method think on another thread, and gives it back: a fit of many units takes a while, which other requests
/// should not have to wait for.
pub(super) async fn aside<T: Send + 'static>(
    mut method: Box<dyn Method>,
    work: impl FnOnce(&mut dyn Method) -> T + Send + 'static,
) -> Result<(T, Box<dyn Method>), ApiError> {
    let done = tokio::task::spawn_blocking(move || (work(method.as_mut()), method));
    done.await.map_err(|error| ApiError::internal(&error))
}
