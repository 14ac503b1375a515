//! How the server would be reached: settings, certificate, name, addresses.

use super::finding::{Check, Finding};
use crate::configuration::{Place, Reach};
use crate::doors::{ClosedDoors, DoorFault};
use crate::reached::ListenAddresses;
use cabinet::Moment;
use office::{Clock, certificate_ends_soon};
use std::time::Duration;

const REACH: Check = Check("reach", "पहुँच (HTTPS)", "way in (HTTPS)");
const CERTIFICATE: Check = Check("certificate", "सर्वर का प्रमाणपत्र", "certificate");
const NAME: Check = Check("origin_name", "सार्वजनिक पते का नाम", "name of the public address");
const LISTEN: Check = Check("listen", "सुनने का पता", "address to listen on");

/// A resolver that has not answered by then does not.
const RESOLVED_WITHIN: Duration = Duration::from_secs(5);

/// Looks at all of it; `runs`: a server runs on this record, so that its address is taken.
pub(super) async fn look(place: &Place, runs: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Err(fault) = place.reach.judge() {
        found.push(REACH.wrong("यह सेटिंग बदलें।", "Change this setting.").because(fault));
    } else {
        found.push(REACH.good());
        match place.reach.read(0) {
            Ok(reach) => {
                found.push(certificate(&reach, Clock::default().now()));
                found.push(name(&reach).await);
            }
            Err(fault) => found.push(
                CERTIFICATE
                    .wrong("प्रमाणपत्र और उसकी कुंजी की फाइलें ठीक करें।", "Mend the files of the certificate and its key.")
                    .because(fault),
            ),
        }
    }
    let addresses = place.reach.listen.0.iter();
    found.extend(addresses.map(|address| listen(&ListenAddresses(vec![*address]), runs).because(address)));
    found
}

fn certificate(reach: &Reach, now: Moment) -> Finding {
    let Some(certificates) = &reach.certificates else {
        return CERTIFICATE.skipped("इस सर्वर पर नहीं: प्रॉक्सी पर देखें।", "Not on this server: look at the proxy.");
    };
    match (certificates.ends())() {
        Some(ends) => {
            let (hi, en) = ("नया प्रमाणपत्र लें और उसी फाइल में रखें।", "Get a new certificate and put it into the same file.");
            let told = hindi::date_time(ends.0, hindi::Language::English);
            CERTIFICATE.demands(!certificate_ends_soon(ends, now), hi, en).because(told)
        }
        None => CERTIFICATE.skipped("अंतिम तिथि पढ़ी नहीं जा सकी।", "Its end cannot be read."),
    }
}

async fn name(reach: &Reach) -> Finding {
    let host = reach.origin.0.split("://").nth(1).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let (hi, en) = (
        "यह नाम DNS में दर्ज कराएँ, सर्वर या प्रॉक्सी के पते पर।",
        "Have this name entered in DNS, for the address of server or proxy.",
    );
    let resolved = tokio::time::timeout(RESOLVED_WITHIN, tokio::net::lookup_host((host, 443))).await;
    let known = resolved.is_ok_and(|found| found.is_ok_and(|mut addresses| addresses.next().is_some()));
    NAME.demands(known, hi, en).because(host)
}

fn listen(address: &ListenAddresses, runs: bool) -> Finding {
    match ClosedDoors::bind(address) {
        Ok(_) => LISTEN.good(),
        Err(DoorFault::Busy(_)) if runs => {
            LISTEN.skipped("चल रहा सर्वर इस पर सुनता है।", "The server that runs listens there.")
        }
        Err(DoorFault::Busy(_)) => LISTEN.wrong(
            "इस पर कोई और सुन रहा है: उसे रोकें, या दूसरा पोर्ट दें।",
            "Something else listens there: stop it, or name another port.",
        ),
        Err(DoorFault::Forbidden(_)) => LISTEN.wrong(
            "1024 से नीचे के पोर्ट के लिए CAP_NET_BIND_SERVICE दें, या प्रॉक्सी के पीछे ऊँचा पोर्ट रखें।",
            "Ports below 1024 need CAP_NET_BIND_SERVICE; or take a higher one behind a proxy.",
        ),
        Err(_) => LISTEN.wrong("यह इस मशीन का पता नहीं है।", "This is no address of this machine."),
    }
}
