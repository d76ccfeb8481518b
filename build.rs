//! Looks whether the built app is there. It never builds it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
