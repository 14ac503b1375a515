//! Stores of objects on other machines: whether they are reached, and do all that is asked of them.

use super::finding::{Check, Finding};
use crate::configuration::Place;
use crate::stores::ShelfArguments;
use std::time::Duration;
use vault::{Address, Files, Site, TrialFault};

const FILES: Check = Check("papers_store", "परिशिष्टों का भंडारण सर्वर", "store of papers");
const BACKUPS: Check = Check("backups_store", "बैकअप का भंडारण सर्वर", "store of backups");

/// A store that has not done a handful of small things by then does not do its work.
const TRIED_WITHIN: Duration = Duration::from_secs(30);

/// Looks at those that are named; folders are looked at elsewhere.
pub(super) async fn look(place: &Place, backup: Option<&Address>, shelf: &ShelfArguments) -> Vec<Finding> {
    let mut found = Vec::new();
    match place.node.node() {
        Err(fault) => found.push(of_settings(FILES, &fault)),
        Ok(node) => found.extend(tried(FILES, node.papers).await),
    }
    match backup.map(|address| shelf.reached(address.clone(), place.node.store())).transpose() {
        Err(fault) => found.push(of_settings(BACKUPS, &fault)),
        Ok(site) => found.extend(tried(BACKUPS, site).await),
    }
    found
}

fn of_settings(check: Check, fault: &anyhow::Error) -> Finding {
    let told = format!("{fault:#}");
    check
        .wrong(
            "ECABINET_STORE (बैकअप के लिए ECABINET_BACKUP_STORE) में दी गई फाइल docs/operations.md के अनुसार ठीक करें।",
            "Mend the file that ECABINET_STORE (for backups ECABINET_BACKUP_STORE) names, as docs/operations.md says.",
        )
        .because(told)
}

async fn tried(check: Check, site: Option<Site>) -> Option<Finding> {
    let site = site.filter(|site| site.folder().is_none())?;
    let files = match Files::at(&site) {
        Ok(files) => files,
        Err(fault) => return Some(of_settings(check, &fault.into())),
    };
    let finding = match tokio::time::timeout(TRIED_WITHIN, files.trial()).await {
        Err(_) => silent(check).because(&site),
        Ok(Ok(())) => check.good().because(&site),
        Ok(Err(fault)) => of_trial(check, &fault).because(format!("{site}: {fault}")),
    };
    Some(finding)
}

fn silent(check: Check) -> Finding {
    check.wrong(
        "भंडारण सर्वर समय पर उत्तर नहीं देता: पता, नेटवर्क और सेवा का IPAddressAllow देखें।",
        "The store does not answer in time: see its address, the network, and IPAddressAllow of the service.",
    )
}

fn of_trial(check: Check, fault: &TrialFault) -> Finding {
    match fault {
        TrialFault::Write(_) => check.wrong(
            "फाइल नहीं रखी जा सकी: पता, बकेट, नेटवर्क और लिखने का अधिकार (PutObject, GetObject) देखें।",
            "A file cannot be laid down: see the address, the bucket, the network, and the rights to write and read \
             (PutObject, GetObject).",
        ),
        TrialFault::Read(_) => check.wrong(
            "रखी गई फाइल यथावत नहीं मिली: पढ़ने का अधिकार (GetObject) और सर्वर की डिस्क देखें।",
            "What was laid down does not come back: see the right to read (GetObject) and the disks of the store.",
        ),
        TrialFault::List(_) => check.wrong(
            "सूची नहीं मिली: सूची का अधिकार (ListBucket) दें।",
            "It gives no list: give the right to list (ListBucket).",
        ),
        TrialFault::Remove(_) => check.wrong(
            "फाइल हटाई नहीं जा सकी: हटाने का अधिकार (DeleteObject) दें।",
            "A file cannot be deleted: give the right to delete (DeleteObject).",
        ),
    }
}
