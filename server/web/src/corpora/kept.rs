//! Files beside an index that are read once for each time they are written.

use std::collections::HashMap;
use std::hash::Hash;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use super::lock;

/// What was read last, with the time when it was written.
pub(super) struct Kept<K, T>(Mutex<HashMap<K, (SystemTime, Arc<T>)>>);

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, T> Kept<K, T> {
    /// What is kept, or else what `read` says; none where nothing was `written`.
    pub(super) fn get(
        &self,
        key: K,
        written: Option<SystemTime>,
        read: impl FnOnce() -> io::Result<Option<T>>,
    ) -> io::Result<Option<Arc<T>>> {
        let Some(written) = written else {
            lock(&self.0).remove(&key);
            return Ok(None);
        };
        if let Some((then, kept)) = lock(&self.0).get(&key)
            && *then == written
        {
            return Ok(Some(kept.clone()));
        }
        let Some(read) = read()?.map(Arc::new) else {
            return Ok(None);
        };
        lock(&self.0).insert(key, (written, read.clone()));
        Ok(Some(read))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_file_is_read_again_when_it_was_written_again() {
        let kept = Kept::default();
        let at = |seconds| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        let get = |written, now: u32| kept.get("a", written, || Ok(Some(now))).unwrap();
        assert_eq!(get(at(1), 1).as_deref(), Some(&1));
        assert_eq!(get(at(1), 2).as_deref(), Some(&1));
        assert_eq!(get(at(2), 3).as_deref(), Some(&3));
        assert_eq!(get(None, 4), None);
        assert_eq!(get(at(2), 5).as_deref(), Some(&5));
    }
}
