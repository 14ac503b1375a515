use crate::connector::Connector;
use crate::{Access, AccessFault, BucketPath, Fault, Patience, Place};
use bytes::Bytes;
use futures::StreamExt;
use object_store::aws::{AmazonS3Builder, S3ConditionalPut};
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{Error as StoreError, GetOptions, GetResult, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use std::future::Future;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Bytes of an object at most that is read from a store that is not believed: a paper has a tenth of it.
const OBJECT_BYTES_MAX: u64 = 1024 * 1024 * 1024;
/// Objects that a store may list at most.
const LISTED_MAX: usize = 10_000_000;

/// One place for objects. Clones are the same place.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<dyn ObjectStore>,
    /// None for a folder: the system's own disk is waited for as ever.
    patience: Option<Patience>,
}

/// An object in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it lies.
    pub place: Place,
    /// Its length.
    pub bytes: u64,
    /// When it was last changed, in Unix milliseconds; in a bucket by the store's clock.
    pub changed_ms: i64,
}

impl Store {
    /// A folder that is there.
    ///
    /// # Errors
    /// [`Fault::Store`] when it is not.
    pub fn folder(path: &Path) -> Result<Self, Fault> {
        let folder = LocalFileSystem::new_with_prefix(path).map_err(Fault::Store)?.with_fsync(true);
        Ok(Self { inner: Arc::new(folder), patience: None })
    }

    /// A bucket. It is not asked yet: the store may come up later than we do.
    ///
    /// # Errors
    /// [`AccessFault`].
    pub fn bucket(path: &BucketPath, access: &Access) -> Result<Self, AccessFault> {
        let connector = Connector { dialer: access.dialer()?, patience: access.patience };
        let endpoint = access.endpoint.as_str().trim_end_matches('/');
        let bucket = AmazonS3Builder::new()
            .with_endpoint(endpoint)
            .with_allow_http(access.endpoint.scheme() == "http")
            .with_region(&access.region)
            .with_bucket_name(&path.bucket)
            .with_access_key_id(&access.key_id)
            .with_secret_access_key(access.secret.as_str())
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            // Deleting many at once is a question that may not be asked twice, and not every store knows it.
            .with_disable_bulk_delete(true)
            .with_retry(access.patience.again())
            .with_http_connector(connector)
            .build()
            .map_err(|_| AccessFault::Endpoint(access.endpoint.to_string()))?;
        let inner = Arc::new(PrefixStore::new(bucket, path.beneath.clone()));
        Ok(Self { inner, patience: Some(access.patience) })
    }

