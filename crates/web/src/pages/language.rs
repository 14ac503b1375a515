//! Choosing the language, on every page.

use crate::failure::Failure;
use crate::form::Open;
use crate::visit::LANGUAGE_COOKIE;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};

const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Keeps the language in a cookie and leads back to the page.
pub(crate) async fn choose(form: Open) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let language = match fields.one("language")?.as_str() {
        "hi" => "hi",
        "en" => "en",
        _ => return Err(crate::form::BadForm::BadChoice("language").into()),
    };
    let back = fields.one("back")?;
    fields.finish()?;
    let mut response = Redirect::to(own_path(&back)).into_response();
    let line = format!("{LANGUAGE_COOKIE}={language}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={YEAR_SECONDS}");
    let line = HeaderValue::from_str(&line).map_err(|_| Failure::Internal)?;
    response.headers_mut().append(SET_COOKIE, line);
    Ok(response)
}

/// A path of ours; anything that could lead elsewhere leads home.
pub(crate) fn own_path(back: &str) -> &str {
    let plain = back.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if back.starts_with('/') && !back.starts_with("//") && plain { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_led_elsewhere() {
        assert_eq!(own_path("/desk?done=submit"), "/desk?done=submit");
        for foreign in ["//elsewhere", "https://elsewhere", "/\\elsewhere", "", "/a\r\nb", "desk"] {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }
}
