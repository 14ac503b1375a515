# Words of approval in anticipation of the council's.

nav-urgent-approvals = Urgent approvals
urgent-approvals-lead = Matters that the Chief Minister approved in anticipation of approval by the { -council }.
urgent-approvals-empty = None
urgent-approvals-empty-text = No matter has been approved in anticipation of approval by the { -council }.
urgent-open-title = To be ratified by the { -council }
urgent-open-none = The { -council } has ratified all of them.
urgent-open-more = { $count ->
    [one] One more matter stands in the register.
   *[other] { $count } more matters stand in the register.
}
urgent-settled-title = Ratified by the { -council }
urgency-title = Approval in anticipation
urgency-asked = Asked for
urgency-refused = Not given
urgency-given = Approved on
urgency-version = On which version
urgency-version-changed = Approved on version { $seen }; it is version { $number } now
urgency-rule = Under which rule
urgency-order = Order issued
urgency-due = Due before the { -council }
urgent-order-missing = Not recorded yet
urgent-order-number-hint = As it stands on the order, which cites the rule
ratification-owed = Not placed yet
ratification-overdue = Overdue; not placed yet
ratification-before-council = Placed
ratification-ratified = Ratified
ratification-not-ratified = Not ratified
ratification-item = For { -ex-post-facto-approval }
field-urgency = Why it is urgent
urgency-hint = Why it cannot wait for the meeting
field-delay = Why it could not come in time
delay-hint = Why the matter did not come earlier in the ordinary way
act-request-urgent-approval = Ask for urgent approval
does-request-urgent-approval = The matter goes to the Chief Minister through the chief secretary. Once approved, the order is issued and the { -note } must be before the { -council } by the due date.
act-forward-urgent-request = Forward to the Chief Minister
does-forward-urgent-request = The matter goes to the Chief Minister for orders, with your recommendation.
act-approve-urgently = Approve in anticipation of the { -council }
does-approve-urgently = The department can issue its order now. The { -note } is placed before the { -council } for ratification; until then the matter stays on your desk.
act-refuse-urgent-approval = Give no urgent approval
does-refuse-urgent-approval = The { -note } goes back to its department and comes to the meeting in the ordinary way.
act-record-urgent-order = Record the order
does-record-urgent-order = Its number and date go into the register; after that the { -note } can be submitted for ratification.
stage-urgently-requested = Urgent approval: with the chief secretary
stage-urgently-forwarded = Urgent approval: with the Chief Minister
step-urgency-requested = Urgent approval asked for
step-urgency-forwarded = Forwarded by the chief secretary to the Chief Minister
step-urgency-refused = Urgent approval not given
step-urgently-approved = Approved in anticipation
step-urgent-order-recorded = Order recorded
