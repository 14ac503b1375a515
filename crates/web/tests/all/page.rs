//! A page as a reader without scripts has it: forms with their fields, offered actions, texts.

use std::collections::BTreeSet;

/// A form of a page, filled as the page offers it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Where it is sent.
    pub address: String,
    /// The action that its page names; empty for forms that are no act.
    pub action: String,
    /// Names and values, in the order of the page.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// The first value of a field.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The field with one other value, where it stood or at the end.
    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        match self.fields.iter_mut().find(|(found, _)| found == name) {
            Some(field) => field.1 = value,
            None => self.fields.push((name.to_owned(), value)),
        }
        self
    }

    /// One more value of a field.
    pub fn add(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// Without a field.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(found, _)| found != name);
        self
    }

    /// As a browser sends it.
    pub fn encoded(&self) -> String {
        let pairs = self.fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// Whether a page asks for a proof: by a link, or by a form with which goes what was typed.
pub fn leads_to_a_proof(html: &str) -> bool {
    ["href=\"/confirm?back=", "action=\"/confirm\""].iter().any(|way| html.contains(way))
}

/// Percent-encoded for a form.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A tag with its attributes and where it ends.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(String, String)>,
    /// What follows the tag.
    rest: &'a str,
}

impl Tag<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// The tags of a page. The pages are ours: attributes stand in double quotes, `<` and `>` are escaped in texts.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut left = html;
    std::iter::from_fn(move || {
        let from = left.find('<')? + 1;
        let rest = &left[from..];
        let end = rest.find('>')?;
        let inner = &rest[..end];
        left = &rest[end + 1..];
        let (name, written) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        Some(Tag { name, attributes: attributes(written), rest: left })
    })
}

fn attributes(mut written: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        written = written.trim_start();
        let end = written.find(|one: char| one == '=' || one.is_whitespace()).unwrap_or(written.len());
        let name = &written[..end];
        if name.is_empty() {
            return found;
        }
        written = &written[end..];
        let mut value = String::new();
        if let Some(quoted) = written.strip_prefix("=\"") {
            let close = quoted.find('"').expect("an attribute is closed");
            value = unescaped(&quoted[..close]);
            written = &quoted[close + 1..];
        }
        found.push((name.to_owned(), value));
    }
}

/// A text as its reader sees it.
pub fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut left = text;
    while let Some(at) = left.find('&') {
        out.push_str(&left[..at]);
        left = &left[at..];
        let end = left.find(';').unwrap_or(0);
        let known = match &left[..end] {
            "&lt" => Some('<'),
            "&gt" => Some('>'),
            "&amp" => Some('&'),
            "&quot" => Some('"'),
            number => number.strip_prefix("&#").and_then(|digits| digits.parse().ok()).and_then(char::from_u32),
        };
        out.push(known.unwrap_or('&'));
        left = &left[if known.is_some() { end + 1 } else { 1 }..];
    }
    out.push_str(left);
    out
}

