//! Officers who are lost are brought back, and everybody concerned reads of it.

use super::Doors;
use office::Clock;
use office::Premises;
use office::recovery::{NamedOfficer, Recovery};

const REASON: &str = "आदेश क्रमांक 12: दोनों अधिकारियों के उपकरण खो गए";

#[test]
fn a_recovery_is_told_on_desk_and_people_and_in_the_review_of_access() {
    let mut doors = Doors::begun();
    doors.enrolled("first");
    doors.enrolled("auditor");
    let told = [("first", "/desk"), ("first", "/people"), ("auditor", "/desk"), ("auditor", "/access-review")];
    for (who, path) in told {
        assert!(!doors.site.page(who, path).contains("recoveries"), "control: {who} {path}");
    }
    let [before, auditor] = ["first", "auditor"].map(|name| doors.site.holder(name));
    let recovered = doors.site.stopped(async |folder, keys| {
        let officers = ["first", "second"].map(|post| NamedOfficer { post: post.to_owned(), name: None });
        let (premises, government) = (Premises::in_folder(folder), "madhya-pradesh");
        let recovery = Recovery { premises: &premises, keys, government, clock: Clock::default() };
        recovery.order(&officers, REASON).await.map(|codes| codes.len())
    });
    assert_eq!(recovered.unwrap(), 2);
    assert_eq!(doors.site.get_as(&before, "/people").status, 303, "the session of before is over");
    doors.site.hold("auditor", auditor);
    doors.enrolled("first");
    doors.enrolled("second");
    for (who, path) in told.into_iter().chain([("second", "/desk"), ("second", "/people")]) {
        let page = doors.site.page(who, path);
        assert!(page.contains(REASON) && page.contains("post first") && page.contains("post second"), "{who} {path}");
        let english = doors.site.get_as(&doors.site.holder(who).in_english(), path).text();
        assert!(english.contains("with three shares of the root key") && english.contains(REASON), "{who} {path}");
    }
}
