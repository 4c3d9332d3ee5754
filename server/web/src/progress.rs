//! Progress of work that is done elsewhere.

use std::pin::pin;

use tokio::sync::watch;

/// Waits for work. `told` counts up what is done of it, from any thread; `heard` is told, now and
/// then, how much more that is.
pub(crate) async fn listening<T>(
    work: impl Future<Output = T>,
    mut told: watch::Receiver<usize>,
    mut heard: impl FnMut(usize),
) -> T {
    let mut work = pin!(work);
    let mut before = 0;
    loop {
        tokio::select! {
            biased;
            Ok(()) = told.changed() => {
                let done = *told.borrow_and_update();
                heard(done - before);
                before = done;
            }
            done = &mut work => break done,
        }
    }
}
