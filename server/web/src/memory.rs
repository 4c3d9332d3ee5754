//! How much memory there is.

use std::fs;

/// Half of the memory that this process may use: of the machine's or, in a container, of its own
/// limit. 4 GiB where neither is known.
pub(crate) fn half() -> u64 {
    let known = [machine(), container()].into_iter().flatten().min();
    known.map_or(4 << 30, |bytes| bytes / 2)
}

fn machine() -> Option<u64> {
    total(&fs::read_to_string("/proc/meminfo").ok()?)
}

/// Reads the line `MemTotal:   16384 kB`.
fn total(meminfo: &str) -> Option<u64> {
    let mut lines = meminfo.lines();
    let total = lines.find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kibibytes = total.trim().strip_suffix("kB")?.trim_end();
    kibibytes.parse::<u64>().ok()?.checked_mul(1024)
}

fn container() -> Option<u64> {
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").ok()?;
    limit.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read() {
        let meminfo = "MemFree: 5 kB\nMemTotal:       16384 kB\nBuffers: 1 kB\n";
        assert_eq!(total(meminfo), Some(16 << 20));
        for none in ["", "MemTotal: much kB", "MemTotal: 5 MB"] {
            assert_eq!(total(none), None, "{none}");
        }
    }

    #[test]
    fn there_is_some() {
        assert!(half() > 64 << 20);
    }
}
