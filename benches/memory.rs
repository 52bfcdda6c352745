//! How much memory work takes, counted by the allocator.

use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The most memory that `work` takes beyond what is taken already, in bytes.
pub(crate) fn peak(work: impl FnOnce()) -> usize {
    MEMORY.reset_peak_usage();
    let before = taken();
    work();
    MEMORY.peak_usage() - before
}

/// The memory that is taken now, in bytes.
pub(crate) fn taken() -> usize {
    MEMORY.current_usage()
}

pub(crate) fn megabytes(bytes: usize) -> usize {
    bytes / 1_000_000
}
