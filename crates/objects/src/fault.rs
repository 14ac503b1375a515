use object_store::Error as StoreError;
use thiserror::Error;

/// Why a store did not do what was asked.
#[derive(Debug, Error)]
pub enum Fault {
    /// There is no such object.
    #[error("{0} is not there")]
    Missing(String),
    /// There is an object of this name, and it was to be a new one.
    #[error("{0} is there already")]
    Taken(String),
    /// What the store gave has another length than it told.
    #[error("the store told {told} bytes of {name} and gave {given}")]
    Length {
        /// The object.
        name: String,
        /// Bytes that were told.
        told: u64,
        /// Bytes that came.
        given: u64,
    },
    /// An object is longer than any that was laid down.
    #[error("the store tells {told} bytes of {name}: more than any object has")]
    TooLong {
        /// The object.
        name: String,
        /// Bytes that were told.
        told: u64,
    },
    /// The store said that it kept an object; read back it is not there, or another.
    #[error("the store said that it keeps {0}, and does not")]
    NotKept(String),
    /// The store said that it deleted an object, and it is still there.
    #[error("the store said that it deleted {0}, and has it still")]
    NotGone(String),
    /// A list does not end.
    #[error("the store lists more objects than there can be")]
    Endless,
    /// The answer did not come in time.
    #[error("the store did not answer in time")]
    Late,
    /// The store failed.
    #[error("{0}")]
    Store(#[source] StoreError),
}

impl Fault {
    pub(crate) fn of(name: &str, error: StoreError) -> Self {
        match error {
            StoreError::NotFound { .. } => Self::Missing(name.to_owned()),
            StoreError::AlreadyExists { .. } => Self::Taken(name.to_owned()),
            error => Self::Store(error),
        }
    }
}
