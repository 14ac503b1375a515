//! Refusals of the rules as sentences.

use crate::failure::field_label;
use crate::frame::Frame;
use axum::http::StatusCode;
use cabinet::Refusal;
use cabinet::ids::{DepartmentId, PostId};
use cabinet::note::{Caution, Defect};
use fluent_bundle::FluentValue;

/// The status of a refusal: 409 where the world has moved on, 422 where the content is at fault.
pub(crate) fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Unknown => StatusCode::NOT_FOUND,
        Refusal::MovedOn { .. }
        | Refusal::IdTaken
        | Refusal::NumberTaken
        | Refusal::SignInNameTaken
        | Refusal::IdentityTaken
        | Refusal::AnotherItemCalled
        | Refusal::NotListable
        | Refusal::NotMeasured
        | Refusal::MinutesOutdated
        | Refusal::BegunAlready
        | Refusal::PaperRouteEnded { .. }
        | Refusal::CopiesEnded { .. }
        | Refusal::InquiryOver
        | Refusal::EmergencyAccessOver
        | Refusal::ChangeOver => StatusCode::CONFLICT,
        Refusal::SignatureMissing => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Everything that a refusal says.
pub(crate) fn sentences(page: &Frame, refusal: &Refusal) -> Vec<String> {
    match refusal {
        Refusal::StepsUnfit(faults) => {
            faults.iter().map(|fault| crate::pages::people::fault_sentence(page, fault)).collect()
        }
        Refusal::Defects(defects) => defects.iter().map(|defect| defect_sentence(page, defect)).collect(),
        Refusal::PreconditionsMissing(keys) => {
            let label = |key: &String| precondition_label(page, key);
            keys.iter().map(|key| page.ts("refusal-precondition-missing", "what", &label(key))).collect()
        }
        Refusal::ChecklistIncomplete(keys) => {
            let label = |key: &String| checklist_label(page, key);
            keys.iter().map(|key| page.ts("refusal-checklist-incomplete", "what", &label(key))).collect()
        }
        Refusal::ApprovalsMissing(missing) => {
            let label = |one| crate::pages::paper::receive::missing(page, one);
            missing.iter().map(|one| page.ts("refusal-approval-missing", "what", &label(one))).collect()
        }
        other => vec![sentence(page, other)],
    }
}

