# Notes from paper, and the last day on which they come so.

nav-paper = Paper
paper-title = Register of paper
paper-lead = Until when a department's memoranda are taken on the original file, and by whose order.
paper-register-go = { -Note } from paper
paper-register-title = Register a { -note } that came on paper
paper-register-lead = Give department, file number and subject. Its PDF and the approvals on the original file follow on the next page.
paper-register-button = Begin the registration
paper-department = Administrative department
paper-draft-title = { -Note } from paper
paper-receive-go = Complete the registration
paper-receive-title = Approvals on the original file
paper-receive-hint = First attach the { -note }'s PDF and the scans of the note-sheet below, then choose them here. Scans of the note-sheet go into no folder.
field-note = PDF of the { -note }
field-approval-scan = Scan of the note-sheet
act-receive-from-paper = Record the receipt
does-receive-from-paper = The time of receipt is recorded and the { -note } goes to scrutiny. Its approvals are marked “approved on the original file”.
task-receive-from-paper = From paper: complete the registration
stage-on-paper = From paper · being registered
step-paper-note-registered = From paper: registration begun
step-paper-note-received = Approved on the original file: received

on-paper-title = Approved on the original file
on-paper-secretary = Secretary's approval
on-paper-minister = { -Minister-in-charge }'s approval
on-paper-view = View: { $answer }
on-paper-scan = See the scan
on-paper-received = Receipt recorded by

paper-routes-title = Last day of each department
paper-route-until = Last day of paper
paper-route-none = Not set
paper-route-open = Open
paper-route-over = Over
paper-route-of-rules = By the rules
paper-route-set-title = Set the last day
paper-order = By whose order
paper-order-hint = Post, number and date of the order
paper-reason-hint = Needed where the day is put off
act-set-paper-route = Record the last day

refusal-paper-route-ended = Memoranda of { $department } were taken on paper until { $until } only. The department now puts it up here, or the chief secretary puts the day off with a reason.
refusal-paper-route-none = No last day of paper is set for { $department }. Record first until when, and by whose order.
refusal-day-unfit = This is no date.
refusal-department-unfit = This department does not stand by itself any more. Choose one from the list.
refusal-note-paper-missing = Attach the { -note }'s PDF and choose it.
refusal-approval-missing = Record from the original file: { $what }.
refusal-approvals-unfit = Give each approval its post, a date that has passed and the scan of the note-sheet; of a view its kind too. The scan is not the { -note }'s own PDF.

refused-act-route = Last day of paper
may-register-from-paper = Register a { -note } from paper
may-set-paper-route = Set the last day of paper
may-read-paper-register = Read the register of paper
may-receive-from-paper = Receive a { -note } from paper
may-give-copies = Give printed copies
may-ask-copy = Ask for a printed copy

# Printed copies
copies-title = Posts that get printed copies
copies-lead = These posts may have printed copies of what lies in their folders, up to the day that stands here.
copies-none = No post gets printed copies.
copies-until = Until
copies-allow-title = Enter in the register
copies-allow-hint = The day of a post that stands there is changed here too; putting it off needs a reason.
act-allow-copies = Enter
copies-asked-title = Copies asked for and given
copies-asked-none = No printed copy was asked for.
copy-word = Copy
copy-of-note = { -Note }
copy-number = Copy number { $count }
copy-asked = Asked for
copy-given = Given
copy-returned = Returned
copy-print = Page to be printed
act-give-copy = Number and give the copy
act-take-copy-back = Returned
copy-not-printed = This copy is not given yet, or it came back: there is nothing to print.
copy-for = For { $post }
copy-print-hint = Print this page. Each sheet bears the copy's number and the post that gets it.
copy-all = Back to the register of paper
field-copy-of = Printed copy of
act-ask-copy = Ask for a printed copy
does-ask-copy = The copy is numbered, given in the name of your post, and goes back to the { -cabinet-section }.
refusal-copies-ended = Printed copies were given until { $until } only. Read the papers here.
refusal-copy-unfit = This copy cannot be asked for, given or returned now: it was asked for before, or the page is outdated.
refused-act-copy = Printed copy
