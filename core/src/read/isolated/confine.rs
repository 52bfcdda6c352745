//! Limits that a process sets itself before it opens a file that it does not trust.

use super::message::Order;

/// Limits memory and computing, and leaves no image of the memory behind.
///
/// Where the system knows no such limits, the one of time is kept by the process that waits.
#[cfg(unix)]
pub(super) fn confine(order: &Order) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |limit| Rlimit { current: Some(limit), maximum: Some(limit) };
    // A limit that cannot be set must not keep honest files from being read.
    let _ = setrlimit(Resource::Core, most(0));
    let _ = setrlimit(Resource::As, most(order.memory));
    let _ = setrlimit(Resource::Cpu, most(order.seconds));
}

#[cfg(not(unix))]
pub(super) fn confine(_order: &Order) {}
