//! How the machine is: for the system administrator alone, and without a word that anybody wrote.

use crate::page::Form;
use crate::site::Answer;
use crate::walk::{Course, SECTION_WORDS, Walk};
use axum::body::Body;
use axum::http::header::{ACCEPT, COOKIE};
use axum::http::{Request, StatusCode};

const COURSE: Course =
    Course { recipients: &["chief_minister", "finance_minister"], answer: "does_not_concur", outcome: "rejected" };
/// With this every word begins that the walk and this test plant: subjects, places, names, titles of posts.
const PLANTED: &str = "qzx";

/// What stands between the frame of every page.
pub(crate) fn main_of(answer: &Answer) -> String {
    let html = answer.text();
    let (from, to) = (html.find("<main").unwrap(), html.find("</main>").unwrap());
    html[from..to].to_owned()
}

fn change(walk: &Walk, deed: &str, fill: impl FnOnce(Form) -> Form) {
    let path = format!("/people/changes/new?do={deed}");
    let answer =
        walk.site.act("cabinet_section", &path, "propose_change", |form| fill(form).set("reason", "qzxreason"));
    let change = answer.next().to_owned();
    walk.site.act("chief_secretary", &change, "agree_change", |form| form);
}

fn named(form: Form, name: &str) -> Form {
    form.set("name_hi", format!("{name} हिन्दी")).set("name_en", name)
}

