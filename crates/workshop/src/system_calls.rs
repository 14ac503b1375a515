//! The filter of system calls. What is denied answers "not permitted", so that a tool can say so and go on.

use seccompiler::{BpfMap, TargetArch};
use serde_json::{Value, json};

/// Calls that no tool needs: the network, other processes, other file systems, the machine, and every way to change
/// a name or an attribute on disk.
const DENIED: &[&str] = &[
    // The network. With no socket there is nothing to connect, bind or send on; they are denied all the same.
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendto",
    "sendmsg",
    "sendmmsg",
    "recvfrom",
    "recvmsg",
    "recvmmsg",
    // Other processes, and leaving the group of processes that the server kills at the end.
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "pidfd_open",
    "pidfd_getfd",
    "pidfd_send_signal",
    "kcmp",
    "setsid",
    "setpgid",
    // Names and attributes on disk.
    "mkdirat",
    "mknodat",
    "linkat",
    "symlinkat",
    "unlinkat",
    "renameat2",
    "truncate",
    "fchmodat",
    "fchownat",
    "utimensat",
    "setxattr",
    "lsetxattr",
    "fsetxattr",
    "removexattr",
    "lremovexattr",
    "fremovexattr",
    "openat2",
    "name_to_handle_at",
    "open_by_handle_at",
    // Mounts and namespaces.
    "mount",
    "umount2",
    "pivot_root",
    "chroot",
    "unshare",
    "setns",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "quotactl",
    "swapon",
    "swapoff",
    // The kernel and the machine.
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "keyctl",
    "add_key",
    "request_key",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "reboot",
    "acct",
    "syslog",
    "sethostname",
    "setdomainname",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "adjtimex",
    "fanotify_init",
    "inotify_init1",
    "vhangup",
    // Who the process is and what bounds it.
    "setuid",
    "setgid",
    "setreuid",
    "setregid",
    "setresuid",
    "setresgid",
    "setgroups",
    "setfsuid",
    "setfsgid",
    "capset",
    "setrlimit",
];

/// Older names of the same calls that only some machines have.
#[cfg(target_arch = "x86_64")]
const DENIED_HERE: &[&str] = &[
    "mkdir",
    "mknod",
    "link",
    "symlink",
    "unlink",
    "rmdir",
    "rename",
    "renameat",
    "chmod",
    "chown",
    "lchown",
    "utime",
    "utimes",
    "futimesat",
    "creat",
    "inotify_init",
    "kexec_file_load",
    "iopl",
    "ioperm",
    "modify_ldt",
    "uselib",
    "ustat",
];
#[cfg(target_arch = "aarch64")]
const DENIED_HERE: &[&str] = &["renameat", "kexec_file_load"];
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const DENIED_HERE: &[&str] = &["kexec_file_load"];

const EPERM: u32 = 1;
const ACCESS_MODE_MASK: u64 = 0o3;
const WRITE_ONLY: u64 = 0o1;
const READ_AND_WRITE: u64 = 0o2;
const CREATE: u64 = 0o100;

/// Why the filter is not in force.
#[derive(Debug, thiserror::Error)]
pub enum FilterError {
    /// The machine is of a kind that the filter does not know, or the kernel refused it.
    #[error("the filter of system calls was refused")]
    Refused(#[from] seccompiler::Error),
    /// The filter could not be written down.
    #[error("the filter of system calls could not be built")]
    Built(#[from] serde_json::Error),
    /// The architecture is not supported.
    #[error("the filter of system calls does not know this machine")]
    Machine(#[from] seccompiler::BackendError),
}

/// Puts the filter in force for this process, for good.
pub fn filter() -> Result<(), FilterError> {
    let machine = TargetArch::try_from(std::env::consts::ARCH)?;
    let filters: BpfMap = seccompiler::compile_from_json(serde_json::to_vec(&rules())?.as_slice(), machine)?;
    for filter in filters.values() {
        seccompiler::apply_filter(filter)?;
    }
    Ok(())
}

fn rules() -> Value {
    let mut rules: Vec<Value> = DENIED.iter().chain(DENIED_HERE).map(|name| json!({ "syscall": name })).collect();
    let opening: &[(&str, u8)] =
        if cfg!(target_arch = "x86_64") { &[("openat", 2), ("open", 1)] } else { &[("openat", 2)] };
    for (name, flags) in opening {
        for (mask, value) in [(ACCESS_MODE_MASK, WRITE_ONLY), (ACCESS_MODE_MASK, READ_AND_WRITE), (CREATE, CREATE)] {
            rules.push(json!({ "syscall": name, "args": [
                { "index": flags, "type": "dword", "op": { "masked_eq": mask }, "val": value }
            ]}));
        }
    }
    // Reading a limit is allowed, setting one (a third argument that is not null) is not.
    rules.push(json!({ "syscall": "prlimit64", "args": [
        { "index": 2, "type": "qword", "op": "ne", "val": 0 }
    ]}));
    json!({ "workshop": {
        "mismatch_action": "allow",
        "match_action": { "errno": EPERM },
        "filter": rules,
    }})
}
