//! A consultation as a proposal's page shows it, and what its forms offer.

use super::acts::consultation::aim;
use crate::choice::Choice;
use crate::frame::Frame;
use crate::pages::paper::origin::scan_link;
use cabinet::Actor;
use cabinet::consultation::ReminderWay;
use cabinet::ids::DepartmentId;
use cabinet::permission::Action;
use cabinet::proposal::{Answer, StageName};
use office::views::{GivenView, ProposalView, ReplyView, Seen, ViewView};

/// What was made of a condition or a view: its word, its colour, the reason.
pub(crate) struct Made {
    pub(crate) word: String,
    pub(crate) tone: &'static str,
    pub(crate) reason: String,
}

/// One condition of a view.
pub(crate) struct Condition {
    pub(crate) words: String,
    pub(crate) made: Option<Made>,
}

/// One answer of a department.
pub(crate) struct Given {
    pub(crate) answer: String,
    pub(crate) tone: &'static str,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) words: String,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) made: Option<Made>,
    /// The answer to a query: its words, by whom and when.
    pub(crate) answered: Option<(String, String)>,
    /// It stands on the original file.
    pub(crate) on_file: bool,
    /// Where its scan opens; empty where there is none, or for whom it is not.
    pub(crate) scan: String,
}

/// A view of another version than the one that is read.
pub(crate) struct OtherVersion {
    pub(crate) sentence: String,
    /// Where the two are compared; empty for whom one of them is not.
    pub(crate) link: String,
    /// What became of the text after the view; empty where nothing did.
    pub(crate) tag: String,
    pub(crate) tone: &'static str,
}

/// One department that was asked.
pub(crate) struct Asked {
    pub(crate) department: String,
    pub(crate) line: String,
    /// Where its view is of another version than the one that is read.
    pub(crate) other: Option<OtherVersion>,
    pub(crate) given: Vec<Given>,
    /// How it was reminded: the line, and what was said.
    pub(crate) reminders: Vec<(String, String)>,
}

/// One row of the form that says what was made of views.
pub(super) struct ReplyRow {
    pub(super) aim: String,
    pub(super) department: String,
    /// Number of the condition; none where the row is about the view as a whole.
    pub(super) condition: Option<u32>,
    pub(super) words: String,
    /// `yes` or `no` where it was said before.
    pub(super) taken_in: &'static str,
    pub(super) reason: String,
}

/// The views that the person sees.
pub(super) fn views(page: &Frame, view: &ProposalView, actor: &Actor) -> Vec<Asked> {
    let given_of = |given: &GivenView| given_of(page, (view, actor), given);
    let asked = view.views.iter().map(|asked| Asked {
        department: page.department(&asked.department).to_owned(),
        line: line(page, view, asked),
        other: other_version(page, view, asked),
        given: asked.given.iter().map(given_of).collect(),
        reminders: reminders(page, asked),
    });
    asked.collect()
}

/// «वित्त विभाग ने संस्करण 2 देखा; आप संस्करण 4 पढ़ रहे हैं।»
fn other_version(page: &Frame, view: &ProposalView, asked: &ViewView) -> Option<OtherVersion> {
    let read = view.revision.as_ref()?;
    let stands = asked.given.last().is_some_and(|given| given.answer != Answer::Query);
    if asked.seen == Seen::This || !stands {
        return None;
    }
    let has = |number: u32| view.readable.iter().any(|revision| revision.number == number);
    let (seen, link) = (asked.revision, super::compare::address(view.proposal.id, asked.revision, read.number));
    let (tag, tone) = match asked.seen {
        Seen::OtherText if seen < read.number => (page.ts("view-text-changed", "date", &page.date(&read.at)), "order"),
        Seen::SameText => (page.t("view-text-same"), ""),
        _ => (String::new(), ""),
    };
    let sentence = super::compare::saw_another(page, asked.department, seen, read.number);
    Some(OtherVersion { sentence, link: if has(seen) { link } else { String::new() }, tag, tone })
}

fn line(page: &Frame, view: &ProposalView, asked: &ViewView) -> String {
    if asked.given.iter().any(|given| given.answer != Answer::Query) {
        page.tn("view-on-version", asked.revision)
    } else if view.proposal.stage.name() == StageName::Consulting {
        let clock = match &asked.stopped {
            Some(since) => page.ts("view-clock-stopped", "date", &page.date(since)),
            None => page.days_left(&asked.due),
        };
        format!("{} · {clock}", page.ts("view-asked-on", "date", &page.date(&asked.sent)))
    } else {
        page.ts("view-not-received", "date", &page.date(&asked.sent))
    }
}

