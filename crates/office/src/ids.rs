//! Ids as they are made here: UUIDv7, so that an act's id tells when its page was printed.

use cabinet::Moment;
use cabinet::ids::ActId;
use uuid::Uuid;

/// A new id of the present moment.
pub(crate) fn new(now: Moment) -> Result<Uuid, vault::CipherError> {
    let mut bytes: [u8; 16] = vault::random()?;
    let milliseconds = u64::try_from(now.0).unwrap_or(0).to_be_bytes();
    for (byte, time) in bytes.iter_mut().zip(milliseconds.iter().skip(2)) {
        *byte = *time;
    }
    Ok(uuid::Builder::from_bytes(bytes).with_version(uuid::Version::SortRand).into_uuid())
}

/// An act in the public leaves of its entries. Its id tells when its page was printed, and with that who may have read it;
/// this tells only which entries belong together.
pub(crate) fn mark(act: ActId) -> Uuid {
    let mut told = b"act".to_vec();
    told.extend_from_slice(act.0.as_bytes());
    of_digest(vault::sha256(&told))
}

/// An id of version 8 out of the first bytes of a digest.
pub(crate) fn of_digest(digest: [u8; 32]) -> Uuid {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = digest;
    uuid::Builder::from_custom_bytes([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]).into_uuid()
}

/// When an act's id was made; none for an id that is no UUIDv7.
pub(crate) fn made(id: ActId) -> Option<Moment> {
    if id.0.get_version() != Some(uuid::Version::SortRand) {
        return None;
    }
    let milliseconds = id.0.as_u128() >> 80;
    i64::try_from(milliseconds).ok().map(Moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_made() {
        let now = Moment(1_767_000_000_123);
        assert_eq!(made(ActId(new(now).unwrap())), Some(now));
        assert_eq!(made(ActId(Uuid::from_u128(7))), None);
    }
}
