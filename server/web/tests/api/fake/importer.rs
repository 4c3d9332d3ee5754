//! An importer that writes down what it is told.

use std::path::Path;
use std::sync::{Arc, Mutex};

use headlight_core::{ImportError, ImportOptions, Imported, Importer, Task};

use super::{FakeTokenizer, Gate, info};

/// What a test watches and holds.
#[derive(Default)]
pub(crate) struct FakeImporter {
    /// What came, in order.
    pub seen: Mutex<Vec<Seen>>,
    /// Every import stops here, when it is closed.
    pub gate: Gate,
}

/// One import as the importer saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub content: Vec<u8>,
    pub path: std::path::PathBuf,
    pub name: String,
    pub options: ImportOptions,
}

impl Importer for FakeImporter {
    /// Makes a classifier of what has labels, and else a masked model; does what the file says.
    fn import(
        &self,
        file: &Path,
        file_name: &str,
        options: &ImportOptions,
    ) -> Result<Imported, ImportError> {
        let content = std::fs::read(file).unwrap();
        self.seen.lock().unwrap().push(Seen {
            content: content.clone(),
            path: file.to_owned(),
            name: file_name.to_owned(),
            options: options.clone(),
        });
        self.gate.pass();
        match &content[..] {
            b"bad" => {
                let sentence = format!("{file_name} holds no tensor.");
                return Err(ImportError(sentence));
            }
            b"panic" => panic!("a secret of the importer"),
            _ => {}
        }
        let task = if options.labels.is_empty() {
            Task::FillMask
        } else {
            Task::Classification
        };
        let mut info = info(options.id.as_str(), task);
        info.labels.clone_from(&options.labels);
        Ok(Imported {
            info,
            tokenizer: Arc::new(FakeTokenizer::bert()),
            assumptions: vec!["It has 4 heads, as “mask” has.".to_owned()],
        })
    }
}