#[test]
fn the_machines_page_says_nothing_that_anybody_wrote() {
    let mut walk = Walk::begun();
    walk.tell(&COURSE);
    change(&walk, "enter_department", |form| named(form, "qzxdepartment").set("key", "qzxdepartment"));
    change(&walk, "enter_person", |form| named(form, "qzxperson").without("enrols"));
    change(&walk, "enter_body&kind=cabinet_committee", |form| {
        let [chair, member] = ["finance_minister", "law_minister"].map(|key| rehearsal::post(key).to_string());
        named(form, "qzxbody").set("key", "qzxbody").set("chair", chair).add("member", member)
    });
    let (site, state) = (&walk.site, walk.site.state());
    let mut words: Vec<String> = [PLANTED, SECTION_WORDS, "First point.", "Some words."].map(str::to_owned).to_vec();
    words.extend(state.proposals().map(|one| one.number.clone()));
    words.extend(state.proposals().flat_map(|one| [one.id.to_string()]));
    words.extend(walk.meetings.iter().map(ToString::to_string));
    words.extend(state.persons().flat_map(|one| [one.name.hi.clone(), one.name.en.clone()]));
    words.extend(state.departments().map(|one| one.name.hi.clone()));
    let found = |text: &str| words.iter().filter(|word| text.contains(*word)).cloned().collect::<Vec<String>>();

    let administrator = site.holder("system_administrator");
    for holder in [administrator.clone(), administrator.in_english()] {
        for accept in ["text/html", "application/json", "text/csv", "text/plain"] {
            let request = Request::get("/health").header(COOKIE, holder.cookies()).header(ACCEPT, accept);
            let answer = site.send(request.body(Body::empty()).unwrap());
            answer.must(StatusCode::OK);
            assert_eq!(found(&main_of(&answer)), Vec::<String>::new());
            assert!(!format!("{:?}", answer.headers).contains(PLANTED));
            assert!(!answer.text().contains(PLANTED), "nor in its frame");
        }
    }
    let section = found(&main_of(&site.get("cabinet_section", "/proposals")));
    assert!(section.iter().any(|word| word == PLANTED) && section.len() > 3, "control: {section:?}");
    let people = main_of(&site.get("cabinet_section", "/people"));
    assert!(people.contains("qzxdepartment") && found(&people).len() > 20, "control");
    for post in state.posts().filter(|post| state.charge_of_post(post.id).is_some()) {
        let expected = if post.key == "system_administrator" { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(site.get(&post.key, "/health").status, expected, "{}", post.key);
    }
}

/// The row of a thing on the page, its words alone.
pub(crate) fn row(html: &str, what: &str) -> String {
    let rows = html.split("<tr>").find(|row| row.contains(&format!("<td>{what}</td>")));
    rows.unwrap_or_else(|| panic!("{what} is not on the page")).to_owned()
}

#[test]
fn each_thing_has_its_state_and_what_is_wrong_says_what_to_do() {
    let mut walk = Walk::begun();
    walk.start("energy");
    let site = &walk.site;
    site.wait(site.office().check_record());
    let html = main_of(&site.get("system_administrator", "/health"));
    assert!(row(&html, "अखंडता").contains("ठीक"), "{html}");
    for (what, words) in [
        ("संस्करण", env!("CARGO_PKG_VERSION")),
        ("फाइलों के प्रारूप", "ecabinet-leaf/1 · C2SP tlog-tiles · ecfile/1 · ecabinet-snapshot/1"),
        ("अभिलेख कहाँ रखे हैं", "SQLite"),
        ("मुहरबंद फाइलें", "0 फाइलें"),
        ("बाहरी साक्षी", "कोई साक्षी नहीं"),
        ("दर्ज होने की प्रतीक्षा में कार्यवाहियाँ", "कुछ शेष नहीं"),
        ("कार्यालय के स्वतः कार्य", "कुछ शेष नहीं"),
        ("स्थिति-प्रति (शीघ्र आरंभ हेतु)", &format!("{} प्रविष्टियाँ", site.head())),
        ("प्रविष्टियाँ", &format!("{} प्रविष्टियाँ", site.head())),
        ("विफल प्रयासों के कारण रोके जा रहे", "कोई नहीं"),
        ("सर्वर का प्रमाणपत्र", "प्रॉक्सी"),
        ("घड़ी", "UTC"),
    ] {
        assert!(row(&html, what).contains(words), "{what}: {words}: {}", row(&html, what));
    }
    let sessions =
        |html: &str| row(html, "खुले सत्र").split("num\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let before: usize = sessions(&html).parse().unwrap();
    let stranger = site.signed_in("law_secretary");
    let now = main_of(&site.get("system_administrator", "/health"));
    assert_eq!(sessions(&now), (before + 1).to_string());
    let out = crate::page::forms(&site.get_as(&stranger, "/desk").text());
    let out = out.into_iter().find(|form| form.address == "/sign-out").unwrap();
    site.post_as(&stranger, &out).must(StatusCode::SEE_OTHER);
    assert_eq!(sessions(&main_of(&site.get("system_administrator", "/health"))), before.to_string());

    let tile = site.data().join(format!("tiles/acts/tile/0/000.p/{}", site.head()));
    for _ in 0..2000 {
        if tile.exists() {
            break;
        }
        site.wait(async { tokio::time::sleep(std::time::Duration::from_millis(5)).await });
    }
    let mut changed = std::fs::read(&tile).unwrap();
    changed[70] ^= 1;
    std::fs::write(&tile, changed).unwrap();
    site.wait(site.office().check_record());
    let html = main_of(&site.get("system_administrator", "/health"));
    let broken = row(&html, "अखंडता");
    assert!(broken.contains("ध्यान दें") && broken.contains("डेटा फोल्डर में कुछ न बदलें"), "{broken}");
    assert!(html.contains("ध्यान दें: नीचे देखें"));
    site.office().shows_certificate(std::sync::Arc::new(|| Some(cabinet::Moment(1_800_000_000_000))));
    let html = main_of(&site.get("system_administrator", "/health"));
    assert!(row(&html, "सर्वर का प्रमाणपत्र").contains("2027"), "{}", row(&html, "सर्वर का प्रमाणपत्र"));
    site.office().shows_certificate(std::sync::Arc::new(|| Some(cabinet::Moment(1_500_000_000_000))));
    let html = main_of(&site.get("system_administrator", "/health"));
    assert!(row(&html, "सर्वर का प्रमाणपत्र").contains("नया प्रमाणपत्र लें"));
}