fn sentence(page: &Frame, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unknown | Refusal::Defects(_) => page.t("failure-unknown-text"),
        Refusal::MovedOn { since, .. } => page.ts("refusal-moved-on", "since", &page.date_time(since)),
        Refusal::ReasonMissing => page.t("refusal-reason-missing"),
        Refusal::TextMissing => page.t("refusal-text-missing"),
        Refusal::TooLong { field, characters_max } => too_long(page, field, *characters_max),
        Refusal::FieldMissing { field } => page.ts("refusal-field-missing", "field", &field_label(page, field)),
        Refusal::NotConsulted(missing) => page.ts("refusal-not-consulted", "departments", &departments(page, missing)),
        Refusal::DepartmentsUnfit => page.t("refusal-departments-unfit"),
        Refusal::ViewsOutstanding { departments: missing, until } => page.with(
            "refusal-views-outstanding",
            &[
                ("departments", FluentValue::from(departments(page, missing))),
                ("until", FluentValue::from(page.date_time(until))),
            ],
        ),
        Refusal::QueriesUnanswered(waiting) => {
            page.ts("refusal-queries-unanswered", "departments", &departments(page, waiting))
        }
        Refusal::QueryOpen => page.t("refusal-query-open"),
        Refusal::NoQuery => page.t("refusal-no-query"),
        Refusal::ConditionsUnfit { conditions_max } => page.tn("refusal-conditions-unfit", *conditions_max),
        Refusal::ViewWordsUnfit { department, conditions_max } => page.with(
            "refusal-view-words-unfit",
            &[
                ("department", FluentValue::from(page.department(department).to_owned())),
                ("count", FluentValue::from(i64::try_from(*conditions_max).unwrap_or(i64::MAX))),
            ],
        ),
        Refusal::ViewsUnreplied(waiting) => {
            page.ts("refusal-views-unreplied", "departments", &departments(page, waiting))
        }
        Refusal::RepliesUnfit => page.t("refusal-replies-unfit"),
        Refusal::PreconditionUnfit => page.t("refusal-precondition-unfit"),
        Refusal::DeskUnfit => page.t("refusal-desk-unfit"),
        Refusal::HeardUnfit { days_max } => page.tn("refusal-heard-unfit", *days_max),
        Refusal::OrdersProvisional(items) => {
            let numbers: Vec<String> = items.iter().map(ToString::to_string).collect();
            page.ts("refusal-orders-provisional", "items", &numbers.join(", "))
        }
        Refusal::UrgentOrderMissing => page.t("refusal-urgent-order-missing"),
        Refusal::DateUnfit => page.t("refusal-date-unfit"),
        Refusal::OrderBeforeApproval { approved } => {
            page.ts("refusal-order-before-approval", "date", &page.day(approved))
        }
        Refusal::PreconditionsMissing(_) | Refusal::ChecklistIncomplete(_) | Refusal::ChecklistUnfit => {
            page.t("refusal-checklist-unfit")
        }
        Refusal::LastDayUnfit { days_max } => page.tn("refusal-last-day-unfit", *days_max),
        Refusal::CirculationOpen { silent, until } => page.with(
            "refusal-circulation-open",
            &[("members", FluentValue::from(posts(page, silent))), ("until", FluentValue::from(page.date_time(until)))],
        ),
        Refusal::SilenceIsNoAssent(silent) => page.ts("refusal-silence-is-no-assent", "members", &posts(page, silent)),
        Refusal::NotMeasured => page.t("refusal-not-measured"),
        Refusal::NumberTaken => page.t("refusal-number-taken"),
        Refusal::IdTaken => page.t("refusal-id-taken"),
        Refusal::TooManyPapers { papers_max } => page.tn("refusal-too-many-papers", *papers_max),
        Refusal::BeginsInPast => page.t("refusal-begins-in-past"),
        Refusal::AgendaEmpty => page.t("refusal-agenda-empty"),
        Refusal::NotListable => page.t("refusal-not-listable"),
        Refusal::NoSuchPlace => page.t("refusal-no-such-place"),
        Refusal::PostsUnfit => page.t("refusal-posts-unfit"),
        Refusal::ChairUnfit => page.t("refusal-chair-unfit"),
        Refusal::AnotherItemCalled => page.t("refusal-another-item-called"),
        Refusal::PointsUnanswered => page.t("refusal-points-unanswered"),
        Refusal::DeferredInPart => page.t("refusal-deferred-in-part"),
        Refusal::OutcomeUnfit => page.t("refusal-outcome-unfit"),
        Refusal::TasksUnfit { tasks_max } => page.tn("refusal-tasks-unfit", *tasks_max),
        Refusal::DueDayUnfit { days_max } => page.tn("refusal-due-day-unfit", *days_max),
        Refusal::ReplacementUnfit => page.t("refusal-replacement-unfit"),
        Refusal::ItemsUndecided(items) => {
            let numbers: Vec<String> = items.iter().map(ToString::to_string).collect();
            page.ts("refusal-items-undecided", "items", &numbers.join(", "))
        }
        Refusal::MemberUnfit => page.t("refusal-member-unfit"),
        Refusal::MinutesOutdated => page.t("refusal-minutes-outdated"),
        Refusal::PaperRouteEnded { department, until: Some(until) } => page.with(
            "refusal-paper-route-ended",
            &[
                ("department", FluentValue::from(page.department(department).to_owned())),
                ("until", FluentValue::from(page.day(until))),
            ],
        ),
        Refusal::PaperRouteEnded { department, until: None } => {
            page.ts("refusal-paper-route-none", "department", page.department(department))
        }
        Refusal::CopiesEnded { until } => page.ts("refusal-copies-ended", "until", &page.day(until)),
        Refusal::CopyUnfit => page.t("refusal-copy-unfit"),
        Refusal::DayUnfit => page.t("refusal-day-unfit"),
        Refusal::DepartmentUnfit => page.t("refusal-department-unfit"),
        Refusal::NotePaperMissing => page.t("refusal-note-paper-missing"),
        Refusal::ApprovalsUnfit | Refusal::ApprovalsMissing(_) => page.t("refusal-approvals-unfit"),
        Refusal::Rules(error) => page.ts("refusal-rules", "reason", &error.to_string()),
        Refusal::BegunAlready => page.t("refusal-begun-already"),
        Refusal::ScopeUnknown => page.t("refusal-scope-unknown"),
        Refusal::PeriodUnfit => page.t("refusal-period-unfit"),
        Refusal::InquiryOver => page.t("refusal-inquiry-over"),
        Refusal::NothingToRead => page.t("refusal-nothing-to-read"),
        Refusal::HoursUnfit { hours_max } => page.tn("refusal-hours-unfit", u32::from(*hours_max)),
        Refusal::EmergencyAccessOver => page.t("refusal-emergency-access-over"),
        Refusal::ChangeOver => page.t("refusal-change-over"),
        Refusal::StepsUnfit(_) => page.t("refusal-steps-unfit"),
        Refusal::StepsUncounted { steps_max } => page.tn("refusal-steps-uncounted", *steps_max),
        Refusal::MomentUnfit => page.t("refusal-moment-unfit"),
        Refusal::SignatureMissing => page.t("refusal-signature-missing"),
        Refusal::RulesDepartmentMissing { key } => page.ts("refusal-rules-department-missing", "key", key),
        Refusal::LastOfficers => page.t("refusal-last-officers"),
        Refusal::LastWayIn => page.t("refusal-last-way-in"),
        Refusal::OfficersAble => page.t("refusal-officers-able"),
        Refusal::PasskeyNeeded => page.t("refusal-passkey-needed"),
        Refusal::SignInNameUnfit => page.t("refusal-sign-in-name-unfit"),
        Refusal::SignInNameTaken => page.t("refusal-sign-in-name-taken"),
        Refusal::IdentityTaken => page.t("refusal-identity-taken"),
    }
}

