//! The page's scripts, styles, fonts and pictures.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../frontend/src"]
struct EmbeddedScripts;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../static"]
struct EmbeddedStatic;

/// One of the two folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    /// `frontend/src`: the modules.
    Scripts,
    /// `static`: everything else.
    Static,
}

/// Where files come from, and under which hash they are served: as it is part of every address, and
/// as modules name each other by relative addresses, a file may be kept for ever.
pub(crate) struct Assets {
    source: Source,
    hash: String,
}

enum Source {
    /// The copies in the binary.
    Embedded,
    /// The project's root, while it is worked on.
    Disk(PathBuf),
}

impl Assets {
    /// The copies in the binary.
    pub(crate) fn embedded() -> Self {
        Self {
            source: Source::Embedded,
            hash: embedded_hash(),
        }
    }

    /// The files of the project at `root` as they are now.
    pub(crate) fn on_disk(root: PathBuf) -> Self {
        Self {
            source: Source::Disk(root),
            hash: "dev".to_owned(),
        }
    }

    /// The part of every address that changes with the contents.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// How long a browser may keep a file.
    pub(crate) fn caching(&self) -> &'static str {
        match self.source {
            Source::Embedded => "public, max-age=31536000, immutable",
            Source::Disk(_) => "no-cache",
        }
    }

    /// A file's contents.
    pub(crate) fn read(&self, tree: Tree, path: &str) -> Option<Cow<'static, [u8]>> {
        match &self.source {
            Source::Embedded => tree.embedded(path),
            Source::Disk(root) => {
                let path = Path::new(path);
                let inside = path
                    .components()
                    .all(|part| matches!(part, Component::Normal(_)));
                let read = || std::fs::read(root.join(tree.folder()).join(path)).ok();
                inside.then(read)?.map(Cow::Owned)
            }
        }
    }

    /// The paths of all modules, ascending.
    pub(crate) fn modules(&self) -> Vec<String> {
        let mut modules = match &self.source {
            Source::Embedded => EmbeddedScripts::iter().map(Cow::into_owned).collect(),
            Source::Disk(root) => files(&root.join(Tree::Scripts.folder())),
        };
        modules.retain(|path| Path::new(path).extension().is_some_and(|end| end == "js"));
        modules.sort_unstable();
        modules
    }
}

impl Tree {
    fn folder(self) -> &'static str {
        match self {
            Self::Scripts => "frontend/src",
            Self::Static => "static",
        }
    }

    fn embedded(self, path: &str) -> Option<Cow<'static, [u8]>> {
        let file = match self {
            Self::Scripts => EmbeddedScripts::get(path),
            Self::Static => EmbeddedStatic::get(path),
        };
        Some(file?.data)
    }

    fn embedded_paths(self) -> Vec<Cow<'static, str>> {
        let mut paths: Vec<_> = match self {
            Self::Scripts => EmbeddedScripts::iter().collect(),
            Self::Static => EmbeddedStatic::iter().collect(),
        };
        paths.sort_unstable();
        paths
    }
}

/// The first 12 base-58 characters of SHA-256 over all paths and contents.
fn embedded_hash() -> String {
    let mut hasher = Sha256::new();
    for tree in [Tree::Scripts, Tree::Static] {
        for path in tree.embedded_paths() {
            let contents = tree.embedded(&path).unwrap_or_default();
            // Lengths keep one file's end and the next one's beginning apart.
            hasher.update((path.len() as u64).to_le_bytes());
            hasher.update(path.as_bytes());
            hasher.update((contents.len() as u64).to_le_bytes());
            hasher.update(&contents);
        }
    }
    let digits = bs58::encode(hasher.finalize()).into_string();
    digits.chars().take(12).collect()
}

/// All files below a folder, as paths with `/` from it; what cannot be read is left out.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                found.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let nested = root.path().join("frontend/src/view");
        std::fs::create_dir_all(nested.as_path()).unwrap();
        std::fs::write(nested.join("arcs.js"), "export {}").unwrap();
        std::fs::write(
            root.path().join("frontend/src/main.js"),
            "import './view/arcs.js'",
        )
        .unwrap();
        std::fs::write(root.path().join("frontend/secret"), "no").unwrap();
        root
    }

    #[test]
    fn lists_modules_of_nested_folders() {
        let root = project();
        let assets = Assets::on_disk(root.path().to_owned());
        assert_eq!(assets.modules(), ["main.js", "view/arcs.js"]);
    }

    #[test]
    fn reads_nothing_outside_its_folder() {
        let root = project();
        let assets = Assets::on_disk(root.path().to_owned());
        assert!(assets.read(Tree::Scripts, "view/arcs.js").is_some());
        for path in [
            "../secret",
            "view/../../secret",
            "/etc/passwd",
            "",
            "view",
            "nothing.js",
        ] {
            assert!(assets.read(Tree::Scripts, path).is_none(), "{path}");
        }
    }
}