fn given_of(page: &Frame, (view, actor): (&ProposalView, &Actor), given: &GivenView) -> Given {
    let conditions = given.conditions.iter();
    let on_file = given.on_file.as_ref();
    Given {
        on_file: on_file.is_some(),
        scan: on_file.and_then(|one| one.scan).map_or_else(String::new, |scan| scan_link(view, actor, scan)),
        answer: page.word("answer", given.answer.key()),
        tone: answer_tone(given.answer),
        by: on_file.map_or_else(|| page.post_of_charge(&given.by), |one| page.post(&one.post)),
        at: on_file.map_or_else(|| page.date_time(&given.at), |one| page.day(&one.date)),
        words: given.words.clone(),
        conditions: conditions
            .map(|(words, reply)| Condition { words: words.clone(), made: reply.as_ref().map(|one| made(page, one)) })
            .collect(),
        made: given.reply.as_ref().map(|reply| made(page, reply)),
        answered: given.answered.as_ref().map(|(at, by, words)| (words.clone(), page.by_at(by, at))),
    }
}

fn made(page: &Frame, reply: &ReplyView) -> Made {
    let (word, tone) = if reply.taken_in { ("reply-taken-in", "done") } else { ("reply-not-taken-in", "stop") };
    Made { word: page.t(word), tone, reason: reply.reason.clone() }
}

fn reminders(page: &Frame, asked: &ViewView) -> Vec<(String, String)> {
    let line = |one: &office::views::ReminderView| {
        let way = page.word("reminder", one.way.key());
        let whom = if one.whom.is_empty() { String::new() } else { format!(" · {}", one.whom) };
        format!("{way}{whom} · {} · {}", page.post_of_charge(&one.by), page.date_time(&one.at))
    };
    asked.reminders.iter().map(|one| (line(one), one.words.clone())).collect()
}

const fn answer_tone(answer: Answer) -> &'static str {
    match answer {
        Answer::Concurs => "done",
        Answer::ConcursWithConditions | Answer::Query => "order",
        Answer::DoesNotConcur => "stop",
        Answer::NoViewNeeded => "",
    }
}

fn department(page: &Frame, id: DepartmentId) -> Choice {
    Choice::open(id, page.department(&id))
}

/// Departments whose query waits for an answer.
pub(super) fn queries(page: &Frame, view: &ProposalView) -> Vec<Choice> {
    let waiting = view.state.views_outstanding(&view.proposal).filter(|asked| asked.open_query().is_some());
    let offered = view.may(Action::AnswerQuery);
    waiting.filter(|_| offered).map(|asked| department(page, asked.department)).collect()
}

/// Departments that owe their view.
pub(super) fn owing(page: &Frame, view: &ProposalView) -> Vec<Choice> {
    let offered = view.may(Action::Remind);
    let owing = view.state.views_outstanding(&view.proposal).filter(|_| offered);
    owing.map(|asked| department(page, asked.department)).collect()
}

/// Ways of reminding.
pub(super) fn ways(page: &Frame) -> Vec<Choice> {
    Choice::of_words(page, "reminder", ReminderWay::ALL.iter().map(|one| one.key()))
}

/// A row for each condition, and for each view that does not concur.
pub(super) fn replies(page: &Frame, view: &ProposalView) -> Vec<ReplyRow> {
    if !view.may(Action::ReplyToViews) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for asked in &view.views {
        let Some(given) = asked.given.last() else { continue };
        let row = |condition, words: &String, reply: Option<&ReplyView>| ReplyRow {
            aim: aim(asked.department, condition),
            department: page.department(&asked.department).to_owned(),
            condition,
            words: words.clone(),
            taken_in: reply.map_or("", |reply| if reply.taken_in { "yes" } else { "no" }),
            reason: reply.map_or_else(String::new, |reply| reply.reason.clone()),
        };
        if given.answer == Answer::DoesNotConcur {
            rows.push(row(None, &given.words, given.reply.as_ref()));
        }
        let numbered = (1..).zip(&given.conditions);
        rows.extend(numbered.map(|(number, (words, reply))| row(Some(number), words, reply.as_ref())));
    }
    rows
}