fn too_long(page: &Frame, field: &str, characters_max: usize) -> String {
    let count = i64::try_from(characters_max).unwrap_or(i64::MAX);
    page.with(
        "refusal-too-long",
        &[("field", FluentValue::from(field_label(page, field))), ("count", FluentValue::from(count))],
    )
}

fn departments(page: &Frame, ids: &[DepartmentId]) -> String {
    ids.iter().map(|id| page.department(id)).collect::<Vec<_>>().join(", ")
}

fn posts(page: &Frame, ids: &[PostId]) -> String {
    let title = |id: &PostId| page.state.post(*id).map(|post| page.words(&post.title));
    ids.iter().filter_map(title).collect::<Vec<_>>().join("; ")
}

/// The label of something that the rules want on record.
pub(crate) fn precondition_label(page: &Frame, key: &str) -> String {
    let rule = page.state.rules().and_then(|rules| rules.preconditions.iter().find(|rule| rule.key == key));
    rule.map_or_else(|| key.to_owned(), |rule| page.words(&rule.label).to_owned())
}

/// The label of an item of the checklist.
pub(crate) fn checklist_label(page: &Frame, key: &str) -> String {
    let item = page.state.rules().and_then(|rules| rules.checklist.iter().find(|item| item.key == key));
    item.map_or_else(|| key.to_owned(), |item| page.words(&item.label).to_owned())
}

/// The label of a section of the note.
pub(crate) fn section_label(page: &Frame, key: &str) -> String {
    let section = page.state.rules().and_then(|rules| rules.sections.iter().find(|section| section.key == key));
    section.map_or_else(|| key.to_owned(), |section| page.words(&section.label).to_owned())
}

