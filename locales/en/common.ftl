# Words of every page.

product = e-Cabinet
skip = Skip to the content
training-banner = Training: everything here is fictitious
sign-out = Sign out
navigation = Main
nav-desk = My desk
nav-proposals = Proposals
nav-meetings = Meetings
open = Open
today = Today
days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
days-left = { $count ->
    [one] 1 day left
   *[other] { $count } days left
}
last-day = Last day today
time-over = Time is over
nil = Nil
the-office = The office (by itself)

sign-in-title = As which post do you sign in?
sign-in-lead = This is training. Pick any post; nothing done here has official effect.
sign-in-council = Government
post-chief-minister = Orders on meetings, agendas and minutes
post-minister = Approves the department's { -notes }, reads the folder
post-minister-of-state = Approves the department's { -notes }, reads the folder
post-chief-secretary = Forwards to the Chief Minister, minutes, extracts
post-cabinet-section = Scrutiny, agenda, folder, sitting, minutes
post-secretary = Views, approval, submission to the { -cabinet-section }
post-section-officer = Drafts { -notes } and puts them up
post-permanent-invitee = Reads the folder of a meeting
post-department-officer = Examines files and sends them on
post-chief-ministers-office = Briefs for the Chief Minister, orders by telephone
post-private-staff = Notice of meetings; no papers
post-governor-secretary = Circulated minutes
post-auditor = Whether the record is intact; the register of readings, without names; asking for an inquiry
post-system-administrator = How the machine is, whether the record is intact; no papers

desk-nothing = Nothing waits for you now.
desk-waiting = { $count ->
    [one] One matter waits for you.
   *[other] { $count } matters wait for you.
}
desk-oldest = The oldest: { $since }.
desk-empty = The desk is empty
desk-empty-text = When a { -file } comes to you it appears here.
start-proposal = New { -note }
propose-meeting = Propose a meeting
column-subject = Subject
column-task = What is to be done
column-with-you = With you
column-act = Act
next-meeting = Next meeting

task-put-up = Complete the draft and put it up
task-send-for-views = Send for views
task-give-view = Give your view
task-close-consultation = Views are complete: close the consultation
task-approve-as-secretary = Approve
task-approve-as-minister = Approve
task-submit = Send to the { -cabinet-section }
task-scrutinise = Scrutinise
task-clear = Forward to the Chief Minister
task-order-for-meeting = Order to place before a meeting
task-answer-query = Answer the query
task-approve-by-circulation = Circulation over: order
task-move-file = File at your desk
task-write-brief = Brief for the Chief Minister
task-confirm-telephone-order = Confirm the order given by telephone
task-order-for-circulation = The last day has passed: order anew
task-forward-urgent-request = Urgent approval: forward
task-approve-urgently = Urgent approval: order
task-record-urgent-order = Record the order that was issued
task-send-circulation = Send to the members
task-answer-circulation = Answer the circulation
task-close-circulation = Close the circulation
task-give-copies = Give a printed copy
task-reply-to-views = Reply to the views on the original { -file }
desk-copy = asked for by { $post } · printed copies until { $until }
task-call-meeting = Order to call the meeting
task-arrange-agenda = Prepare the agenda
task-approve-agenda = Approve the agenda
task-release-folder = Release the folder
task-open-sitting = Open the sitting
task-conclude-sitting = Record the decisions
task-draft-minutes = Write the minutes
task-submit-minutes = Review the minutes
task-approve-minutes = Approve the minutes
task-circulate-minutes = Circulate the minutes
task-issue-extract = Issue the extract of the decision
task-acknowledge-extract = Acknowledge the extract

to-desk = To my desk
to-sign-in = To the sign-in page
kept-words = What you wrote
kept-words-hint = It has not been recorded. You can select it here and use it again.
recorded-words = What is recorded
to-matter = Back to the same page

sessions-title = Active sign-ins
sessions-lead = Every sign-in that is open under your name now. End at once any that is not yours, and tell the { -cabinet-section }.
sessions-end-others = End all other sign-ins
sessions-rule = A sign-in ends by itself after fifteen minutes without use, and after twelve hours in any case. While a meeting sits, those who have part in it stay signed in without use.
session-post = Post
session-by-passkey = Passkey: { $label }
session-by-password = Password and one-time code
session-by-identity = { $name } account
session-began = Signed in at
session-seen = Last used
session-seen-elsewhere = on another server
session-present = This sign-in
session-end = End
session-sits = Meeting {$count} sits
session-over = The session has ended
session-over-text = This session is over, so what stood on the page was removed. Sign in again to go on.
