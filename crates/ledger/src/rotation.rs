//! What a rotation of the root key changes: the wrappings, and nothing that they wrap.

use vault::KeyProvider;

use crate::database::{EPOCH_KEY, epoch_key_aad};
use crate::{Database, DrawerWrite, LedgerError, Store};

impl<S: Store> Database<S> {
    /// Every epoch key there is, unwrapped under `old` and wrapped under `new`: writes for one batch, each over the
    /// version that stands.
    ///
    /// # Errors
    /// [`LedgerError::Key`] when one does not open under `old`; and whatever the database gives.
    pub async fn rewrapped_epoch_keys(
        &self,
        old: &dyn KeyProvider,
        new: &dyn KeyProvider,
    ) -> Result<Vec<DrawerWrite>, LedgerError> {
        let mut writes = Vec::new();
        for (place, drawer) in self.drawers_of_kind(EPOCH_KEY).await? {
            let aad = epoch_key_aad(&place.owner, &place.key);
            let key = old.unwrap(&aad, &drawer.value)?;
            let value = Some(new.wrap(&aad, &key)?);
            writes.push(DrawerWrite { place, value, expected: Some(drawer.version) });
        }
        Ok(writes)
    }

    /// The epoch of a compartment that stands now: the highest that has a key; 1 where none was made yet.
    ///
    /// # Errors
    /// As [`Database::drawers`].
    pub async fn current_epoch(&self, compartment: &str) -> Result<u32, LedgerError> {
        let keys = self.drawers(compartment, EPOCH_KEY).await?;
        Ok(keys.iter().filter_map(|(place, _)| place.key.parse().ok()).max().unwrap_or(1))
    }

    /// A new key for the epoch after the one that stands, and the writes that put it in the place of the old one. They
    /// belong into the batch that holds everything the old key wrapped or sealed, under the new one.
    ///
    /// # Errors
    /// As [`Database::epoch_key`].
    pub async fn next_epoch_key(
        &self,
        provider: &dyn KeyProvider,
        compartment: &str,
    ) -> Result<(u32, vault::Key, Vec<DrawerWrite>), LedgerError> {
        let epoch = self.current_epoch(compartment).await?;
        let mut writes = Vec::new();
        for (place, drawer) in self.drawers(compartment, EPOCH_KEY).await? {
            writes.push(DrawerWrite { place, value: None, expected: Some(drawer.version) });
        }
        let next = epoch.saturating_add(1);
        let key = vault::Key::random()?;
        let value = Some(provider.wrap(&epoch_key_aad(compartment, &next.to_string()), &key)?);
        let place = crate::database::epoch_key_place(compartment, next);
        writes.push(DrawerWrite { place, value, expected: Some(0) });
        Ok((next, key, writes))
    }
}
