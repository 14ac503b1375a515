# Words of emergency access.

nav-emergencies = Emergency access
emergency-word = Emergency access
emergency-number = Emergency access no. { $count }
emergencies-lead = The register of reading in one matter, for hours, by a written order and with two persons' consent.
emergencies-empty = No emergency access
emergencies-empty-text = Nobody has asked for emergency access so far.
emergency-matter = Open this matter
emergency-all = The whole register
stage-emergency-asked = Waits for consent
stage-emergency-agreed = In force
stage-emergency-refused = Refused
stage-emergency-lapsed = Over without consent
stage-emergency-ended = Over
emergency-scope-proposal = { -Note }: { $what }
emergency-scope-meeting = Meeting no. { $what } and its items
emergency-ask = Ask for emergency access
emergency-ask-title = Asking for emergency access
emergency-ask-lead = Only where there is a written order, and the matter cannot be had from its own officers.
emergency-scope-hint = Name one { -note } (department and { -file } number, as the order has them) or one meeting, not both.
emergency-scope-missing = Name one { -note } (department and { -file } number) or one meeting, not both.
emergency-department = { -Note } of which department
emergency-number-hint = As the written order has it
emergency-meeting = Or a meeting
emergency-hours = For how long
emergency-hours-count = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
 }
field-order = Number and date of the written order
emergency-order-hint = Required
emergency-reason-hint = Required; whoever consents, the auditor, and the department's minister and secretary will read it
emergency-ask-says = It begins when the Chief Secretary or the Chief Minister (somebody other than you) consents, and ends by itself. Without consent the request is over after 24 hours. Whatever you read is recorded.
emergency-asked-by = Asked by
emergency-agreed-by = Consented to by
emergency-refused-by = Refused by
emergency-over = Until
emergency-ended-by = Ended by
emergency-agree = Consent
emergency-agree-says = With your consent the person who asked can read the { -note }, papers and note-sheet of this matter; no right to act is given. Everybody concerned is told.
emergency-refuse = Refuse
emergency-end = End it now
emergency-end-says = Afterwards nothing can be read by it.
emergency-notice = { $post } has been given emergency access until { $until }. Reason: { $reason }
emergency-banner = You are reading under emergency access, until { $until }
desk-emergencies = Emergency access
desk-emergencies-says = These have been asked for or are in force.
task-agree-emergency-access = Consent to or refuse emergency access
refused-act-emergency = Emergency access
refusal-nothing-to-read = The record has no { -note } of this department and number that was put up, or no such meeting. This attempt has been recorded.
refusal-hours-unfit = Emergency access lasts from one to { $count } hours.
refusal-emergency-access-over = The time to consent to this request is over. If needed, ask anew.
