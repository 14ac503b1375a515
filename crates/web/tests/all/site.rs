//! One government before its pages: an office in a temporary folder, asked as browsers ask.

use crate::governments::{RULES, rules};
use crate::page::{Form, encoded, form, forms};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use cabinet::change::Step;
use cabinet::identity::Identity;
use cabinet::ids::{ActId, ChangeId, IdentityId, ProposalId};
use cabinet::people::Words;
use cabinet::{Act, Cabinet, LedgerNature, Moment};
use futures::StreamExt;
use ledger::{Database, LedgerError};
use office::verify::{Broken, Report};
use office::{Channels, Clock, Config, Hand, IdentityProviderSettings, Node, Office, Session, Submission, TextsOf};
use papers::{Limits, Workshop};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};
use std::time::Duration;
use testbed::SoftAuthenticator;
use tokio::runtime::Runtime;
use tower::ServiceExt;
use uuid::Uuid;
use vault::{Key, KeyFile, KeyProvider};
use web::{App, Locales, Origin};

pub const ORIGIN: &str = "http://localhost:8080";
pub const URLENCODED: &str = "application/x-www-form-urlencoded";
/// Stable name of the government that is served.
pub static GOVERNMENT: LazyLock<String> = LazyLock::new(|| rules().government);
const COOKIE_LABEL: &[u8] = b"ecabinet session/1";
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What stands on a page in the place of the number for the help desk.
pub const NUMBER: &str = "000000000000";

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// In which the number for the help desk stands as [`NUMBER`].
    pub body: Vec<u8>,
    /// The id of the request, as the answer told it.
    pub request: String,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("pages are UTF-8")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where it leads.
    pub fn next(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    #[track_caller]
    pub fn must(&self, status: StatusCode) -> &Self {
        let body = String::from_utf8_lossy(&self.body);
        let main = body.find("<main").map_or(&*body, |at| &body[at..]);
        assert_eq!(self.status, status, "{main}");
        self
    }
}

/// A session as a browser holds it.
#[derive(Clone, Debug)]
pub struct Holder {
    pub cookie: String,
    pub token: String,
    pub english: bool,
}

pub struct Site {
    folder: tempfile::TempDir,
    runtime: Option<Runtime>,
    office: Option<Office>,
    router: Router,
    /// The door of the machine's operations, before the same office.
    operations: Router,
    nature: LedgerNature,
    /// By how much the machine's clock was moved.
    hand: Hand,
    holders: Mutex<BTreeMap<String, Holder>>,
    /// With which a real government's posts sign.
    devices: Mutex<BTreeMap<String, SoftAuthenticator>>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    root().join(path)
}

/// The workshop beside this test's own program. Cargo builds no other package's program for a
/// test, so it is built here where it is missing.
fn workshop() -> Workshop {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    let program = FOUND.get_or_init(|| {
        let found = || Workshop::beside_current_program(Limits::default());
        let workshop = found().unwrap_or_else(|_| {
            let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
            let mut build = Command::new(cargo);
            build.args(["build", "--quiet", "-p", "workshop", "--bin", "ecabinet-workshop"]).current_dir(root());
            assert!(build.status().unwrap().success(), "the workshop does not build");
            found().expect("the workshop lies beside the tests")
        });
        workshop.program().to_owned()
    });
    Workshop::new(program.clone(), Limits::default())
}

/// Waits until nobody holds a folder that was closed: a program that another test is starting at that moment holds
/// its lock until it has become that program.
pub async fn freed(folder: &Path) {
    for _ in 0..1000 {
        match Database::open_for_reading(folder).await {
            Ok(database) => return database.close().await,
            Err(LedgerError::AlreadyOpen(_)) => tokio::time::sleep(Duration::from_millis(10)).await,
            Err(_) => return,
        }
    }
}

impl Site {
    /// The sample government on its first day.
    pub fn begun() -> Self {
        let site = Self::empty(LedgerNature::Training);
        let begin = site.office().begin(LedgerNature::Training, RULES.clone(), rehearsal::government_under(&rules()));
        site.wait(begin).unwrap();
        site
    }

    /// A folder with a key and an open office, in which no government has begun.
    pub fn empty(nature: LedgerNature) -> Self {
        crate::log::listen();
        let folder = tempfile::tempdir().unwrap();
        KeyFile::create(&folder.path().join("root.key")).unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let (runtime, router, operations) = (None, Router::new(), Router::new());
        let mut site = Self {
            folder,
            runtime,
            office: None,
            router,
            operations,
            nature,
            hand: Hand::at(Moment(0)),
            holders: Mutex::default(),
            devices: Mutex::default(),
        };
        site.open(0);
        site
    }

