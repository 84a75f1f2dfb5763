-- Who is on the telephone: a code that a page shows and the caller reads out, whose it is, and what
-- that browser had shown. Unlogged like the visits: a crash empties it, and a new code is shown.

create unlogged table callers (
  id text primary key,
  -- A keyed hash: the code itself is drawn anew each time it is shown, and stands nowhere (R-02).
  code_hash bytea not null unique,
  browser_id text not null unique,
  epoch integer not null,
  -- Absent where nothing says who it is.
  person_id text,
  shown text not null check (shown in ('session', 'proof', 'name', 'nothing')),
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- Whoever helps and has typed it, by id.
  used_by text,
  used_at timestamptz
);
create index callers_by_person on callers (person_id) where used_by is not null;
