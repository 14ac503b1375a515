//! Ways by which notices leave the house: whether the servers answer that are named.

use super::finding::{Check, Finding};
use crate::ways_out::WaysOutArguments;
use office::DeliveryFault;

const SETTINGS: Check = Check("notices", "सूचनाएँ भेजने की सेटिंग", "settings for sending notices");
const MAIL: Check = Check("mail_server", "मेल सर्वर", "mail server");
const SMS: Check = Check("sms_gateway", "एसएमएस गेटवे", "SMS gateway");

/// Looks at those that are named. No message is sent.
pub(super) async fn look(ways: &WaysOutArguments) -> Vec<Finding> {
    let ways = match ways.read() {
        Ok(ways) => ways,
        Err(fault) => {
            let (hi, en) = (
                "ECABINET_SMTP… या ECABINET_SMS… की सेटिंग docs/operations.md के अनुसार ठीक करें।",
                "Mend the settings ECABINET_SMTP… or ECABINET_SMS…, as docs/operations.md says.",
            );
            return vec![SETTINGS.wrong(hi, en).because(format!("{fault:#}"))];
        }
    };
    let mail = ways.mail_answers().await.map(|answer| judged(MAIL, answer));
    let sms = ways.sms_answers().await.map(|answer| judged(SMS, answer));
    mail.into_iter().chain(sms).collect()
}

fn judged(check: Check, answer: Result<(), DeliveryFault>) -> Finding {
    let finding = match answer {
        Ok(()) => return check.good(),
        Err(DeliveryFault::Refused(_)) => check.wrong(
            "सर्वर हमें स्वीकार नहीं करता: यूजर नाम, पासवर्ड की फाइल और हमारे पते की अनुमति देखें।",
            "The server does not take us: see the user, the file of the password, and whether it lets our address in.",
        ),
        Err(_) => check.wrong(
            "सर्वर से TLS पर संपर्क नहीं हुआ: पता, पोर्ट, प्रमाणपत्र और सेवा का IPAddressAllow देखें।",
            "The server is not reached over TLS: see its address, port and certificate, and IPAddressAllow of the service.",
        ),
    };
    match answer {
        Err(fault) => finding.because(fault),
        Ok(()) => finding,
    }
}
