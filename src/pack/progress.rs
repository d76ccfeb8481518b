//! How a pack tells how far it is. It draws nothing: the command line does.

/// A part of packing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reading files and extracting articles; counted in files.
    Read,
    /// Building the bundle; counted in articles.
    Build,
    /// Writing the site; counted in files.
    Write,
}

/// Hears how far a pack is. Called from several threads at once.
pub trait Progress: Sync {
    /// A phase starts; it has this many steps.
    fn begin(&self, phase: Phase, steps: u64);
    /// So many steps of the current phase are done.
    fn step(&self, steps: u64);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _phase: Phase, _steps: u64) {}
    fn step(&self, _steps: u64) {}
}
