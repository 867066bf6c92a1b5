-- Who may come in: accounts, sessions, settings of the installation. Instants are UTC seconds.

-- One person (or one program, with is_program) that may log in. Never deleted: history names it.
CREATE TABLE account (
  id           INTEGER PRIMARY KEY,
  login        TEXT NOT NULL UNIQUE,       -- small letters, digits, dot, hyphen
  name         TEXT NOT NULL,              -- as people call the person
  password     TEXT,                       -- argon2id as libsodium prints it; NULL = cannot log in with a password
  roles        TEXT NOT NULL,              -- codes with blanks: "OFF HEAD"
  org_id       INTEGER NOT NULL DEFAULT 0,  -- record of the organisation the person works for; 0 = the office itself
  unit_id      INTEGER NOT NULL DEFAULT 0,  -- record of the unit; 0 = none
  clearance    TEXT NOT NULL DEFAULT 'internal', -- most that the person may read: public internal restricted
  personal     TEXT NOT NULL DEFAULT 'none', -- personal data shown: none pd pds
  lang         TEXT NOT NULL DEFAULT 'vi', -- language of the pages
  email        TEXT,
  is_program   INTEGER NOT NULL DEFAULT 0, -- 1: uses tokens only
  must_change  INTEGER NOT NULL DEFAULT 0, -- 1: has to choose a new password at the next login
  failures     INTEGER NOT NULL DEFAULT 0, -- failed logins in a row
  wait_until   INTEGER NOT NULL DEFAULT 0,  -- no login before
  disabled_at  INTEGER NOT NULL DEFAULT 0,  -- 0 = enabled
  last_login   INTEGER NOT NULL DEFAULT 0,
  version      INTEGER NOT NULL DEFAULT 1,  -- for concurrent changes
  created_at   INTEGER NOT NULL,
  created_by   INTEGER NOT NULL,
  changed_at   INTEGER NOT NULL,
  changed_by   INTEGER NOT NULL
) STRICT;

-- A login that lasts, or an API token (kind token). The token itself is in the browser only; here stands its hash.
CREATE TABLE session (
  id           INTEGER PRIMARY KEY,
  token_hash   TEXT NOT NULL UNIQUE,       -- SHA-256 in hexadecimal
  user_id      INTEGER NOT NULL REFERENCES account(id),
  kind         TEXT NOT NULL,              -- browser, token
  name         TEXT,                       -- of a token: what it is for
  csrf         TEXT NOT NULL,              -- must come back with every change
  created_at   INTEGER NOT NULL,
  seen_at      INTEGER NOT NULL,            -- to the minute
  expires_at   INTEGER NOT NULL,
  remote       TEXT NOT NULL               -- address at login
) STRICT;
CREATE INDEX session_user ON session(user_id);

-- Failed logins per address, so that trying many accounts from one place waits as well.
CREATE TABLE login_failure (
  remote       TEXT NOT NULL PRIMARY KEY,
  failures     INTEGER NOT NULL,
  wait_until   INTEGER NOT NULL,
  last_at      INTEGER NOT NULL
) STRICT;

-- Values that differ from src/platform/setting_table.c.
CREATE TABLE setting (
  name         TEXT NOT NULL PRIMARY KEY,
  value        TEXT NOT NULL,
  changed_at   INTEGER NOT NULL,
  changed_by   INTEGER NOT NULL
) STRICT;
