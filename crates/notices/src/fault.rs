//! Why something did not leave the house.

use thiserror::Error;

/// Why a server did not take what was sent. It carries no word of the server: in it an address may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    /// It could not be reached, does not speak TLS as it must, or did not answer in time.
    #[error("the server is not reached")]
    Silent,
    /// It answered and did not take it: the status of its answer.
    #[error("the server refuses with {0}")]
    Refused(u16),
    /// What was to be sent does not go through this way.
    #[error("it does not fit")]
    Unfit,
}
