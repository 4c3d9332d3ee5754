//! Embedding notices changed files by itself, but not new ones: this makes it look again.

fn main() {
    println!("cargo::rerun-if-changed=../../frontend/src");
    println!("cargo::rerun-if-changed=../../static");
}
