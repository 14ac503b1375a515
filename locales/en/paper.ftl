# Notes from paper, and the last day on which they come so.

nav-paper = Paper
paper-title = Register of paper
paper-lead = Until when a department's memoranda are taken on the original file, and by whose order.
paper-register-go = Memorandum from paper
paper-register-title = Register a memorandum that came on paper
paper-register-lead = Give department, file number and subject. Its PDF and the approvals on the original file follow on the next page.
paper-register-button = Begin the registration
paper-department = Administrative department
paper-draft-title = Memorandum from paper
paper-receive-go = Complete the registration
paper-receive-title = Approvals on the original file
paper-receive-hint = First attach the memorandum's PDF and the scans of the note-sheet below, then choose them here. Scans of the note-sheet go into no folder.
field-note = PDF of the memorandum
field-approval-scan = Scan of the note-sheet
act-receive-from-paper = Record the receipt
does-receive-from-paper = The time of receipt is recorded and the memorandum goes to scrutiny. Its approvals are marked “approved on the original file”.
task-receive-from-paper = From paper: complete the registration
stage-on-paper = From paper · being registered
step-paper-note-registered = From paper: registration begun
step-paper-note-received = Approved on the original file: received

on-paper-title = Approved on the original file
on-paper-secretary = Secretary's approval
on-paper-minister = Minister-in-charge's approval
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
refusal-note-paper-missing = Attach the memorandum's PDF and choose it.
refusal-approval-missing = Record from the original file: { $what }.
refusal-approvals-unfit = Give each approval its post, a date that has passed and the scan of the note-sheet; of a view its kind too. The scan is not the memorandum's own PDF.

refused-act-route = Last day of paper
may-register-from-paper = Register a memorandum from paper
may-set-paper-route = Set the last day of paper
may-read-paper-register = Read the register of paper
may-receive-from-paper = Receive a memorandum from paper
