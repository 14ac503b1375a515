//! Which device is asked for before somebody administers, in sentences: on the page of the refusal, and on every form that
//! would be refused, before anything is written there.

use crate::frame::Frame;
use cabinet::device::{DEVICE_LOST_HOURS, DEVICE_UNUSED_DAYS, DeviceAsked};
use cabinet::ids::DeviceId;
use fluent_bundle::FluentValue;

/// Key of the heading under which the page of the refusal says it: whoever sits at the own device is not sent to it.
pub(crate) const fn key(asked: &DeviceAsked) -> &'static str {
    match asked {
        DeviceAsked::Own(_) => "device-asked",
        DeviceAsked::Anew(_) => "device-asked-anew",
        DeviceAsked::Another { .. } => "device-asked-another",
        DeviceAsked::NotThis(_) => "device-asked-not-this",
    }
}

/// What the page of the refusal says, sentence by sentence.
pub(crate) fn refusal(page: &Frame, asked: &DeviceAsked) -> Vec<String> {
    let mut sentences = vec![page.t("device-asked-nothing")];
    match asked {
        DeviceAsked::Own(devices) => sentences.extend([
            page.ts("device-asked-own", "devices", &labels(page, devices)),
            page.tn("device-asked-broken", u32::from(DEVICE_LOST_HOURS)),
        ]),
        other => sentences.extend(why(page, other)),
    }
    sentences
}

/// What a form says that would be refused.
pub(crate) fn warning(page: &Frame, asked: &DeviceAsked) -> String {
    match asked {
        DeviceAsked::Own(devices) => page.ts("device-asked-here", "devices", &labels(page, devices)),
        other => why(page, other).join(" "),
    }
}

fn why(page: &Frame, asked: &DeviceAsked) -> Vec<String> {
    match asked {
        DeviceAsked::Own(_) => Vec::new(),
        DeviceAsked::Anew(devices) => {
            let devices = FluentValue::from(labels(page, devices));
            let about = [("count", FluentValue::from(DEVICE_UNUSED_DAYS)), ("devices", devices)];
            let alone = page.tn("device-asked-anew-alone", u32::from(DEVICE_LOST_HOURS));
            vec![page.with("device-asked-anew", &about), page.t("device-asked-anew-how"), alone]
        }
        DeviceAsked::Another { until } => vec![page.ts("device-asked-another", "when", &page.date_time(until))],
        DeviceAsked::NotThis(device) => {
            vec![page.ts("device-asked-not-this", "devices", &labels(page, &[*device]))]
        }
    }
}

/// What stands on devices.
fn labels(page: &Frame, devices: &[DeviceId]) -> String {
    let (opens, closes) = if page.hindi() { ('«', '»') } else { ('“', '”') };
    let records = devices.iter().filter_map(|id| page.state.device(*id));
    records.map(|one| format!("{opens}{}{closes}", one.device.label)).collect::<Vec<_>>().join(", ")
}
