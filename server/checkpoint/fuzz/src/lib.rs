//! What every target does with a file.

use headlight_checkpoint::{Checkpoint, read_f32};
use headlight_core::Weights;

/// Opens a file and, where it opens, reads all that is in it.
pub fn read(file: Vec<u8>) {
    let Ok(weights) = Checkpoint::read(file) else {
        return;
    };
    for name in weights.names() {
        let view = weights.get(name).expect("what is listed is there");
        let numbers = view.shape.iter().product::<usize>();
        if let Ok(read) = read_f32(&weights, name, view.shape) {
            assert_eq!(read.len(), numbers, "{name}");
        }
    }
}
