//! Damaged files of every kind: no panic, little memory, little time. A program of its own, because it
//! counts all that is allocated.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use headlight_checkpoint::{Checkpoint, read_f32};
use headlight_core::Weights;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};

/// What reading may take beside the file: copies of strided tensors, and the values of its pickle.
const PER_BYTE: usize = 8;
const ALWAYS: usize = 1024 * 1024;
/// What the longest pickle that is followed may take.
const EVER: usize = 256 * 1024 * 1024;
const SOON: Duration = Duration::from_secs(2);

/// The system's allocator, counting.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[expect(
    unsafe_code,
    reason = "an allocator can only be counted by another one"
)]
// SAFETY: everything is done by the system's allocator, as it was asked for.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(now, Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Reads a file and one of its tensors after the other; gives the most that was allocated meanwhile.
fn peak(bytes: Vec<u8>) -> usize {
    let before = NOW.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    if let Ok(weights) = Checkpoint::read(bytes) {
        for name in weights.names() {
            let shape = weights.get(name).expect("it is listed").shape;
            drop(read_f32(&weights, name, shape));
        }
    }
    PEAK.load(Ordering::Relaxed) - before
}

#[derive(Clone, Debug)]
enum Damage {
    Byte(Index, u8),
    Number(Index, u64),
    Removed(Index, u8),
    Repeated(Index, u8),
    Cut(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        8 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        2 => (at(), any::<u64>()).prop_map(|(at, number)| Damage::Number(at, number)),
        1 => (at(), any::<u8>()).prop_map(|(at, count)| Damage::Removed(at, count)),
        1 => (at(), any::<u8>()).prop_map(|(at, count)| Damage::Repeated(at, count)),
        1 => at().prop_map(Damage::Cut),
    ]
}

/// Damages a file where it describes itself: near its beginning or its end.
fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let len = bytes.len();
    let place = |index: &Index| match index.index(2 * len.min(32 * 1024)) {
        head if head < len.min(32 * 1024) => head,
        tail => len.saturating_sub(tail / 8).min(len - 1),
    };
    match damage {
        Damage::Byte(at, byte) => bytes[place(at)] = *byte,
        Damage::Number(at, number) => {
            let start = place(at);
            let end = (start + 8).min(len);
            bytes[start..end].copy_from_slice(&number.to_le_bytes()[..end - start]);
        }
        Damage::Removed(at, count) => {
            let start = place(at);
            bytes.drain(start..(start + usize::from(*count)).min(len - 1).max(start));
        }
        Damage::Repeated(at, count) => {
            let start = place(at);
            let end = (start + usize::from(*count)).min(len);
            let part = bytes[start..end].to_vec();
            bytes.splice(start..start, part);
        }
        Damage::Cut(at) => bytes.truncate(at.index(len).max(1)),
    }
}

fn damaged_files_take_little(name: &str, file: &[u8]) {
    let config = Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    };
    let damages = prop::collection::vec(damage(), 1..4);
    let result = TestRunner::new(config).run(&damages, |damages| {
        let mut bytes = file.to_vec();
        for damage in &damages {
            apply(&mut bytes, damage);
        }
        let limit = PER_BYTE * bytes.len() + ALWAYS;
        let start = Instant::now();
        let peak = peak(bytes);
        prop_assert!(peak <= limit, "{peak} bytes for {}", file.len());
        prop_assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{name}: {failure}");
    }
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let files = fs::read_dir(folder.join("checkpoints")).expect("the fixtures");
    let files = files.map(|file| file.expect("a file").path());
    let torch = files.filter(|file| {
        file.extension()
            .is_some_and(|end| end == "pt" || end == "bin")
    });
    let safetensors = [
        folder.join("parity/bert-classifier/model.safetensors"),
        folder.join("checkpoints/lora/adapter_model.safetensors"),
    ];
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a name").display().to_string();
        (name, fs::read(path).expect("the fixture"))
    };
    torch.chain(safetensors).map(read).collect()
}

/// The old layout with a pickle that is too long, made of one instruction.
fn long_pickle(instruction: &[u8]) -> Vec<u8> {
    let mut file = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.".to_vec();
    file.extend(b"\x80\x02K\x01.\x80\x02}.\x80\x02}q\0");
    file.extend(instruction.repeat(2_100_000));
    file
}

#[test]
fn memory_and_time_are_bounded() {
    for (name, file) in fixtures() {
        damaged_files_take_little(&name, &file);
    }
    let instructions: [&[u8]; 12] = [
        b")", b"N", b"(", b"2", b"\x94", b"]0", b"h\0", b"}h\0b", b")\x85", b"NNs", b"c\n\n",
        b"NN\x86",
    ];
    for instruction in instructions {
        let peak = peak(long_pickle(instruction));
        println!("{instruction:?}: {} MiB", peak >> 20);
        assert!(peak < EVER, "{peak} bytes for {instruction:?}");
    }
}
