# How the machine is: versions, sizes, counts and moments only; nothing of a matter or a person.

nav-health = Machine
health-lead = As it was on { $when }. Only counts and times stand here: no title of a matter and no name.
health-all-well = All is well.
health-heeds = { $count ->
    [one] One thing needs attention: see below.
   *[other] { $count } things need attention: see below.
}
health-what = What
health-now = Now
health-state = State
health-well = Well
health-heed = Attention

health-program = Program
health-version = Version
health-formats = Formats of files
health-since = Running since
health-database = Where the records are kept
health-database-file = A file in the data folder (SQLite)
health-database-alone = PostgreSQL server, no second copy
health-database-standby = PostgreSQL server with a synchronous second copy
health-entries = Entries
health-entries-of = { $count } entries · { $size }
health-intact = Intact
health-published = Published
health-published-until = All until { $when }
health-witness = Outside witness
health-witness-none = No witness
health-witness-behind = The last checkpoint has not reached the witness
health-witness-at = Has the checkpoint of { $when }

health-storage = Storage
health-vault = Sealed files
health-files-of = { $count } files · { $size }
health-data-disk = Disk of the data folder
health-vault-disk = Disk of the papers
health-disk-free = { $free } free of { $all }
health-disk-unknown = Not known
health-files-unreachable = Their server does not answer
health-backup = Last backup
health-backup-none = No backup yet
health-backup-at = { $when } · { $size } new
health-snapshot = Snapshot (for a quick start)
health-snapshot-none = Not written yet
health-snapshot-since = { $count } entries since
size-kb = { $number } KB
size-mb = { $number } MB
size-gb = { $number } GB

health-queues = Queues
health-writer = Acts waiting to be recorded
health-worker = Work of the office itself
health-round = Last round of that work
health-erasures = Erased drafts still to be overwritten
health-nothing-waits = Nothing waits
health-waits = { $count } waiting · the oldest since { $when }
health-work-left = { $count } failed again and again
health-erasure-owed = Still to be done

health-door = Sign-in and time
health-sessions = Open sessions
health-notices = Notices sent outside (mail, SMS)
health-notices-of = { $sent } sent · { $waiting } waiting · { $left } did not get through
health-held-back = Held back after failed attempts
health-held-back-of = { $addresses } addresses · { $accounts } sign-in names
health-nobody = Nobody
health-breaches = Breaches of the page policy, as browsers report them
health-breaches-none = No reports
health-breaches-of = { $count } reports since the start
health-breaches-unread = left unread: { $count }
health-certificate = Certificate of the server
health-certificate-until = Valid until { $when }
health-certificate-elsewhere = Not on this server: look at the proxy
health-clock = Clock
health-clock-steady = Not moved since the start
health-clock-training = A training clock, ahead of the calendar
health-clock-moved = Moved by { $count } seconds since the start
health-clock-behind = { $count } seconds behind the last entry of the record
health-clock-source = Source of time (NTP)
health-clock-confirmed = A time server confirms the clock
health-clock-unconfirmed = No time server confirms the clock
health-clock-source-unknown = Not known

heed-database-alone = Keep a synchronous copy on a second PostgreSQL server: now one broken disk can take the record.
heed-not-intact = Change nothing in the data folder. Tell the chief secretary at once and keep a copy of the folder; the cause stands on the page «Record».
heed-unpublished = Look at the server's log: the data folder cannot be written to.
heed-no-witness = Name a folder on another disk in ECABINET_WITNESS, so that an old copy cannot be started.
heed-unwitnessed = Look at the folder of the witness: it must be there and writable.
heed-disk-full = Make room or add a larger disk. When the disk is full, no act is recorded.
heed-disk-unknown = See whether the disk is there.
heed-files-unreachable = See the server that stores the papers, and the network to it. Until it answers papers are neither opened nor added; all else goes on.
heed-acts-waiting = The disk or the PostgreSQL server is slow: look at its load and at the server's log.
heed-worker-silent = Look at the server's log, then start the program again. What is recorded is not affected.
heed-work-left = Look at the server's log for what failed and why. Mend it and start the program again.
heed-erasure-owed = Look at the room on the disk and at the server's log; the erasure is tried again by itself.
heed-snapshot-old = Look at the disk of the data folder and at the server's log. The record is safe; only the next start is slower.
heed-notices-left = See the settings of the mail server or the SMS gateway, and its log; `ecabinet doctor` tells whether the server answers. On its page of notices the { -cabinet-section } sees which posts were not reached.
heed-held-back = Somebody tries to get in. Look at the addresses in the log; if need be, block them at the firewall and consider a report to CERT-In.
heed-policy-breached = Browsers refused content in our pages that is not ours. Mostly this is an extension in the browser of some computer: have it removed. If more and more come, look at the proxy and the certificate, and consider a report to CERT-In.
heed-clock-moved = Set the machine's clock by a time server (NTP) and find out who moved it.
heed-clock-unsynchronised = Set the machine's clock by a time server (NTP) and see that the time service runs (timedatectl). Use a time server of NIC or NPL.
heed-clock-behind = Set the machine's clock by a time server (NTP) at once. Until then new entries bear the time of the last one.
heed-backup-old = Take a backup now (ecabinet backup) and see why the nightly one did not run.
heed-certificate-ends = Get a new certificate and put it into the same file; the server reads it by itself.
