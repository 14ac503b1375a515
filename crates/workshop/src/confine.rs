//! Confinement: put in force on the workshop itself before a foreign byte is read, inherited by every tool.

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus,
    Scope, path_beneath_rules,
};
use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::thread::{CapabilitySet, CapabilitySets, set_capabilities, set_no_new_privs};
use workshop::{Confinement, Fault, JobLimits, LandlockState};

/// Which of the two kernel mechanisms to use. Jobs always use both; a probe tries each alone.
#[derive(Debug, Clone, Copy)]
pub struct Layers {
    pub landlock: bool,
    pub seccomp: bool,
}

impl Layers {
    pub const ALL: Self = Self { landlock: true, seccomp: true };
}

/// Programs and loaders: the only files that may be run.
const RUNNABLE: [&str; 6] = [
    crate::tool::QPDF,
    crate::tool::PDFTOPPM,
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-linux-riscv64-lp64d.so.1",
    "/lib/ld-musl-x86_64.so.1",
];

/// What the tools read besides their input: libraries, fonts and tables. Nothing of the server or its data.
const READABLE: [&str; 15] = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/fontconfig",
    "/usr/share/poppler",
    "/usr/share/locale/locale.alias",
    "/usr/share/xml/fontconfig",
    "/var/cache/fontconfig",
    "/dev/null",
    "/dev/urandom",
];

/// Files that one process may hold open; the tools need some ten.
const OPEN_FILES_MAX: u64 = 64;
/// The kernel counts all processes and threads of the account, so this is a brake on a fork bomb, not a quota.
const PROCESSES_MAX: u64 = 4_096;

/// Confines this process and everything that it starts from now on.
pub fn confine(limits: &JobLimits, input_bytes: u64, layers: Layers) -> Result<Confinement, Fault> {
    limit_resources(limits, input_bytes).map_err(|_| Fault::Confinement)?;
    set_no_new_privs(true).map_err(|_| Fault::Confinement)?;
    let landlock = if layers.landlock {
        restrict_files_and_network().map_err(|_| Fault::Confinement)?
    } else {
        LandlockState::Absent
    };
    let no_capabilities = drop_capabilities();
    if layers.seccomp {
        crate::system_calls::filter().map_err(|_| Fault::Confinement)?;
    }
    Ok(Confinement {
        resource_limits: true,
        no_new_privileges: true,
        no_capabilities,
        landlock,
        seccomp: layers.seccomp,
    })
}

fn limit_resources(limits: &JobLimits, input_bytes: u64) -> rustix::io::Result<()> {
    let seconds = limits.time_seconds_max;
    for (resource, current, maximum) in [
        (Resource::As, limits.memory_bytes_max, limits.memory_bytes_max),
        // The signal comes at the first limit; a program that ignores it is killed at the second.
        (Resource::Cpu, seconds, seconds.saturating_add(1)),
        (Resource::Fsize, limits.output_bytes_max.max(input_bytes), limits.output_bytes_max.max(input_bytes)),
        (Resource::Core, 0, 0),
        (Resource::Nofile, OPEN_FILES_MAX, OPEN_FILES_MAX),
        (Resource::Nproc, PROCESSES_MAX, PROCESSES_MAX),
    ] {
        lower(resource, current, maximum)?;
    }
    Ok(())
}

/// Sets a limit, but never above the one that the workshop was started with.
fn lower(resource: Resource, current: u64, maximum: u64) -> rustix::io::Result<()> {
    let given = rustix::process::getrlimit(resource).maximum;
    let within = |wanted: u64| given.map_or(wanted, |given| given.min(wanted));
    setrlimit(resource, Rlimit { current: Some(within(current)), maximum: Some(within(maximum)) })
}

/// Reading only what the tools need, running only the tools, writing nothing, no TCP, no signal to a stranger.
fn restrict_files_and_network() -> Result<LandlockState, RulesetError> {
    let abi = ABI::V6;
    let reading: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::ReadDir;
    let running: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::Execute;
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(READABLE, reading))?
        .add_rules(path_beneath_rules(RUNNABLE, running))?
        .restrict_self()?;
    Ok(match status.ruleset {
        RulesetStatus::FullyEnforced => LandlockState::Full,
        RulesetStatus::PartiallyEnforced => LandlockState::Partial,
        _ => LandlockState::Absent,
    })
}

/// A server should not run as root; where it does, the tools at least have none of root's powers.
fn drop_capabilities() -> bool {
    let none = CapabilitySets {
        effective: CapabilitySet::empty(),
        permitted: CapabilitySet::empty(),
        inheritable: CapabilitySet::empty(),
    };
    set_capabilities(None, none).is_ok()
}
