//! What is fetched for which machine.

use std::env::consts::{ARCH, OS};

use anyhow::{Result, bail};

/// The wheels and their sums, as pip reads them.
const REQUIREMENTS: &str = include_str!("../../libtorch/requirements.txt");

/// The version of torch in the requirements, which the `tch` of the workspace must match.
pub(super) fn torch_version() -> &'static str {
    version("torch", REQUIREMENTS).unwrap_or("unknown")
}

fn version<'a>(package: &str, requirements: &'a str) -> Option<&'a str> {
    let pinned = requirements
        .lines()
        .find_map(|line| line.strip_prefix(package)?.strip_prefix("=="))?;
    pinned.split_whitespace().next()
}

/// The wheel platforms of this machine.
///
/// # Errors
/// Where no such wheels are published: then only a libtorch of the user's own serves.
pub(super) fn platforms() -> Result<&'static [&'static str]> {
    match (OS, ARCH) {
        ("linux", "x86_64") => Ok(&[
            "manylinux_2_28_x86_64",
            "manylinux_2_25_x86_64",
            "manylinux2014_x86_64",
        ]),
        ("linux", "aarch64") => Ok(&[
            "manylinux_2_28_aarch64",
            "manylinux_2_25_aarch64",
            "manylinux2014_aarch64",
        ]),
        ("macos", "aarch64") => Ok(&["macosx_14_0_arm64"]),
        _ => bail!(
            "no ready libtorch {} for {OS} on {ARCH}: set LIBTORCH to the folder of one of your own",
            torch_version()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_the_pin() {
        assert_eq!(
            version("torch", "# torch\ntorch-x==1\ntorch==2.0 \\\n --hash=x"),
            Some("2.0")
        );
        assert_eq!(version("torch", "torchvision==1"), None);
        assert!(torch_version().starts_with("2."));
    }

    #[test]
    fn every_pin_has_a_whole_sum_for_each_machine() {
        let lines = REQUIREMENTS.replace("\\\n", " ");
        let pins: Vec<_> = lines
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert_eq!(pins.len(), 3);
        for pin in pins {
            let words = pin.split_whitespace();
            let sums: Vec<_> = words
                .filter_map(|word| word.strip_prefix("--hash=sha256:"))
                .collect();
            assert!(sums.len() >= 2, "{pin}");
            assert!(
                sums.iter()
                    .all(|sum| sum.len() == 64 && sum.chars().all(|c| c.is_ascii_hexdigit()))
            );
        }
    }
}