/// As our pages escape a text.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for one in text.chars() {
        match one {
            '<' => out.push_str("&#60;"),
            '>' => out.push_str("&#62;"),
            '&' => out.push_str("&#38;"),
            '"' => out.push_str("&#34;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Takes in the field of a tag, if it is one; a select is kept open until its end.
fn take(form: &mut Form, tag: &Tag<'_>, select: &mut Option<Select>) {
    let get = |name: &str| tag.get(name).unwrap_or_default().to_owned();
    match tag.name {
        "input" => {
            let unticked = matches!(tag.get("type"), Some("radio" | "checkbox")) && tag.get("checked").is_none();
            if !unticked && tag.get("type") != Some("file") {
                form.fields.push((get("name"), get("value")));
            }
        }
        "textarea" => {
            let end = tag.rest.find("</textarea>").expect("a text area is closed");
            let words = tag.rest[..end].strip_prefix('\n').unwrap_or(&tag.rest[..end]);
            form.fields.push((get("name"), unescaped(words)));
        }
        "select" => *select = Some(Select { name: get("name"), ..Select::default() }),
        "option" => {
            let select = select.as_mut().expect("an option stands in a select");
            select.first.get_or_insert_with(|| get("value"));
            if tag.get("selected").is_some() {
                select.chosen = Some(get("value"));
            }
        }
        "/select" => {
            let select = select.take().expect("a select is open");
            form.fields.push((select.name, select.chosen.or(select.first).unwrap_or_default()));
        }
        _ => {}
    }
}

#[derive(Default)]
struct Select {
    name: String,
    first: Option<String>,
    chosen: Option<String>,
}

/// The forms of a page; a button that sends a form elsewhere makes one more of it.
pub fn forms(html: &str) -> Vec<Form> {
    let mut found: Vec<(String, Form)> = Vec::new();
    let mut buttons = Vec::new();
    // Options belong to the form of their select, wherever that stands.
    let (mut select, mut inside, mut choosing) = (None, false, None);
    for tag in tags(html) {
        let get = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        if tag.name == "form" {
            inside = true;
            let form = Form { address: get("action"), action: get("data-action"), fields: Vec::new() };
            found.push((get("id"), form));
            continue;
        }
        if tag.name == "/form" {
            inside = false;
        }
        let owner = match tag.get("form") {
            None if matches!(tag.name, "option" | "/select") => choosing,
            Some(id) => found.iter().position(|(found, _)| found == id),
            None => found.len().checked_sub(1).filter(|_| inside),
        };
        let Some(owner) = owner else { continue };
        if tag.name == "select" {
            choosing = Some(owner);
        }
        take(&mut found[owner].1, &tag, &mut select);
        if tag.get("formaction").is_some() {
            buttons.push((owner, get("formaction"), get("data-action")));
        }
    }
    let mut forms: Vec<Form> = found.into_iter().map(|(_, form)| form).collect();
    let sent_elsewhere =
        |(owner, address, action): (usize, String, String)| Form { address, action, ..forms[owner].clone() };
    let more: Vec<Form> = buttons.into_iter().map(sent_elsewhere).collect();
    forms.extend(more);
    forms
}

/// The form of an action; of several the first.
pub fn form(html: &str, action: &str) -> Option<Form> {
    forms(html).into_iter().find(|form| form.action == action)
}

/// The form that is sent to an address ending so.
pub fn form_to(html: &str, ending: &str) -> Option<Form> {
    forms(html).into_iter().find(|form| form.address.ends_with(ending))
}

/// Keys of the actions that the page offers, by a form or a link.
pub fn offered(html: &str) -> BTreeSet<String> {
    tags(html).filter_map(|tag| tag.get("data-action").map(str::to_owned)).collect()
}

/// Texts between tags, and attributes that are read out, with the language in which they stand.
pub fn texts(html: &str) -> Vec<(String, String)> {
    const READ_OUT: [&str; 4] = ["aria-label", "alt", "title", "placeholder"];
    const EMPTY: [&str; 6] = ["meta", "link", "input", "img", "br", "rect"];
    let mut languages: Vec<(String, String)> = Vec::new();
    let mut found = Vec::new();
    for tag in tags(html) {
        if let Some(closed) = tag.name.strip_prefix('/') {
            while languages.pop().is_some_and(|(name, _)| name != closed) {}
        } else {
            let outer = languages.last().map_or_else(String::new, |(_, language)| language.clone());
            let language = tag.get("lang").map_or(outer, str::to_owned);
            let read_out = tag.attributes.iter().filter(|(name, _)| {
                READ_OUT.contains(&name.as_str()) || name.starts_with("data-") && name != "data-action"
            });
            found.extend(read_out.map(|(_, value)| (language.clone(), value.clone())));
            if !EMPTY.contains(&tag.name) && !tag.name.starts_with('!') && !tag.name.ends_with('/') {
                languages.push((tag.name.to_owned(), language));
            }
        }
        let end = tag.rest.find('<').unwrap_or(tag.rest.len());
        let text = tag.rest[..end].trim();
        if !text.is_empty() {
            let language = languages.last().map_or_else(String::new, |(_, language)| language.clone());
            found.push((language, unescaped(text)));
        }
    }
    found
}

/// The page without what differs from session to session and from drawing to drawing: tokens, ids of the session and of acts.
pub fn settled(html: &str) -> String {
    let blank = |html: &str, before: &str| {
        let mut parts = html.split(before);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            out.push_str(before);
            out.push_str(part.find('"').map_or("", |end| &part[end..]));
        }
        out
    };
    let own = [
        "name=\"act\" value=\"",
        "name=\"form_token\" value=\"",
        "name=\"carried_act\" value=\"",
        "name=\"carried.seen\" value=\"",
        "data-session=\"",
    ];
    own.iter().fold(html.to_owned(), |html, before| blank(&html, before))
}

/// The first lines in which two pages differ.
pub fn difference(one: &str, other: &str) -> Option<(String, String)> {
    let mut lines = one.lines().zip(other.lines());
    let found = lines.find(|(one, other)| one != other).map(|(one, other)| (one.to_owned(), other.to_owned()));
    found.or_else(|| (one != other).then(|| (one.len().to_string(), other.len().to_string())))
}

#[test]
fn control_forms_and_texts_are_read() {
    let html = "<html lang=\"en\"><form id=\"d\" action=\"/a\" data-action=\"submit\"><input type=\"hidden\" name=\"seen\" value=\"3\" autocomplete=\"off\">\
        <input type=\"radio\" name=\"r\" value=\"1\"><input type=\"radio\" name=\"r\" value=\"2\" checked>\
        <textarea name=\"t\" rows=\"3\">a &#60;b&#62; &#38;</textarea><select name=\"s\"><option value=\"\">-</option><option value=\"x\" selected>X</option></select>\
        </form><textarea form=\"d\" name=\"u\">z</textarea><button form=\"d\" formaction=\"/b\" data-action=\"clear\">C</button><p lang=\"hi\">क<br>ख</p><a data-action=\"withdraw\" aria-label=\"L\">t</a></html>";
    let read = form(html, "submit").unwrap();
    assert_eq!(read.encoded(), "seen=3&r=2&t=a%20%3Cb%3E%20%26&s=x&u=z");
    assert_eq!(form(html, "clear").map(|form| (form.address, form.fields)), Some(("/b".to_owned(), read.fields)));
    assert_eq!(offered(html).into_iter().collect::<Vec<_>>(), ["clear", "submit", "withdraw"]);
    let read = texts(html);
    for (language, text) in [("hi", "क"), ("hi", "ख"), ("en", "L"), ("en", "t")] {
        assert!(read.contains(&(language.to_owned(), text.to_owned())), "{read:?}");
    }
    assert_eq!(unescaped(&escaped("a<b>&\"'&#x")), "a<b>&\"'&#x");
    assert_eq!(settled("x name=\"act\" value=\"1\" y"), settled("x name=\"act\" value=\"2\" y"));
}

/// What a page says in its box of errors.
pub fn errors(html: &str) -> String {
    let told = html.split("class=\"errors\"").nth(1).and_then(|rest| rest.split("</ul>").next());
    unescaped(told.unwrap_or_default())
}
