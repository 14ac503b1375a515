# Whether the record is intact: numbers and hashes only, nothing of what happened.

nav-record = Record
record-intact = The record is intact
record-being-checked = The record is being checked
record-not-intact = The record is not intact
record-intact-text = Every entry is as it was recorded. The whole record was last checked on { $when }; each entry since then was checked too.
record-being-checked-text = The whole record is being checked now. At the last check, on { $when }, it was found intact.
record-not-intact-text = The record, or its published copy, is not as it was recorded.
record-whom-to-tell = Tell the chief secretary and the system administrator at once. Until the cause is known, nothing in the data folder may be changed, and a copy of it must be kept.
record-column-log = Record
record-column-condition = Condition
record-column-entries = Entries
record-column-checked = Whole check
record-log-acts = Record of acts
record-log-custody = Record of readings and sign-ins
record-condition-intact = Intact
record-condition-being-checked = Being checked
record-condition-not-intact = Not intact
record-checkpoints = Checkpoints for auditors
record-checkpoints-text = A checkpoint is signed by the record. It holds a number and a hash only; it does not tell who did what.
record-checkpoint = Checkpoint
record-no-checkpoint = There is no entry yet.
record-verifier-key = Verifier key
record-checkpoint-file = File of the checkpoint
record-tiles = The hashes of the whole record lie in the data folder of this server, in this place. Auditors get them from the system administrator and check them with public tools.
