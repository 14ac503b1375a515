//! When passkeys opened the door last, as the custody ledgers tell it.

use crate::custody::{CustodyEvent, pseudonyms_of};
use cabinet::ids::PasskeyId;
use cabinet::text::Digest;
use cabinet::{Cabinet, Moment};
use ledger::{Database, LedgerError, Log};
use std::collections::BTreeMap;
use vault::KeyProvider;

const ENTRIES: u32 = 4096;

/// When each living passkey was last used until a moment: a session that began with it, else its enrolment. A beginning of
/// the time when custody did not tell with what, is one of each passkey of its person.
pub(crate) async fn last_uses(
    database: &Database,
    keys: &dyn KeyProvider,
    logs: &[Log],
    state: &Cabinet,
    until: Moment,
) -> Result<BTreeMap<PasskeyId, Moment>, LedgerError> {
    let pseudonyms = pseudonyms_of(database, keys).await?;
    let living: Vec<_> = state.passkeys().filter(|record| record.revoked.is_none_or(|at| at >= until)).collect();
    let mut uses: BTreeMap<PasskeyId, Moment> =
        living.iter().map(|record| (record.passkey.id, record.enrolled)).collect();
    let of_passkey: BTreeMap<Digest, PasskeyId> =
        living.iter().map(|record| (pseudonyms.passkey(record.passkey.id), record.passkey.id)).collect();
    let mut of_person: BTreeMap<Digest, Vec<PasskeyId>> = BTreeMap::new();
    for record in &living {
        of_person.entry(pseudonyms.person(record.passkey.person)).or_default().push(record.passkey.id);
    }
    for log in logs {
        let mut read = 0;
        loop {
            let entries = log.read(read, ENTRIES).await?;
            let Some(last) = entries.last() else { break };
            read = last.seq + 1;
            for entry in entries.iter().filter(|entry| entry.time_ms <= until.0) {
                let used: Vec<PasskeyId> = match serde_json::from_slice(&entry.payload) {
                    Ok(CustodyEvent::SessionBegun { credential: Some(credential), .. }) => {
                        of_passkey.get(&credential).copied().into_iter().collect()
                    }
                    Ok(
                        CustodyEvent::SessionBegunSomehow { person, .. }
                        | CustodyEvent::SessionBegunWith { person, .. },
                    ) => of_person.get(&person).cloned().unwrap_or_default(),
                    _ => Vec::new(),
                };
                for passkey in used {
                    let at = Moment(entry.time_ms);
                    uses.entry(passkey).and_modify(|last| *last = at.max(*last));
                }
            }
        }
    }
    Ok(uses)
}
