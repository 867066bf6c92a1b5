-- Until sql/core.sql of the record engine lands: its tables of accounts, sessions and settings, word for word.
CREATE TABLE IF NOT EXISTS setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS account (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password TEXT,
  roles TEXT NOT NULL DEFAULT '',
  org INTEGER,
  unit INTEGER,
  province TEXT,
  clearance INTEGER NOT NULL DEFAULT 1,
  personal INTEGER NOT NULL DEFAULT 0,
  lang TEXT NOT NULL DEFAULT 'vi',
  email TEXT,
  state TEXT NOT NULL DEFAULT 'enabled',
  password_at INTEGER,
  must_change INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  totp TEXT,
  last_login_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session (
  id TEXT PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ip TEXT,
  agent TEXT,
  data TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS login_failure (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  ip TEXT NOT NULL,
  login TEXT NOT NULL
) STRICT;