    /// Whether it lies on another machine, which is not believed.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        self.patience.is_some()
    }

    /// Lays an object down. When this returns it is there: durable in a folder; in a bucket the store gave all of it back.
    ///
    /// # Errors
    /// [`Fault::NotKept`] when the store gave something else; other [`Fault`]s. After any of them something may lie there.
    pub async fn put(&self, place: &Place, bytes: Bytes) -> Result<(), Fault> {
        let put = self.inner.put(place, bytes.clone().into());
        self.in_time(bytes.len() as u64, put).await?.map_err(|error| Fault::of(place.as_ref(), error))?;
        if self.is_elsewhere() { self.prove(place, &bytes).await } else { Ok(()) }
    }

    /// The same where no object of this name lies.
    ///
    /// # Errors
    /// [`Fault::Taken`] where one lies; as [`Store::put`].
    pub async fn create(&self, place: &Place, bytes: Bytes) -> Result<(), Fault> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        let put = self.inner.put_opts(place, bytes.clone().into(), options);
        let put = match self.in_time(bytes.len() as u64, put).await {
            Ok(done) => done.map(|_| ()).map_err(|error| Fault::of(place.as_ref(), error)),
            Err(late) => Err(late),
        };
        if !self.is_elsewhere() {
            return put;
        }
        // It is asked once; whatever came of it, it is done if it lies there.
        match (self.prove(place, &bytes).await, put) {
            (Ok(()), _) => Ok(()),
            (Err(_), Err(fault)) | (Err(fault), Ok(())) => Err(fault),
        }
    }

    /// Reads an object back and compares it with what was laid down.
    async fn prove(&self, place: &Place, bytes: &Bytes) -> Result<(), Fault> {
        let not_kept = || Fault::NotKept(place.to_string());
        let found = match self.ask(place, None).await {
            Err(Fault::Missing(_)) => return Err(not_kept()),
            found => found?,
        };
        if found.meta.size != bytes.len() as u64 {
            return Err(not_kept());
        }
        let compare = async {
            let (mut stream, mut rest) = (found.into_stream(), bytes.as_ref());
            while let Some(piece) = stream.next().await {
                let piece = piece.map_err(|error| Fault::of(place.as_ref(), error))?;
                rest = rest.strip_prefix(piece.as_ref()).ok_or_else(not_kept)?;
            }
            if rest.is_empty() { Ok(()) } else { Err(not_kept()) }
        };
        self.in_time(bytes.len() as u64, compare).await?
    }

    /// An object.
    ///
    /// # Errors
    /// [`Fault::Missing`], [`Fault::Length`] or another [`Fault`]. Whether they are the right bytes, the reader judges.
    pub async fn get(&self, place: &Place) -> Result<Bytes, Fault> {
        Ok(self.read(place, None).await?.1)
    }

    /// Some bytes of an object and the length of the whole. Fewer come only where the object ends before.
    ///
    /// # Errors
    /// As [`Store::get`].
    pub async fn span(&self, place: &Place, span: Range<u64>) -> Result<(u64, Bytes), Fault> {
        self.read(place, Some(span)).await
    }

    async fn read(&self, place: &Place, span: Option<Range<u64>>) -> Result<(u64, Bytes), Fault> {
        let found = self.ask(place, span).await?;
        let (size, told) = (found.meta.size, found.range.end.saturating_sub(found.range.start));
        let name = place.to_string();
        if self.is_elsewhere() && told > OBJECT_BYTES_MAX {
            return Err(Fault::TooLong { name, told });
        }
        let bytes = self.in_time(told, found.bytes()).await?.map_err(|error| Fault::of(&name, error))?;
        let given = bytes.len() as u64;
        if given == told { Ok((size, bytes)) } else { Err(Fault::Length { name, told, given }) }
    }

    async fn ask(&self, place: &Place, span: Option<Range<u64>>) -> Result<GetResult, Fault> {
        let options = GetOptions { range: span.map(Into::into), ..GetOptions::default() };
        let found = self.in_time(0, self.inner.get_opts(place, options)).await?;
        found.map_err(|error| Fault::of(place.as_ref(), error))
    }

    /// Length of an object; none where there is none.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn size(&self, place: &Place) -> Result<Option<u64>, Fault> {
        match self.in_time(0, self.inner.head(place)).await? {
            Ok(found) => Ok(Some(found.size)),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(Fault::Store(error)),
        }
    }

    /// What lies here, or beneath a name, in no order. Objects whose names are none are left out.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn list(&self, beneath: Option<&Place>) -> Result<Vec<Listed>, Fault> {
        let (mut found, mut listing) = (Vec::new(), self.inner.list(beneath));
        while let Some(object) = self.in_time(0, listing.next()).await? {
            let object = object.map_err(Fault::Store)?;
            if found.len() == LISTED_MAX {
                return Err(Fault::Endless);
            }
            let changed_ms = object.last_modified.timestamp_millis();
            found.push(Listed { place: object.location, bytes: object.size, changed_ms });
        }
        Ok(found)
    }

    /// Deletes an object; false when there was none. In a folder it is for the caller to sync the folder.
    ///
    /// # Errors
    /// [`Fault::NotGone`] when the store has it still; other [`Fault`]s.
    pub async fn delete(&self, place: &Place) -> Result<bool, Fault> {
        // A bucket deletes what is not there as gladly as what is.
        if self.is_elsewhere() && self.size(place).await?.is_none() {
            return Ok(false);
        }
        match self.in_time(0, self.inner.delete(place)).await? {
            Ok(()) => {}
            Err(StoreError::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(Fault::Store(error)),
        }
        if self.is_elsewhere() && self.size(place).await?.is_some() {
            return Err(Fault::NotGone(place.to_string()));
        }
        Ok(true)
    }

    /// Every question to another machine has an end, whatever is done beneath.
    async fn in_time<T>(&self, bytes: u64, asking: impl Future<Output = T>) -> Result<T, Fault> {
        match self.patience {
            None => Ok(asking.await),
            Some(patience) => tokio::time::timeout(patience.of_asking(bytes), asking).await.map_err(|_| Fault::Late),
        }
    }
}