    /// The same site, before an office that believes an identity provider too.
    pub fn believing(mut self, settings: IdentityProviderSettings, name: Words) -> Self {
        let office = self.office().clone().with_identity_provider(settings, name).unwrap();
        self.before(office);
        self
    }

    /// The same site, before an office from which notices leave by these ways.
    pub fn telling(mut self, channels: Channels) -> Self {
        let office = self.office().clone();
        let office = self.wait(async { office.with_channels(channels) });
        self.before(office);
        self
    }

    fn before(&mut self, office: Office) {
        let app = App::new(office.clone(), Locales::read().unwrap(), Origin(ORIGIN.to_owned()));
        self.operations = web::operations_router(app.clone());
        self.router = web::router(app);
        self.office = Some(office);
    }

    /// What the machine's operations are told.
    pub fn operations(&self, path: &str) -> Answer {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answered = async { read(self.operations.clone().oneshot(request).await.unwrap()).await };
        self.wait(answered)
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn keys(&self) -> KeyFile {
        KeyFile::open(&self.folder.path().join("root.key"), &self.data(), false).unwrap()
    }

    fn open(&mut self, days_ahead: u32) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let config = Config {
            folder: self.data(),
            keys: Arc::new(self.keys()),
            nature: self.nature,
            government: GOVERNMENT.clone(),
            clock: match (self.nature, days_ahead) {
                (LedgerNature::Real, 0) => Clock::moved_by(&self.hand),
                _ => Clock::ahead(days_ahead),
            },
            workshop: workshop(),
            node: Node::default(),
            witness: None,
        };
        let office = runtime.block_on(Office::open(config)).unwrap();
        let office = office.reached_at(ORIGIN).unwrap();
        self.before(office);
        self.runtime = Some(runtime);
        self.holders = Mutex::default();
    }

