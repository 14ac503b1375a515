//! Papers: attached, removed, and shown page by page.

use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, FIELDS_MAX, FORM_BYTES_MAX, Fields, Posted, from_own_page};
use crate::frame::Frame;
use crate::pages::paper::receive::save_beside;
use crate::pages::{Ids, draw, perform};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::ids::{PaperId, ProposalId};
use office::{ActError, TextsOf, Upload, UploadError};

/// Bytes of an uploaded file at most.
const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Bytes of its title at most.
const TITLE_BYTES_MAX: usize = 4 * 1024;
/// Width of a page's picture.
const PICTURE_WIDTH_PIXELS: u32 = 1240;

/// A multipart form: its fields and one file.
pub(crate) struct WithFile {
    posted: Posted,
    file: Vec<u8>,
}

impl FromRequest<App> for WithFile {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let who = SignedIn::from_request_parts(&mut parts, app).await?;
        let path = parts.uri.path().to_owned();
        let request = Request::from_parts(parts, body);
        let mut multipart =
            Multipart::from_request(request, app).await.map_err(|_| Failure::Form(BadForm::Malformed))?;
        let (mut fields, mut file) = (Fields::default(), None);
        // The fields are no more than those of a form without a file.
        let (mut left, mut parts) = (FORM_BYTES_MAX, 0);
        while let Some(part) = multipart.next_field().await.map_err(|_| Failure::Form(BadForm::Malformed))? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                if file.is_some() {
                    return Err(BadForm::RepeatedField("file").into());
                }
                file = Some(bytes(part, FILE_BYTES_MAX).await?);
            } else {
                let most = if name == "title" { TITLE_BYTES_MAX.min(left) } else { left };
                let value = bytes(part, most).await?;
                left -= value.len();
                parts += 1;
                if parts > FIELDS_MAX {
                    return Err(BadForm::Malformed.into());
                }
                fields.push(name, String::from_utf8(value).map_err(|_| BadForm::Malformed)?);
            }
        }
        let file = file.ok_or(BadForm::MissingField("file"))?;
        // The file's hash stands among the fields, so that a repeated form is known by its content.
        let hash = app.office.digest(&file).to_string();
        fields.push("file_hash".to_owned(), hash);
        let posted = Posted::assemble(app, who, &path, fields)?;
        Ok(Self { posted, file })
    }
}

async fn bytes(mut part: axum::extract::multipart::Field<'_>, bytes_max: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|_| Failure::Form(BadForm::Malformed))? {
        if bytes.len() + chunk.len() > bytes_max {
            return Err(Failure::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Takes a paper in and lays it with the draft.
pub(crate) async fn attach(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    WithFile { posted, file }: WithFile,
) -> Result<Response, Failure> {
    let Posted { who, act, body, mut fields } = posted;
    let seen = fields.parse("seen")?;
    let title = fields.one("title")?.trim().to_owned();
    let _ = fields.one("file_hash")?;
    if let Some(answer) = save_beside(&app, (&who, act), proposal, &mut fields).await? {
        return Ok(answer);
    }
    fields.finish()?;
    let upload = Upload { proposal, seen, title: title.clone(), bytes: file };
    let page = who.frame(&app);
    let errors = match app.office.attach_paper(act, &who.session, body, upload).await {
        Ok(_) => return Ok(Redirect::to(&format!("/proposals/{proposal}/draft#papers")).into_response()),
        Err(UploadError::Act(ActError::Refused(refusal))) if refusal != cabinet::Refusal::Unknown => {
            (crate::refusals::status(&refusal), crate::refusals::sentences(&page, &refusal))
        }
        Err(UploadError::Act(error)) => return Err(Failure::of_act(&app, &who, act, error).await),
        Err(error) if error.is_full() => return Err(Failure::DiskFull.keeping_words(title)),
        Err(error) if error.is_elsewhere() => {
            tracing::error!(%error, "the store did not keep a paper");
            return Err(Failure::FileNotKept.keeping_words(title));
        }
        Err(error) => match error.paper_refusal() {
            Some(reason) => (StatusCode::UNPROCESSABLE_ENTITY, vec![page.t(reason)]),
            None => {
                tracing::error!(%error, "a paper could not be taken in");
                return Err(Failure::NotRecorded);
            }
        },
    };
    let (status, errors) = errors;
    let shown = super::draft::Shown { status, errors, title, ..super::draft::Shown::default() };
    super::draft::redrawn(&app, &who, proposal, shown).await
}

/// Takes a paper out of the draft.
pub(crate) async fn remove(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let seen = posted.fields.parse("seen")?;
    let paper = posted.fields.parse("paper")?;
    if let Some(answer) = save_beside(&app, (&posted.who, posted.act), proposal, &mut posted.fields).await? {
        return Ok(answer);
    }
    let act = Act::RemovePaper { proposal, seen, paper };
    let next = format!("/proposals/{proposal}/draft#papers");
    Ok(perform(&app, posted, act, TextsOf::default(), &next).await?.into_response())
}

#[derive(Template)]
#[template(path = "proposals/paper.html")]
struct PaperPage {
    page: Frame,
    paper: PaperId,
    title: String,
    back: String,
    number: u32,
    pages: u32,
    openings: [uuid::Uuid; 1],
}

/// One page of a paper in its frame.
pub(crate) async fn page(
    State(app): State<App>,
    who: SignedIn,
    Ids((paper, number)): Ids<(PaperId, u32)>,
) -> Result<Html<String>, Failure> {
    let state = app.office.state();
    if !state.may_read_paper(&who.session.actor, paper) {
        return Err(Failure::Unknown);
    }
    let (facts, proposal) = state.paper(paper).ok_or(Failure::Unknown)?;
    if number == 0 || number > facts.pages {
        return Err(Failure::Unknown);
    }
    // Its picture would not come, and a picture has no words.
    app.office.paper_within_reach(paper).await?;
    let (title, pages, back) = (facts.title.clone(), facts.pages, format!("/proposals/{}", proposal.id));
    draw(&PaperPage { page: who.frame(&app), paper, title, back, number, pages, openings: [paper.0] })
}

/// The picture of a page; its release is recorded before it leaves.
pub(crate) async fn picture(
    State(app): State<App>,
    who: SignedIn,
    Ids((paper, number)): Ids<(PaperId, u32)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    from_own_page(&headers, &app.origin.0)?;
    let png = app.office.paper_page(&who.session, paper, number, PICTURE_WIDTH_PIXELS).await?;
    Ok(([(CONTENT_TYPE, "image/png")], png).into_response())
}
