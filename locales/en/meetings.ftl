# Words of meetings, items, minutes and extracts.

meeting-number = Meeting { $count } of the { -council }
item-number = Item { $count }

meeting-list = Meetings of the { -council }
meeting-list-empty = There is no meeting yet
meeting-list-empty-text = When a meeting is called its date, time and place appear here.
meeting-column-meeting = Meeting
meeting-column-stage = Stage
meeting-all = All meetings
meeting-back = Back to the meeting
meeting-leave = Leave

meeting-propose-title = Propose a new meeting
meeting-propose-lead = The proposal goes to the Chief Minister for orders. The meeting is called only by that order.
meeting-date = Date
meeting-time = Time
meeting-when-hint = In figures: day 13, month 1, year 2026; the time on a 24-hour clock, such as 16 and 30.
meeting-when-unreadable = There is no such date or time. Check day, month, the year in four figures, hour and minute.
meeting-place-missing = Write the place.
meeting-not-proposed = The meeting was not proposed

meeting-stage-proposed = Proposed
meeting-stage-called = Called
meeting-stage-agenda-draft = Agenda in draft
meeting-stage-agenda-approved = Agenda approved
meeting-stage-released = Folder released
meeting-stage-in-session = In session
meeting-stage-concluded = Concluded
meeting-stage-minutes-draft = Minutes in draft
meeting-stage-minutes-submitted = Minutes submitted for approval
meeting-stage-minutes-approved = Minutes approved
meeting-stage-circulated = Minutes circulated

meeting-way = The way of the meeting
meeting-step-propose = Proposal
meeting-step-call = Chief Minister's order
meeting-step-agenda = Agenda
meeting-step-folder = Folder
meeting-step-sitting = Sitting
meeting-step-minutes = Minutes
meeting-step-minutes-approval = Approval of the minutes
meeting-step-circulation = Circulation

meeting-call = Call the meeting
meeting-call-says = This is your order to call the meeting. Its date, time and place will be shown to the members of the { -council }, the permanent invitees and their offices.

agenda = Agenda
agenda-own = Your department's items on the agenda
agenda-empty = The agenda has no item yet
agenda-empty-text = { -Notes } ordered to be placed before a meeting can be put on the agenda.
agenda-up = Move item { $count } up
agenda-down = Move item { $count } down
agenda-remove = Remove
agenda-list = Put on the agenda
agenda-listable = { -Notes } that can be put on the agenda
agenda-listable-empty = No { -note } is left
agenda-listable-empty-text = A { -note } appears here when the Chief Minister has ordered it.
agenda-approve = Approve the agenda
agenda-approve-says = After approval no item is added or removed, and the items keep these numbers.

folder-recipients = To whom the folder is released
folder-release = Release the folder
folder-release-says = After the folder is released the agenda and the papers do not change. The posts chosen can read the { -notes } and appendices of all items; this cannot be taken back.

sitting-chair = In the chair
sitting-present = Present
sitting-invitee = Permanent invitee
sitting-open = Open the sitting
sitting-open-says = The minutes will name the chair and those present as chosen here; this does not change later.
sitting-conclude = Conclude the sitting
sitting-conclude-says = The sitting can be concluded only when a decision is recorded on every item. After that no item can be called.

item-in-hand = Before the { -council }: item { $count }
item-points = Points for decision
item-proposal = Read the { -note }
item-open = Open the item
item-call = Call
item-to-record = Record the decision
item-state-listed = To be considered
item-state-called = Before the { -council }
item-state-considered = Considered
item-state-decided = Decision recorded
item-state-deferred = Deferred
item-state-returned = Returned for re-examination
item-state-withdrawn = Withdrawn
item-state-approved = Decision approved, extract to be issued
item-state-issued = Extract issued, not yet acknowledged
item-state-acknowledged = Extract acknowledged

