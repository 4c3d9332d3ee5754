//! Files over HTTP, checked against their published sums.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256, Sha512};
use ureq::tls::{RootCerts, TlsConfig};

use super::FetchError;
use crate::disk::hex;
use crate::library::known::Known;

/// How long the other side may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a whole download may take.
const AT_MOST: Duration = Duration::from_mins(30);

/// Brings all files of a corpus into a folder; what they have more than expected is left there.
pub(super) fn all(
    known: &Known,
    base: &str,
    folder: &Path,
    heard: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Vec<PathBuf>, FetchError> {
    let mut done = 0;
    let mut files = Vec::new();
    for file in known.files {
        let address = format!("{base}/{}", file.path);
        let name = file.path.rsplit('/').next().unwrap_or(file.path);
        let to = folder.join(name);
        let mut told = |more: u64| {
            done += more;
            heard(done, known.bytes)
        };
        let bytes = known.bytes.saturating_mul(2);
        let sums = download(&address, &to, bytes, &mut told)?;
        if !sums.contains(&file.checksum.to_owned()) {
            return Err(FetchError::Checksum { address });
        }
        files.push(to);
    }
    Ok(files)
}

/// Brings one file here; its SHA-256 and SHA-512.
fn download(
    address: &str,
    to: &Path,
    most: u64,
    told: &mut dyn FnMut(u64) -> bool,
) -> Result<[String; 2], FetchError> {
    let failed = |reason: &dyn ToString| FetchError::Network {
        address: address.to_owned(),
        reason: reason.to_string(),
    };
    // The system's own list of authorities: behind a proxy of their own, people add theirs to it.
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    let agent = ureq::Agent::config_builder()
        .tls_config(tls)
        .timeout_connect(Some(PATIENCE))
        .timeout_recv_response(Some(PATIENCE))
        .timeout_global(Some(AT_MOST))
        .build()
        .new_agent();
    let mut response = agent.get(address).call().map_err(|error| failed(&error))?;
    let mut body = response.body_mut().as_reader().take(most);
    let mut file = File::create(to)?;
    let (mut short, mut long) = (Sha256::new(), Sha512::new());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = body.read(&mut buffer).map_err(|error| failed(&error))?;
        if read == 0 {
            break;
        }
        let bytes = &buffer[..read];
        short.update(bytes);
        long.update(bytes);
        file.write_all(bytes)?;
        if !told(read as u64) {
            return Err(FetchError::Stopped);
        }
    }
    Ok([hex(&short.finalize()), hex(&long.finalize())])
}
