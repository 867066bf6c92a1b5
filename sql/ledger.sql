-- The ledger's own tables: texts as they came, their versions, what is printed in them, what a person said about it.
-- Ids are given by the program inside the write transaction. Instants are UTC seconds, days ISO text. Like sql/core.sql:
-- one text for both engines, every statement may run again.

-- One text, in as many languages as it was loaded in.
CREATE TABLE IF NOT EXISTS source_text (
  id          INTEGER PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE, -- the same in every installation
  original_id INTEGER,              -- version from which the others were made; NULL = nobody knows
  original_why TEXT,                -- code of the reason: only, local_language, byline, first_loaded, chosen
  title       TEXT,                 -- best title for lists; where it is from stands in source_meta
  published   TEXT,                 -- day of publication, or NULL = unknown
  subject     TEXT,                 -- what the text speaks of ("hue", "viet-nam"), or NULL
  year        INTEGER,              -- the year it reports on, or NULL
  compared_at INTEGER               -- when its versions were last compared; NULL = never
);

-- One file: its bytes are kept in var/files under their digest and never change.
CREATE TABLE IF NOT EXISTS source_version (
  id         INTEGER PRIMARY KEY,
  text_id    INTEGER NOT NULL REFERENCES source_text(id),
  sha256     TEXT NOT NULL UNIQUE, -- of the bytes as they came, hexadecimal
  file_name  TEXT NOT NULL,        -- last part of the path it was loaded from
  n_bytes    INTEGER NOT NULL,
  mime       TEXT NOT NULL,        -- what the bytes are, by looking at them
  lang       TEXT NOT NULL,        -- vi en de, found from the words
  body       TEXT NOT NULL,        -- the extracted text; all offsets below count its bytes
  skipped    INTEGER NOT NULL,     -- bytes before the body in the file (byte order mark)
  same_bytes INTEGER NOT NULL,     -- 1: offset in body + skipped is the offset in the file
  anchors    TEXT NOT NULL,        -- what survives translation, for finding versions: ledger/kin.h
  n_blocks   INTEGER NOT NULL,     -- content blocks, without debris
  spotter    INTEGER NOT NULL,     -- version of the figure spotter that proposed its figures
  loaded_at  INTEGER NOT NULL,
  loaded_by  INTEGER NOT NULL      -- user, 0 = the command line
);
CREATE INDEX IF NOT EXISTS source_version_text ON source_version(text_id);

-- What the versions say about the text they belong to, each with its place. Nothing is merged away.
CREATE TABLE IF NOT EXISTS source_meta (
  version_id INTEGER NOT NULL REFERENCES source_version(id),
  field      TEXT NOT NULL, -- published url byline publisher title language
  value      TEXT NOT NULL, -- canonical: ISO day, address as printed
  origin     TEXT NOT NULL, -- where: "text", "html meta article:published_time", "address"
  start      INTEGER,       -- bytes in the body, NULL when it is not printed there
  stop       INTEGER,
  PRIMARY KEY (version_id, field, origin)
);

CREATE TABLE IF NOT EXISTS block (
  id         INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES source_version(id),
  ordinal    INTEGER NOT NULL, -- from 0
  kind       TEXT NOT NULL,    -- title heading caption paragraph byline source date debris
  repeated   INTEGER NOT NULL, -- 1: says word for word what a neighbour says
  start      INTEGER NOT NULL, -- bytes in the body, half open
  stop       INTEGER NOT NULL,
  sentences  TEXT NOT NULL     -- "start stop start stop …" of its sentences, in the body
);
CREATE INDEX IF NOT EXISTS block_version ON block(version_id, ordinal);

-- Blocks that stand for each other, one row per block and row of the comparison.
CREATE TABLE IF NOT EXISTS alignment (
  text_id    INTEGER NOT NULL REFERENCES source_text(id),
  line       INTEGER NOT NULL, -- row of the comparison, from 0, in the order of the original
  version_id INTEGER NOT NULL REFERENCES source_version(id),
  ordinal    INTEGER NOT NULL, -- of the block
  PRIMARY KEY (text_id, line, version_id, ordinal)
);