decision-point = Point { $count }
decision-recorded = Recorded decisions
decision-record-title = Record the decision
decision-again = Record the decision again
decision-record = Record the decision on item { $count }
decision-record-again = Record the changed decision
decision-hint = Give one decision for each point and write it in words. An item is deferred, returned or withdrawn as a whole: choose so for every point.
decision-outcome = Decision
decision-text = The decision in words
decision-outcome-missing = Point { $count }: choose the decision.
decision-text-missing = Point { $count }: write the decision in words.
decision-not-recorded = The decision was not recorded
outcome-approved = Approved
outcome-approved-with-modification = Approved with modification
outcome-approved-in-principle = Approved in principle
outcome-approved-with-conditions = Approved with conditions
outcome-referred = Referred to a committee
outcome-referred-to = { $outcome }: { $body }
outcome-report-by = { $outcome }; to report by { $day }
outcome-deferred = Deferred
outcome-deferred-until = { $outcome } to { $day }
outcome-sine-die = { $outcome } sine die
outcome-returned-for-reexamination = Returned for re-examination
outcome-withdrawn = Withdrawn
decision-more = Day and committee
decision-more-hint = To which day the item is deferred (none: sine die), or to which committee it is referred and by when it reports. A committee that is not in the list is named in the words of the decision.
decision-day = Day
decision-body = Committee
outcome-rejected = Rejected
outcome-noted = Noted

meeting-to-draft-minutes = Write the minutes
meeting-to-submit-minutes = Review and submit the minutes
meeting-to-approve-minutes = Approve the minutes
meeting-to-return-minutes = Return the minutes
meeting-to-circulate-minutes = Circulate the minutes

document-section = { -Cabinet-section }
document-number = No. { $number }
document-date = { -seat }, { $date }
document-chief-secretary = Chief Secretary

minutes = Minutes
minutes-read = Read the minutes
minutes-hint = The text was made from attendance and the recorded decisions. Correct it where needed and save it.
minutes-save = Save the minutes
minutes-fresh = Make the text again from the decisions
minutes-not-saved = The minutes were not saved
minutes-submit = Submit to the Chief Minister
minutes-submit-says = With your review the minutes go to the Chief Minister for approval. After that decisions and minutes change only if the Chief Minister returns them.
minutes-approve = Approve the minutes
minutes-decisions-bind = Extracts of these decisions go to the departments; what is approved is the minutes and these decisions together. Compare the two.
minutes-approve-says = With the approval these minutes and all decisions in them become final; after it neither the minutes nor any decision changes. Extracts of the decisions can then be issued.
minutes-return = Return
minutes-return-hint = Write what is to be corrected. The minutes go back to the { -cabinet-section } as a draft.
minutes-return-now = Return with the reason
minutes-circulate = Circulate the minutes
minutes-circulate-says = Those to whom the folder was released, and the Governor's secretary, will be able to read these minutes. This cannot be taken back.
minutes-approved-by = Approved: { $post }, { $at }

extract = Extract of the decision
extract-read = Read the extract of the decision
extract-to = To: { $department }
extract-subject = Subject: { $subject }
extract-issue-title = Extract of the decision
extract-issue-hint = The extract is made from the approved decisions and is issued exactly as shown. It holds the decision only: no background and no views.
extract-issue = Issue the extract of the decision
extract-issue-says = The secretary and the { -minister-in-charge } of { $department } will be able to read this extract, and the secretaries of the departments that must act upon it. Once issued it neither changes nor comes back.
extract-acknowledge = Acknowledge
extract-acknowledge-says = The record will say that the department has received this extract.
extract-acknowledged = Acknowledged: { $post }, { $at }

# Sentences of official papers; pages in English print the Hindi ones.
official-minutes-opening = Meeting { $number } of the { -council } was held on { $date } at { $time } in { $place } with { $chair } in the chair.
official-present = Present:
official-item = Item { $number }: { $subject }
official-origin = { $department } · { $file }
official-decision = Point { $count } ({ $outcome }): { $words }
official-extract-opening = In meeting { $number } on { $date } the { -council } decided on item { $item } as follows:
minutes-returned-because = Why the Chief Minister returned the minutes

# The meeting at a glance
glance-title = The meeting at a glance
glance-burden = Total financial burden
glance-objections = Objections and conditions
glance-objections-none = No department objects or sets a condition.
glance-varied = Earlier decisions varied
glance-varied-none = No item varies an earlier decision.
glance-missing = Item by item
glance-ready = { $count } of { $all } items are complete
glance-number = No.
glance-amount = Amount
glance-wanting = What is missing
glance-complete = Complete
glance-wants-order-unconfirmed = Confirmation of the order given by telephone
glance-wants-view = No view received: { $department }
glance-wants-older-version = { $department } saw version { $seen }; version { $number } lies before the { -council }
glance-wants-difference = Difference of opinion: { $department }
glance-wants-record = Not on record: { $record }
glance-wants-english = Subject in English
glance-wants-milestones = Implementation schedule
