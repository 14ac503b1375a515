use crate::{Access, AccessFault};
use object_store::path::Path as Place;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use thiserror::Error;

/// What an address of a bucket begins with.
const S3: &str = "s3://";

/// Where objects lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket, or what lies in one beneath a name.
    Bucket(BucketPath),
}

/// `s3://bucket/beneath/it`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketPath {
    /// The bucket.
    pub bucket: String,
    /// What all names begin with; it may be empty.
    pub beneath: Place,
}

/// Where objects lie, and for a bucket how its store is reached.
#[derive(Clone, Debug)]
pub enum Site {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket.
    Bucket(BucketPath, Arc<Access>),
}

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressFault {
    /// It is empty.
    #[error("it is empty")]
    Empty,
    /// It begins like an address of another kind.
    #[error("{0}: only a folder, or s3://BUCKET/NAME")]
    Kind(String),
    /// A bucket has another kind of name.
    #[error("{0:?} is no name of a bucket: 3 to 63 small letters, digits, dots and hyphens")]
    Bucket(String),
    /// What follows the bucket is no name of an object.
    #[error("{0:?} cannot stand after a bucket")]
    Beneath(String),
}

impl FromStr for Address {
    type Err = AddressFault;

    fn from_str(written: &str) -> Result<Self, AddressFault> {
        if written.is_empty() {
            return Err(AddressFault::Empty);
        }
        let Some(rest) = written.strip_prefix(S3) else {
            return match written.split_once("://") {
                Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                    Err(AddressFault::Kind(written.to_owned()))
                }
                _ => Ok(Self::Folder(PathBuf::from(written))),
            };
        };
        let (bucket, beneath) = rest.split_once('/').unwrap_or((rest, ""));
        let sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
        if !(3..=63).contains(&bucket.len()) || !bucket.bytes().all(sign) || bucket.starts_with(['.', '-']) {
            return Err(AddressFault::Bucket(bucket.to_owned()));
        }
        let beneath = Place::parse(beneath).map_err(|_| AddressFault::Beneath(beneath.to_owned()))?;
        Ok(Self::Bucket(BucketPath { bucket: bucket.to_owned(), beneath }))
    }
}

impl Address {
    /// With the file that says how the store of a bucket is reached.
    ///
    /// # Errors
    /// [`AccessFault::Unnamed`] for a bucket where no file is named; what the file gives.
    pub fn reached_by(self, access: Option<&Path>) -> Result<Site, AccessFault> {
        match self {
            Self::Folder(path) => Ok(Site::Folder(path)),
            Self::Bucket(path) => {
                let access = Access::read(access.ok_or(AccessFault::Unnamed)?)?;
                Ok(Site::Bucket(path, Arc::new(access)))
            }
        }
    }
}

impl From<PathBuf> for Site {
    fn from(folder: PathBuf) -> Self {
        Self::Folder(folder)
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => path.display().fmt(f),
            Self::Bucket(path, _) => path.fmt(f),
        }
    }
}

impl Site {
    /// The folder; none for a bucket.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(path) => Some(path),
            Self::Bucket(..) => None,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => path.display().fmt(f),
            Self::Bucket(path) => path.fmt(f),
        }
    }
}

impl fmt::Display for BucketPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.beneath.as_ref().is_empty() { "" } else { "/" };
        write!(f, "{S3}{}{separator}{}", self.bucket, self.beneath)
    }
}

impl BucketPath {
    /// What lies above the last name, and that name; none where there is no name.
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, String)> {
        let mut parts: Vec<_> = self.beneath.parts().collect();
        let name = parts.pop()?.as_ref().to_owned();
        Some((Self { bucket: self.bucket.clone(), beneath: parts.into_iter().collect() }, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_or_a_bucket_and_nothing_else() {
        for folder in ["/var/backups", "a", "a:b", "./s3/x", "s3:/x"] {
            assert_eq!(folder.parse(), Ok(Address::Folder(PathBuf::from(folder))), "{folder}");
        }
        for (written, bucket, beneath) in [
            ("s3://papers", "papers", ""),
            ("s3://papers/", "papers", ""),
            ("s3://mp.papers-1/real/a b", "mp.papers-1", "real/a b"),
        ] {
            let Address::Bucket(found) = written.parse().unwrap() else { panic!("{written}") };
            assert_eq!((found.bucket.as_str(), found.beneath.as_ref()), (bucket, beneath));
            assert_eq!(found.to_string(), written.trim_end_matches('/'));
        }
        for refused in [
            "",
            "http://a/b",
            "S3://abc",
            "s3://",
            "s3://ab",
            "s3://Papers/x",
            "s3://a_b/x",
            "s3://-ab",
            "s3://abc/x//y",
            "s3://abc/../x",
        ] {
            assert!(refused.parse::<Address>().is_err(), "{refused}");
        }
    }

    #[test]
    fn the_last_name_is_that_of_the_object() {
        let split = |written: &str| match written.parse().unwrap() {
            Address::Bucket(path) => path.split_last().map(|(above, name)| (above.to_string(), name)),
            Address::Folder(_) => None,
        };
        assert_eq!(split("s3://abc/night/1"), Some(("s3://abc/night".to_owned(), "1".to_owned())));
        assert_eq!(split("s3://abc/1"), Some(("s3://abc".to_owned(), "1".to_owned())));
        assert_eq!(split("s3://abc"), None);
    }
}
