-- The tables that every installation has, whatever its kinds. One text for both engines (PostgreSQL and SQLite):
-- register/migrate.c puts STRICT behind each table on SQLite, turns `INTEGER PRIMARY KEY` into a generated key and
-- `INTEGER` into BIGINT on PostgreSQL. Every statement may run again.
-- Tables of kinds (r_agreement …) are made from kinds/*.yaml by register/schema.c; the ledger's from sql/ledger.sql.
-- Instants (…_at) are UTC seconds, days (…_on) are ISO 8601 text, yes/no is 0 or 1.

CREATE TABLE IF NOT EXISTS meta ( -- what the program must remember about the database itself
  name TEXT PRIMARY KEY, -- fingerprint of the shape, uid of the installation, applied migrations
  value TEXT NOT NULL -- free form by name
);

CREATE TABLE IF NOT EXISTS migration ( -- numbered changes that were applied (sql/migrations/)
  name TEXT PRIMARY KEY, -- file name, "0001_what.sql"
  hash TEXT NOT NULL, -- BLAKE2b of its text: a changed file is refused
  applied_at INTEGER NOT NULL -- when
);

CREATE TABLE IF NOT EXISTS setting ( -- settings an administrator changed; the others have their default
  name TEXT PRIMARY KEY, -- "office.province"
  value TEXT NOT NULL, -- as typed
  updated_at INTEGER NOT NULL, -- when
  updated_by INTEGER NOT NULL -- account; 0 = the program
);

CREATE TABLE IF NOT EXISTS account ( -- people and programs that may log in
  id INTEGER PRIMARY KEY, -- our number
  login TEXT NOT NULL UNIQUE, -- lower case, eternal; stands in the history
  name TEXT NOT NULL, -- full name as shown
  password TEXT, -- argon2id text of crypto_password(); NULL = may not log in by password
  roles TEXT NOT NULL DEFAULT '', -- codes of register/access.h with blanks: "OFF HEAD"
  org INTEGER, -- record of the kind that serves as org; NULL = none
  unit INTEGER, -- division: a record of the same kind; NULL = none
  province TEXT, -- two-digit code: scope prov
  clearance INTEGER NOT NULL DEFAULT 1, -- 0 public, 1 internal, 2 restricted, 3 secret_ref
  personal INTEGER NOT NULL DEFAULT 0, -- 0 masked, 1 personal data, 2 sensitive personal data too
  lang TEXT NOT NULL DEFAULT 'vi', -- language of the screen
  email TEXT, -- for notices
  state TEXT NOT NULL DEFAULT 'enabled', -- pending enabled locked disabled
  password_at INTEGER, -- when the password was set
  must_change INTEGER NOT NULL DEFAULT 0, -- 1 = asks for a new password at the next login
  last_login_at INTEGER, -- NULL = never
  created_at INTEGER NOT NULL, -- when
  updated_at INTEGER NOT NULL -- last change of this row
);

CREATE TABLE IF NOT EXISTS account_place ( -- roles at further organisations, for a time; never deleted, only ended
  id INTEGER PRIMARY KEY, -- our number
  account INTEGER NOT NULL REFERENCES account (id), -- whose
  roles TEXT NOT NULL, -- codes with blanks, as in account
  org INTEGER, -- record of the kind that serves as org; NULL = none
  unit INTEGER, -- division: a record of the same kind; NULL = none
  province TEXT, -- two-digit code: scope prov
  from_on TEXT, -- first day; NULL = from the beginning
  to_on TEXT, -- last day; NULL = open
  why TEXT, -- decision or delegation it stands on
  created_at INTEGER NOT NULL, -- when
  created_by INTEGER NOT NULL -- account; 0 = the program
);
CREATE INDEX IF NOT EXISTS account_place_account ON account_place (account);

CREATE TABLE IF NOT EXISTS account_reset ( -- codes with which a forgotten password is set anew, at most one each
  account INTEGER NOT NULL UNIQUE REFERENCES account (id), -- whose
  hash TEXT NOT NULL, -- BLAKE2b of the code: a copy of the table opens no door
  expires_at INTEGER NOT NULL, -- worth nothing from this instant
  created_at INTEGER NOT NULL, -- when
  created_by INTEGER NOT NULL -- account; 0 = the program
);

CREATE TABLE IF NOT EXISTS account_totp ( -- second factors (register/account_totp.h), at most one each
  account INTEGER NOT NULL UNIQUE REFERENCES account (id), -- whose
  secret TEXT NOT NULL, -- sealed with the key of the installation (platform/seal.h)
  begun_at INTEGER NOT NULL, -- when the secret was made
  since INTEGER, -- when its first code came; NULL = not yet, it asks for nothing
  step INTEGER NOT NULL DEFAULT 0 -- the last step whose code was used: no code works twice
);

CREATE TABLE IF NOT EXISTS account_recovery ( -- codes for a lost second factor; a used one is deleted
  account INTEGER NOT NULL REFERENCES account (id), -- whose
  hash TEXT NOT NULL, -- BLAKE2b of the code
  PRIMARY KEY (account, hash)
);

CREATE TABLE IF NOT EXISTS login_step ( -- who gave the right password and owes the second factor; no session
  id TEXT PRIMARY KEY, -- BLAKE2b of the cookie's token
  account INTEGER NOT NULL REFERENCES account (id), -- who
  expires_at INTEGER NOT NULL -- minutes after the password
);

CREATE TABLE IF NOT EXISTS session ( -- who is logged in
  id TEXT PRIMARY KEY, -- BLAKE2b of the cookie's token: a copy of the table opens no door
  account INTEGER NOT NULL REFERENCES account (id), -- who
  csrf TEXT NOT NULL, -- token that forms must send back
  created_at INTEGER NOT NULL, -- login
  seen_at INTEGER NOT NULL, -- last request, kept to the minute
  expires_at INTEGER NOT NULL, -- end in any case
  ip TEXT -- address at login
);
CREATE INDEX IF NOT EXISTS session_account ON session (account);

CREATE TABLE IF NOT EXISTS api_key ( -- keys with which programs use the interface (register/api_key.h)
  id INTEGER PRIMARY KEY, -- our number
  account INTEGER NOT NULL REFERENCES account (id), -- in whose name
  name TEXT NOT NULL, -- what it is for
  hint TEXT NOT NULL, -- its first signs, to tell keys apart
  hash TEXT NOT NULL UNIQUE, -- BLAKE2b of the key: a copy of the table opens no door
  rights TEXT NOT NULL, -- read write delete personal, with blanks
  kinds TEXT NOT NULL, -- ids of registers with blanks, "ledger" for texts and figures; "*" = all
  days INTEGER NOT NULL, -- how long it was to live
  created_at INTEGER NOT NULL, -- when
  created_by INTEGER NOT NULL, -- account; 0 = the program
  expires_at INTEGER NOT NULL, -- worth nothing from this instant
  seen_at INTEGER, -- last use, kept to the minute; NULL = never
  seen_ip TEXT -- from which address
);
CREATE INDEX IF NOT EXISTS api_key_account ON api_key (account);

CREATE TABLE IF NOT EXISTS login_failure ( -- for slowing down guesses by name and by address; rows older than a day are deleted
  id INTEGER PRIMARY KEY, -- our number
  at INTEGER NOT NULL, -- when
  ip TEXT NOT NULL, -- address
  login TEXT NOT NULL -- what was typed
);
CREATE INDEX IF NOT EXISTS login_failure_ip ON login_failure (ip, at);
CREATE INDEX IF NOT EXISTS login_failure_login ON login_failure (login, at);

CREATE TABLE IF NOT EXISTS record ( -- every record of every kind: one number over all, its name for links and lists
  id INTEGER PRIMARY KEY, -- the number; also the id in the kind's own table
  uid TEXT NOT NULL UNIQUE, -- the same in every installation (base/uid.h)
  kind TEXT NOT NULL, -- kind id
  code TEXT, -- running number, "TQ-46-26-0007"
  title TEXT NOT NULL -- as the kind's title expression gave it at the last save
);
CREATE INDEX IF NOT EXISTS record_code ON record (code);

CREATE TABLE IF NOT EXISTS link ( -- links of fields that hold several (mref); single ones are foreign keys of the kind's table
  from_id INTEGER NOT NULL REFERENCES record (id), -- the record with the field
  field TEXT NOT NULL, -- field id
  to_id INTEGER NOT NULL REFERENCES record (id), -- the record it points to
  PRIMARY KEY (from_id, field, to_id)
);
CREATE INDEX IF NOT EXISTS link_to ON link (to_id);

CREATE TABLE IF NOT EXISTS history ( -- every version and every event, never changed (register/history.h)
  seq INTEGER PRIMARY KEY, -- order in this installation
  at INTEGER NOT NULL, -- when
  user_id INTEGER NOT NULL, -- account; 0 = the program
  login TEXT NOT NULL, -- its login at that time
  ip TEXT, -- address, for events of the web
  what TEXT NOT NULL, -- create update move delete restore, or an event: login export read_pd …
  kind TEXT, -- kind id
  record_id INTEGER, -- record.id
  parent_id INTEGER, -- for sub-records: the owner
  version INTEGER, -- of the record after the change
  why TEXT, -- what the person said
  basis TEXT, -- article a move stands on
  body TEXT NOT NULL, -- the whole record after the change as JSON; details of an event
  hash TEXT NOT NULL, -- over the row and the version before: the same in every installation
  chain TEXT NOT NULL -- over the chain of the row before and hash
);
CREATE INDEX IF NOT EXISTS history_record ON history (record_id, seq);
CREATE INDEX IF NOT EXISTS history_parent ON history (parent_id, seq);

CREATE INDEX IF NOT EXISTS history_read_pd ON history (at) WHERE what = 'read_pd';

CREATE TABLE IF NOT EXISTS personal_read ( -- of which records an event read_pd of the history showed personal data
  record_id INTEGER NOT NULL REFERENCES record (id), -- the record
  seq INTEGER NOT NULL REFERENCES history (seq), -- the event: who, when, which fields, why
  PRIMARY KEY (record_id, seq)
);
CREATE INDEX IF NOT EXISTS personal_read_seq ON personal_read (seq);

CREATE TABLE IF NOT EXISTS state_entry ( -- when a record entered a state: for deadlines that start "<state>_at"
  record_id INTEGER NOT NULL REFERENCES record (id), -- the record
  state TEXT NOT NULL, -- state id
  at INTEGER NOT NULL, -- when
  left_at INTEGER, -- when it left it; NULL = it is there
  by_user INTEGER NOT NULL, -- account; 0 = the program
  move TEXT, -- move id; NULL = made in this state
  version INTEGER, -- of the record that entered it; NULL = before versions were kept here
  reason TEXT -- what the person said
);
CREATE INDEX IF NOT EXISTS state_entry_record ON state_entry (record_id, state);

CREATE TABLE IF NOT EXISTS attachment ( -- files of records; the bytes stand once each under var/files
  id INTEGER PRIMARY KEY, -- our number
  record_id INTEGER NOT NULL REFERENCES record (id), -- whose
  field TEXT NOT NULL, -- field id, '' = the record as a whole
  name TEXT NOT NULL, -- as the person called it, cleaned
  type TEXT NOT NULL, -- media type
  bytes INTEGER NOT NULL, -- size
  sha256 TEXT NOT NULL, -- name of the file
  at INTEGER NOT NULL, -- when
  by_user INTEGER NOT NULL, -- account
  removed_at INTEGER -- taken off the record; the bytes stay for the history
);
CREATE INDEX IF NOT EXISTS attachment_record ON attachment (record_id);

CREATE TABLE IF NOT EXISTS upload ( -- files chosen in a form that could not be saved yet, for a day (register/upload.h)
  id INTEGER PRIMARY KEY, -- our number; the form sends it back
  account INTEGER NOT NULL REFERENCES account (id), -- who chose it: nobody else can use it
  kind TEXT NOT NULL, -- of the record that is being entered
  field TEXT NOT NULL, -- field id, '' = the record as a whole
  name TEXT NOT NULL, -- as the person called it, cleaned
  type TEXT NOT NULL, -- media type
  bytes INTEGER NOT NULL, -- size
  sha256 TEXT NOT NULL, -- of its bytes
  place TEXT NOT NULL, -- name of the file under var/files/waiting
  at INTEGER NOT NULL -- when
);

CREATE TABLE IF NOT EXISTS counter ( -- running numbers
  name TEXT PRIMARY KEY, -- what is counted: "TQ-46-26", "agreement.ref_no 2026-"
  last INTEGER NOT NULL -- the last one given
);

CREATE TABLE IF NOT EXISTS due ( -- deadlines as last worked out (rules/deadline_store.c), for lists, notices and counts
  record_id INTEGER NOT NULL REFERENCES record (id), -- whose
  rule TEXT NOT NULL, -- code of definitions/deadlines.yaml
  period TEXT NOT NULL, -- year of a rule that comes every year; '' for the others
  kind TEXT NOT NULL, -- kind of the record
  from_on TEXT NOT NULL, -- day of the trigger
  due_on TEXT NOT NULL, -- last allowed day
  due_at INTEGER NOT NULL, -- the same as an instant; the hour for rules in hours
  stage TEXT NOT NULL, -- open warn due late escalated paused done done_late
  next_at INTEGER, -- when its stage or a notice changes next by itself; NULL = never
  late_at INTEGER, -- from then on it is late; NULL = never: met, a reminder, a clock that stands still
  stopped_at INTEGER, -- when it was met; NULL = open
  flags INTEGER NOT NULL DEFAULT 0, -- why the date should be looked at twice (rules/workday.h)
  PRIMARY KEY (record_id, rule, period)
);
CREATE INDEX IF NOT EXISTS due_next ON due (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS due_open ON due (kind, due_at) WHERE stopped_at IS NULL;
CREATE INDEX IF NOT EXISTS due_late ON due (late_at) WHERE late_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS notice ( -- what someone should look at (register/notice.c): for the page and the mail digest
  id INTEGER PRIMARY KEY, -- our number
  at INTEGER NOT NULL, -- when it was written
  event TEXT NOT NULL, -- what happened: deadline.warn deadline.due deadline.late deadline.escalated calendar.missing …
  account INTEGER REFERENCES account (id), -- for whom; NULL = nobody has the role here: administrators see it
  role TEXT, -- the role it was written to; NULL = to the person
  kind TEXT, -- kind of the record; NULL = about none
  record_id INTEGER REFERENCES record (id), -- the record
  subject TEXT, -- what the event is about: code of a rule, id of a move, of a comment
  detail TEXT, -- words that need no translation: a year, a name
  due_on TEXT, -- the day it is about
  by_user INTEGER NOT NULL, -- account that caused it; 0 = the program
  read_at INTEGER, -- when the person read it; NULL = not yet
  mailed_at INTEGER, -- when it went into a digest; NULL = not yet
  once TEXT UNIQUE -- makes it the same notice, however often it is written; NULL = always a new one
);
CREATE INDEX IF NOT EXISTS notice_account ON notice (account, read_at, id);
CREATE INDEX IF NOT EXISTS notice_record ON notice (record_id);

CREATE TABLE IF NOT EXISTS opened ( -- records that the program makes for each period (rules/opening.c)
  kind TEXT NOT NULL, -- kind id
  opening TEXT NOT NULL, -- id of the row in `opens:` of the kind's file
  period TEXT NOT NULL, -- "2026-W48" "2026-11" "2026-Q4" "2026-H2" "2026"
  record_id INTEGER REFERENCES record (id), -- the record; NULL = it could not be made
  at INTEGER NOT NULL, -- when
  PRIMARY KEY (kind, opening, period)
);

CREATE TABLE IF NOT EXISTS job ( -- periodic work (cli/jobs.c): which process has it, and its last run
  name TEXT PRIMARY KEY, -- row of cli/jobs.c
  holder TEXT, -- process that is at it; NULL = nobody
  until INTEGER NOT NULL DEFAULT 0, -- after this instant the holder has lost it
  next_at INTEGER NOT NULL DEFAULT 0, -- not again before
  started_at INTEGER, -- last run
  ended_at INTEGER, -- its end; NULL = it has not ended
  result TEXT, -- what it said
  failures INTEGER NOT NULL DEFAULT 0 -- runs that failed since the last good one
);

CREATE TABLE IF NOT EXISTS import_job ( -- spreadsheets that were brought in (register/import.h)
  id INTEGER PRIMARY KEY, -- our number
  kind TEXT NOT NULL, -- which register
  file_name TEXT NOT NULL, -- as the person called it
  sha256 TEXT NOT NULL, -- the file under var/files
  tab TEXT, -- sheet of an XLSX
  heading TEXT NOT NULL, -- its headings, a line each: the same heading brings the same mapping back
  mapping TEXT NOT NULL, -- heading, tab, target field, a line each
  mode TEXT NOT NULL, -- skip fill update create
  state TEXT NOT NULL, -- uploaded checked committed rolled_back
  total INTEGER NOT NULL, -- rows of the file
  valid_n INTEGER NOT NULL, -- good ones
  invalid_n INTEGER NOT NULL, -- bad ones
  created_n INTEGER NOT NULL, -- records made, or that would be
  updated_n INTEGER NOT NULL, -- records changed, or that would be
  skipped_n INTEGER NOT NULL, -- rows left out: there already
  at INTEGER NOT NULL, -- when the file came
  by_user INTEGER NOT NULL, -- account
  finished_at INTEGER, -- of the last run
  note TEXT -- message key of why the last run failed
);
CREATE INDEX IF NOT EXISTS import_job_user ON import_job (by_user, id);

CREATE TABLE IF NOT EXISTS import_row ( -- what became of a line: of a dry run the bad ones, of a commit all
  job_id INTEGER NOT NULL REFERENCES import_job (id), -- whose
  line INTEGER NOT NULL, -- row of the sheet
  outcome TEXT NOT NULL, -- created updated skipped invalid
  record_id INTEGER, -- what was made or changed; 0 = nothing
  version INTEGER, -- of the record after it
  reasons TEXT, -- field, message key and argument, a line each
  PRIMARY KEY (job_id, line)
);

CREATE TABLE IF NOT EXISTS bulk_job ( -- changes of many records at once (rules/bulk.h)
  id INTEGER PRIMARY KEY, -- our number; stands in the history of each record as "bulk 12"
  kind TEXT NOT NULL, -- which register
  chosen TEXT NOT NULL, -- how the records were chosen, in words
  action TEXT, -- set move delete restore; NULL = not said yet
  move TEXT, -- of action move: its id in the kind's file
  fields TEXT, -- JSON object: what each record gets, canonical
  reason TEXT, -- as the person gave it
  state TEXT NOT NULL, -- chosen tried done undone
  at INTEGER NOT NULL, -- when it was begun
  by_user INTEGER NOT NULL, -- account
  finished_at INTEGER -- when it was written, or taken back
);
CREATE INDEX IF NOT EXISTS bulk_job_user ON bulk_job (by_user, id);

CREATE TABLE IF NOT EXISTS bulk_row ( -- the records of such a change
  job_id INTEGER NOT NULL REFERENCES bulk_job (id), -- whose
  pos INTEGER NOT NULL, -- place in the list that was chosen from
  record_id INTEGER NOT NULL REFERENCES record (id), -- which
  version INTEGER NOT NULL, -- as it was seen
  outcome TEXT NOT NULL, -- chosen · change same refused newer · changed · undone kept
  after INTEGER, -- version that the change made
  reasons TEXT, -- why refused or kept: field, message key and argument, a line each
  PRIMARY KEY (job_id, pos)
);

CREATE TABLE IF NOT EXISTS comment ( -- what people say about a record (register/comment.h)
  id INTEGER PRIMARY KEY, -- our number
  record_id INTEGER NOT NULL REFERENCES record (id), -- about which
  at INTEGER NOT NULL, -- when
  by_user INTEGER NOT NULL, -- account
  body TEXT NOT NULL, -- plain text; @login names an account
  removed_at INTEGER, -- taken away; NULL = it stands
  removed_by INTEGER -- by which account
);
CREATE INDEX IF NOT EXISTS comment_record ON comment (record_id);

CREATE TABLE IF NOT EXISTS watch ( -- who wants to hear of a record (register/watch.h)
  record_id INTEGER NOT NULL REFERENCES record (id), -- which
  account INTEGER NOT NULL REFERENCES account (id), -- who
  since INTEGER NOT NULL, -- when it began
  PRIMARY KEY (record_id, account)
);

CREATE TABLE IF NOT EXISTS merged ( -- records that turned out to be another one (register/merge.h)
  gone_id INTEGER PRIMARY KEY REFERENCES record (id), -- deleted softly
  kept_id INTEGER NOT NULL REFERENCES record (id), -- where its address leads
  at INTEGER NOT NULL, -- when
  by_user INTEGER NOT NULL -- account
);

CREATE TABLE IF NOT EXISTS choice ( -- what people chose for themselves (register/choice.h)
  account INTEGER NOT NULL REFERENCES account (id), -- who
  name TEXT NOT NULL, -- of what: "digest"
  value TEXT NOT NULL, -- "no"
  PRIMARY KEY (account, name)
);

CREATE TABLE IF NOT EXISTS saved_view ( -- states of lists under a name (register/view.h)
  id INTEGER PRIMARY KEY, -- our number; never given again
  register TEXT NOT NULL, -- kind id
  name TEXT NOT NULL, -- as its owner calls it
  owner INTEGER NOT NULL, -- account; 0 = the program
  mode TEXT NOT NULL, -- private shared locked
  filter TEXT NOT NULL, -- parameters of the list's address, without the three below
  columns TEXT NOT NULL, -- field ids with commas; '' = the register's own
  sort TEXT NOT NULL, -- as in the address; '' = the register's own
  group_by TEXT NOT NULL, -- field or state that is counted; '' = none
  display TEXT NOT NULL, -- table board
  version INTEGER NOT NULL, -- of this row
  updated_at INTEGER NOT NULL, -- last change
  updated_by INTEGER NOT NULL, -- account
  removed_at INTEGER -- taken away; NULL = it stands
);
CREATE UNIQUE INDEX IF NOT EXISTS saved_view_name ON saved_view (register, owner, name) WHERE removed_at IS NULL;