    fn close(&mut self) {
        (self.router, self.operations) = (Router::new(), Router::new());
        self.office = None;
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(10));
        }
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(freed(&self.data()));
    }

    /// Moves the machine's clock to the moment at which the next half minute begins.
    pub fn next_half_minute(&self) {
        let into_seconds = u32::try_from(self.office().now().0 / 1000 % 30).unwrap();
        self.hand.forward_seconds(30 - into_seconds);
    }

    /// Stops the office and starts it again, so many days ahead of the calendar. Sessions are over then.
    pub fn days_ahead(&mut self, days: u32) {
        let before = self.state();
        self.close();
        self.open(days);
        let after = self.state();
        // What is over by then is ended by the office itself, perhaps before anybody looks.
        if after.entries() == before.entries() {
            // As of when it is looked at is of the copy, not of the record.
            let laid = |state: &Cabinet| serde_json::to_string(state).unwrap();
            assert!(laid(&before) == laid(&after), "the replayed state is the same");
        }
        assert!(after.entries() >= before.entries());
    }

    /// Stops the office, looks at what lies there, and starts it again.
    pub fn stopped<T>(&mut self, look: impl AsyncFnOnce(&Path, &KeyFile) -> T) -> T {
        self.close();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let found = runtime.block_on(look(&self.data(), &self.keys()));
        drop(runtime);
        self.open(0);
        found
    }

    /// The subject of a matter as its own section reads it; of an erased one the word that was planted.
    pub fn subject(&self, id: ProposalId) -> String {
        let state = self.state();
        let record = state.proposal(id).unwrap();
        let department = state.department(record.department).unwrap();
        let section = rehearsal::actor(&format!("{}_section", department.key));
        let first = self.wait(self.office().first_subjects(&section, vec![id])).unwrap();
        let planted = || {
            let number = record.number.trim_start_matches("F ").split('/').next().unwrap().parse().unwrap();
            crate::walk::planted(number)
        };
        let subject = record.subject().map(str::to_owned).filter(|subject| !subject.is_empty());
        subject.or_else(|| first.get(&id).cloned()).unwrap_or_else(planted)
    }

    /// Stops the office and verifies what it left.
    pub fn verified(self) -> Report {
        let head = self.head();
        let report = self.judged().unwrap();
        assert_eq!(report.acts, head, "every entry is there");
        report
    }

    /// Stops the office and has what it left judged.
    pub fn judged(mut self) -> Result<Report, Broken> {
        self.close();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(office::verify::verify(&self.data(), &self.keys(), &GOVERNMENT))
    }

    /// The device with which a post signs.
    pub fn with_device<T>(&self, post: &str, uses: impl FnOnce(&mut SoftAuthenticator) -> T) -> T {
        uses(self.devices.lock().unwrap().get_mut(post).unwrap())
    }

    pub fn office(&self) -> &Office {
        self.office.as_ref().unwrap()
    }

    pub fn state(&self) -> Arc<Cabinet> {
        self.office().state()
    }

    /// Entries of the ledger of acts.
    pub fn head(&self) -> u64 {
        self.state().entries()
    }

    pub fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.as_ref().unwrap().block_on(future)
    }

    pub fn new_id(&self) -> Uuid {
        self.office().new_id().unwrap()
    }

    /// Asks as it is asked over the wire.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        read(response).await
    }

    /// What an open page is told, line by line.
    pub fn stream(&self, holder: &Holder, session: &str) -> Told {
        let request = Request::get(format!("/session/stream?session={session}")).header(COOKIE, holder.cookies());
        let response = self.wait(self.router.clone().oneshot(request.body(Body::empty()).unwrap())).unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        Told(Box::pin(response.into_body().into_data_stream()))
    }

    /// The next line of a stream; none when it is over.
    pub fn told(&self, told: &mut Told) -> Option<String> {
        let bytes = self.wait(told.0.next())?.unwrap();
        Some(String::from_utf8(bytes.to_vec()).unwrap())
    }

    pub fn send(&self, request: Request<Body>) -> Answer {
        self.wait(self.ask(request))
    }

    /// A post's session; signed in once, until the office is opened again.
    pub fn holder(&self, post: &str) -> Holder {
        if let Some(known) = self.holders.lock().unwrap().get(post) {
            return known.clone();
        }
        let holder = self.signed_in(post);
        self.holders.lock().unwrap().insert(post.to_owned(), holder.clone());
        holder
    }

    /// A new session of a post.
    pub fn signed_in(&self, post: &str) -> Holder {
        let body = Body::from(format!("post={}", encoded(post)));
        let request = from_own_page("/sign-in", None).header(CONTENT_TYPE, URLENCODED).body(body).unwrap();
        let answer = self.send(request);
        answer.must(StatusCode::SEE_OTHER);
        let line = answer.header(SET_COOKIE.as_str());
        let cookie = line.split(';').next().unwrap().to_owned();
        self.holder_of(cookie)
    }

    /// The session of a cookie, with the token of its forms.
    pub fn holder_of(&self, cookie: String) -> Holder {
        let mut holder = Holder { cookie, token: String::new(), english: false };
        let desk = self.get_as(&holder, "/desk");
        desk.must(StatusCode::OK);
        let out = forms(&desk.text()).into_iter().find(|form| form.address == "/sign-out").unwrap();
        out.value("form_token").unwrap().clone_into(&mut holder.token);
        holder
    }

    /// From now on a name stands for this session.
    pub fn hold(&self, name: &str, holder: Holder) {
        self.holders.lock().unwrap().insert(name.to_owned(), holder);
    }

    pub fn get_as(&self, holder: &Holder, path: &str) -> Answer {
        let request = Request::get(path).header(COOKIE, holder.cookies()).body(Body::empty()).unwrap();
        self.send(request)
    }

    pub fn get(&self, post: &str, path: &str) -> Answer {
        self.get_as(&self.holder(post), path)
    }

    /// A page that must be there.
    #[track_caller]
    pub fn page(&self, post: &str, path: &str) -> String {
        let answer = self.get(post, path);
        answer.must(StatusCode::OK);
        answer.text()
    }

    pub fn post_as(&self, holder: &Holder, form: &Form) -> Answer {
        self.send(holder.request(form))
    }

    pub fn post(&self, post: &str, form: &Form) -> Answer {
        self.post_as(&self.holder(post), form)
    }

    /// The form of an action on a page.
    #[track_caller]
    pub fn form(&self, post: &str, path: &str, action: &str) -> Form {
        let html = self.page(post, path);
        form(&html, action).unwrap_or_else(|| panic!("{post} finds no {action} at {path}"))
    }

    /// A form with this post's token and a fresh act's id, as a page would print it.
    pub fn own_form(&self, post: &str, address: impl Into<String>) -> Form {
        let form = Form { address: address.into(), ..Form::default() };
        form.add("form_token", self.holder(post).token).add("act", self.new_id().to_string())
    }

    /// Does an act that is offered: it leads on, and the record has grown.
    #[track_caller]
    pub fn act(&self, post: &str, path: &str, action: &str, fill: impl FnOnce(Form) -> Form) -> Answer {
        let form = fill(self.form(post, path, action));
        self.done(post, &form)
    }

    #[track_caller]
    pub fn done(&self, post: &str, form: &Form) -> Answer {
        let head = self.head();
        let answer = self.post(post, &self.signed(post, form));
        answer.must(StatusCode::SEE_OTHER);
        assert!(self.head() > head, "{} is recorded", form.address);
        answer
    }

    /// From now on these devices sign what their posts approve.
    pub fn sign_with(&self, devices: BTreeMap<String, SoftAuthenticator>) {
        *self.devices.lock().unwrap() = devices;
    }

    /// The answer of the post's device to a challenge.
    pub fn answered(&self, post: &str, options: &str) -> String {
        self.devices.lock().unwrap().get_mut(post).unwrap().get(options)
    }

    /// An approval's form with the signature of the post's device.
    #[track_caller]
    fn signed(&self, post: &str, form: &Form) -> Form {
        let mut devices = self.devices.lock().unwrap();
        let (Some(""), Some(device)) = (form.value("ceremony"), devices.get_mut(post)) else { return form.clone() };
        let asked = Form { address: "/approvals/challenge".to_owned(), ..form.clone() };
        let answer = self.post(post, &asked.add("address", form.address.clone()));
        let read: serde_json::Value = serde_json::from_slice(&answer.must(StatusCode::OK).body).unwrap();
        let ceremony = read["ceremony"].as_str().unwrap();
        form.clone().set("ceremony", ceremony).set("answer", device.get(&read["options"].to_string()))
    }

    /// Lets time pass.
    pub fn forward_seconds(&self, seconds: u32) {
        self.hand.forward_seconds(seconds);
    }

    /// A change of these steps, proposed by a post.
    pub fn proposed(&self, post: &str, steps: Vec<Step>) -> ChangeId {
        self.proposed_for(post, steps, None)
    }

    /// The same for a moment to come.
    pub fn proposed_for(&self, post: &str, steps: Vec<Step>, at: Option<Moment>) -> ChangeId {
        let session = self.resumed(&self.holder(post)).unwrap();
        let (change, mut texts) = (ChangeId(self.new_id()), TextsOf::default());
        let reason = texts.take("आदेश 7".to_owned()).unwrap();
        self.acted(&session, Act::ProposeChange { change, reason, steps, at }, texts);
        change
    }

    /// What a post binds to itself, as though a provider had vouched for it.
    pub fn bound(&self, post: &str) -> IdentityId {
        let session = self.resumed(&self.holder(post)).unwrap();
        let (id, person) = (IdentityId(self.new_id()), session.actor.person().unwrap());
        let subject = self.office().digest(post.as_bytes());
        let identity = Identity { id, person, issuer: "https://id.example.in".to_owned(), subject };
        self.acted(&session, Act::BindIdentity { identity }, TextsOf::default());
        id
    }

    fn acted(&self, session: &Session, act: Act, texts: TextsOf) {
        let body = self.office().digest(act.kind().as_bytes());
        let submission = Submission::new(ActId(self.new_id()), session.actor, body, act, texts);
        self.wait(self.office().act(submission.from_session(self.office(), session))).unwrap();
    }

    /// The session that a holder's cookie opens.
    pub fn resumed(&self, holder: &Holder) -> Option<Session> {
        self.office().resume_session(holder.value())
    }

    /// The same session as its cookie would say it if something in it were otherwise.
    pub fn altered(&self, holder: &Holder, alter: impl FnOnce(&mut serde_json::Value)) -> Holder {
        let mut cookie = self.opened(holder).unwrap();
        alter(&mut cookie);
        let plain = serde_json::to_vec(&cookie).unwrap();
        let sealed = vault::seal(&self.cookie_key(), COOKIE_LABEL, &plain).unwrap();
        Holder { cookie: format!("__Host-session={}", vault::hex(&sealed)), ..holder.clone() }
    }

    /// What a cookie says, whether its session lasts or not; none for a forged one.
    pub fn opened(&self, holder: &Holder) -> Option<serde_json::Value> {
        let plain = vault::open(&self.cookie_key(), COOKIE_LABEL, &vault::unhex(holder.value())?).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    fn cookie_key(&self) -> Key {
        self.keys().derive("session cookie").unwrap()
    }

    /// Stops the office and starts it again; everything that stands in custody.
    pub fn custody(&mut self) -> Vec<serde_json::Value> {
        self.stopped(async |folder, keys| {
            let database = Database::open_for_reading(folder).await.unwrap();
            let log = database.log(keys, "custody", &ledger::origin_of(&GOVERNMENT, "custody")).await.unwrap();
            let entries = log.read(0, 1_000_000).await.unwrap();
            database.close().await;
            entries.iter().map(|entry| serde_json::from_slice(&entry.payload).unwrap()).collect()
        })
    }

    /// Sends a file with a form, as a browser does.
    pub fn upload(&self, post: &str, form: &Form, bytes: &[u8], name: &str) -> Answer {
        self.send(self.upload_request(post, form, bytes, name))
    }

    pub fn upload_request(&self, post: &str, form: &Form, bytes: &[u8], name: &str) -> Request<Body> {
        Self::upload_as(Some(&self.holder(post)), form, bytes, name)
    }

    /// A form with a file as a session's browser sends it.
    pub fn upload_as(holder: Option<&Holder>, form: &Form, bytes: &[u8], name: &str) -> Request<Body> {
        let mut body = Vec::new();
        for (field, value) in &form.fields {
            body.extend_from_slice(
                format!("--BORDER\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        let head = format!(
            "--BORDER\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--BORDER--\r\n");
        let kind = "multipart/form-data; boundary=BORDER";
        from_own_page(&form.address, holder).header(CONTENT_TYPE, kind).body(Body::from(body)).unwrap()
    }

    /// Waits until every log has a checkpoint.
    pub fn published(&self) {
        for _ in 0..2000 {
            let logs = self.office().published_record();
            if !logs.is_empty() && logs.iter().all(|log| !log.checkpoint.is_empty()) {
                return;
            }
            self.wait(async { tokio::time::sleep(Duration::from_millis(2)).await });
        }
        panic!("no checkpoint was published");
    }

    /// Waits until nothing is missing from the state that the office does by itself.
    pub fn measured(&self) {
        for _ in 0..2000 {
            if cabinet::work::missing(&self.state()).is_empty() {
                return;
            }
            self.wait(async { tokio::time::sleep(Duration::from_millis(2)).await });
        }
        panic!("a revision was not measured");
    }
}

/// A stream of an open page.
pub struct Told(std::pin::Pin<Box<axum::body::BodyDataStream>>);

/// Reads an answer; of a stream its first line, for it has no end.
pub async fn read(response: axum::response::Response) -> Answer {
    let (parts, body) = response.into_parts();
    let streams = parts.headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
    let body = match streams {
        true => body.into_data_stream().next().await.unwrap().unwrap().to_vec(),
        false => to_bytes(body, BODY_BYTES_MAX).await.unwrap().to_vec(),
    };
    // Each answer has its own number: two that say the same are to be the same.
    let (mut headers, mut body) = (parts.headers, body);
    let request = headers.remove("x-request-id").map_or_else(String::new, |id| id.to_str().unwrap().to_owned());
    let number = request.rsplit('-').next().unwrap_or_default().to_owned();
    if let (false, Ok(text)) = (number.is_empty(), std::str::from_utf8(&body)) {
        body = text.replace(&number, NUMBER).into_bytes();
    }
    Answer { status: parts.status, headers, body, request }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.close();
    }
}

impl Holder {
    pub fn cookies(&self) -> String {
        if self.english { format!("{}; __Host-language=en", self.cookie) } else { self.cookie.clone() }
    }

    pub fn in_english(&self) -> Self {
        Self { english: true, ..self.clone() }
    }

    /// The cookie's value.
    pub fn value(&self) -> &str {
        self.cookie.split_once('=').unwrap().1
    }

    /// A form as this session's browser sends it.
    pub fn request(&self, form: &Form) -> Request<Body> {
        from_own_page(&form.address, Some(self))
            .header(CONTENT_TYPE, URLENCODED)
            .body(Body::from(form.encoded()))
            .unwrap()
    }
}

/// A request that a page of ours sends.
pub fn from_own_page(address: &str, holder: Option<&Holder>) -> axum::http::request::Builder {
    let request = Request::post(address).header("origin", ORIGIN).header("sec-fetch-site", "same-origin");
    match holder {
        Some(holder) => request.header(COOKIE, holder.cookies()),
        None => request,
    }
}
