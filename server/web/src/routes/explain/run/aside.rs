//! Thinking that takes a while.

use headlight_explain::{Method, Occlusion};

use super::Plan;
use crate::error::ApiError;

/// Lets a method think on another thread: a fit of many units takes a while, which other requests
/// should not have to wait for.
pub(super) async fn aside<T: Send + 'static>(
    plan: &mut Plan,
    work: impl FnOnce(&mut dyn Method) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let idle: Box<dyn Method> = Box::new(Occlusion::new(0));
    let mut method = std::mem::replace(&mut plan.method, idle);
    let done = tokio::task::spawn_blocking(move || (work(method.as_mut()), method));
    let (answer, method) = done.await.map_err(|error| ApiError::internal(&error))?;
    plan.method = method;
    Ok(answer)
}