-- A figure (rule 2 of the rules of truth). Rows are never overwritten: state changes are events, corrections new rows.
CREATE TABLE IF NOT EXISTS observation (
  id           INTEGER PRIMARY KEY,
  version_id   INTEGER REFERENCES source_version(id), -- where it is printed; NULL for computed and derived
  start        INTEGER,          -- bytes of the printed form in the body
  stop         INTEGER,
  sent_start   INTEGER,          -- bytes of its sentence
  sent_stop    INTEGER,
  block        INTEGER,          -- ordinal of its block
  indicator    TEXT,             -- id in definitions/indicators.yaml; NULL = not matched
  indicator_version INTEGER NOT NULL,
  subject      TEXT,             -- place or body, or NULL = not said
  low          TEXT,             -- decimal in full units; NULL = open
  high         TEXT,
  low_strict   INTEGER NOT NULL, -- 1: the bound itself is excluded ("over 39 million")
  high_strict  INTEGER NOT NULL,
  approx       INTEGER NOT NULL, -- 1: about, rund, khoảng
  quantum      TEXT NOT NULL,    -- one unit of the last printed digit; 0 = a count
  printed      TEXT,             -- the bytes of the span
  cls          TEXT NOT NULL,    -- class of the spotter: cardinal money percent ordinal fraction
  unit         TEXT,             -- counted noun as written, percent, ISO 4217
  currency     TEXT,
  kind         TEXT NOT NULL,    -- unknown stock flow pipeline share growth ordinal
  period       TEXT,             -- ISO 8601 of a flow
  as_of        TEXT,             -- day, month or year of a stock
  implied      INTEGER NOT NULL, -- 1: an earlier sentence gave period or as_of, and nobody has confirmed it
  measure      TEXT,             -- denominator or measure as written
  base_id      INTEGER,          -- observation a growth rate starts from
  denominator_id INTEGER,        -- observation a share is of
  status       TEXT,             -- done under_way planned wish, NULL = not said
  origin       TEXT NOT NULL,    -- published computed derived corrected
  state        TEXT NOT NULL,    -- proposed confirmed replaced rejected; each change is an observation_event
  lang         TEXT,
  twin_id      INTEGER,          -- the same figure in the original version
  replaces_id  INTEGER,          -- a correction: the published figure that stays beside it
  caption      INTEGER NOT NULL, -- 1: printed under a picture
  rule         TEXT,             -- rule of the spotter
  spotter      INTEGER NOT NULL, -- version of the spotter; 0 = a person
  entered_by   INTEGER NOT NULL, -- user, 0 = the program
  entered_at   INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS observation_version ON observation(version_id, start);
CREATE INDEX IF NOT EXISTS observation_indicator ON observation(indicator);
CREATE INDEX IF NOT EXISTS observation_twin ON observation(twin_id);

-- What persons did to a figure, in order; rows are only added.
CREATE TABLE IF NOT EXISTS observation_event (
  id             INTEGER PRIMARY KEY,
  observation_id INTEGER NOT NULL REFERENCES observation(id),
  action         TEXT NOT NULL,    -- confirm correct reject reopen
  by_user        INTEGER NOT NULL,
  by_name        TEXT NOT NULL,    -- as the person was called then
  at             INTEGER NOT NULL,
  note           TEXT,
  follower_id    INTEGER           -- of correct: the observation that follows
);
CREATE INDEX IF NOT EXISTS observation_event_of ON observation_event(observation_id);

-- Where a version departs from its original (text/compare.h).
CREATE TABLE IF NOT EXISTS finding (
  id          INTEGER PRIMARY KEY,
  text_id     INTEGER NOT NULL REFERENCES source_text(id),
  version_id  INTEGER NOT NULL REFERENCES source_version(id), -- the version that departs
  cls         TEXT NOT NULL,      -- A fact or status, B institution or name, C precision, D style
  rule        TEXT NOT NULL,      -- number unit bound scale date period status institution term name region …
  o_start     INTEGER,            -- bytes in the body of the original; NULL = added here
  o_stop      INTEGER,
  start       INTEGER,            -- bytes in the body of the version; NULL = dropped here
  stop        INTEGER,
  message_key TEXT NOT NULL,
  arg1        TEXT,
  arg2        TEXT,
  arg3        TEXT,
  message     TEXT NOT NULL,      -- English, complete
  state       TEXT NOT NULL,      -- open accepted (will be mended) dismissed (is no fault)
  decided_by  TEXT,
  decided_at  INTEGER,
  note        TEXT
);
CREATE INDEX IF NOT EXISTS finding_text ON finding(text_id);