/// What should be looked at before a note is put up.
pub(crate) fn caution_sentence(page: &Frame, caution: &Caution) -> String {
    let number = |value: usize| FluentValue::from(i64::try_from(value).unwrap_or(i64::MAX));
    match caution {
        Caution::SectionTooLong { key, words, words_max } => page.with(
            "caution-section-too-long",
            &[
                ("section", FluentValue::from(section_label(page, key))),
                ("count", FluentValue::from(i64::from(*words))),
                ("most", FluentValue::from(i64::from(*words_max))),
            ],
        ),
        Caution::AmountMissing => page.t("caution-amount-missing"),
        Caution::HeadMissing => page.t("caution-head-missing"),
        Caution::YearsMissing => page.t("caution-years-missing"),
        Caution::MilestonesMissing => page.t("caution-milestones-missing"),
        Caution::SamePoints { first, second } => {
            page.with("caution-same-points", &[("first", number(*first)), ("second", number(*second))])
        }
    }
}

fn row_number(row: usize) -> (&'static str, FluentValue<'static>) {
    ("number", FluentValue::from(i64::try_from(row).unwrap_or(i64::MAX)))
}

/// What is wrong with a note.
pub(crate) fn defect_sentence(page: &Frame, defect: &Defect) -> String {
    let label = |key: &str| section_label(page, key);
    let counts = |key: &str, count: u32, most: u32| {
        page.with(key, &[("count", FluentValue::from(i64::from(count))), ("most", FluentValue::from(i64::from(most)))])
    };
    match defect {
        Defect::SubjectMissing => page.t("defect-subject-missing"),
        Defect::TooLong { field, characters_max } => too_long(page, field, *characters_max),
        Defect::ScheduleUnknown => page.t("defect-schedule-unknown"),
        Defect::ClassificationUnknown => page.t("defect-classification-unknown"),
        Defect::AboveCeiling => page.t("defect-above-ceiling"),
        Defect::SectionMissing { key } => page.ts("defect-section-missing", "section", &label(key)),
        Defect::SectionUnknown { key } => page.ts("defect-section-unknown", "section", key),
        Defect::TooManyWords { words, words_max } => counts("defect-too-many-words", *words, *words_max),
        Defect::PointsMissing => page.t("defect-points-missing"),
        Defect::TooManyRows { list, rows_max } => page.with(
            "defect-too-many-rows",
            &[
                ("field", FluentValue::from(field_label(page, list))),
                ("count", FluentValue::from(i64::try_from(*rows_max).unwrap_or(i64::MAX))),
            ],
        ),
        Defect::YearsDoNotAddUp { years_rupees, rupees } => page.with(
            "defect-years-do-not-add-up",
            &[
                ("years", FluentValue::from(page.rupees(years_rupees))),
                ("amount", FluentValue::from(page.rupees(rupees))),
            ],
        ),
        Defect::YearUnnamed { row } => page.with("defect-year-unnamed", &[row_number(*row)]),
        Defect::YearAmountMissing { row } => page.with("defect-year-amount-missing", &[row_number(*row)]),
        Defect::YearRepeated { row, label } => {
            page.with("defect-year-repeated", &[row_number(*row), ("year", FluentValue::from(label.as_str()))])
        }
        Defect::YearUnequal { row, year_rupees, rupees } => page.with(
            "defect-year-unequal",
            &[
                row_number(*row),
                ("year", FluentValue::from(page.rupees(year_rupees))),
                ("amount", FluentValue::from(page.rupees(rupees))),
            ],
        ),
        Defect::AmountKindMissing => page.t("defect-amount-kind-missing"),
        Defect::AmountUnreadable { field } => page.ts("defect-amount-unreadable", "field", &field_label(page, field)),
        Defect::MoneyNotConcerned => page.t("defect-money-not-concerned"),
        Defect::DaysUnreadable { row } => page.with("defect-days-unreadable", &[row_number(*row)]),
        Defect::MilestoneUnnamed { row } => page.with("defect-milestone-unnamed", &[row_number(*row)]),
        Defect::EarlierDecisionUnanswered => page.t("defect-earlier-decision-unanswered"),
        Defect::EarlierDecisionUnnamed => page.t("defect-earlier-decision-unnamed"),
        Defect::EarlierDecisionDenied => page.t("defect-earlier-decision-denied"),
    }
}
