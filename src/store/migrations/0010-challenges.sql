-- Somebody is asked elsewhere whether what is going on here is right: who asks, who may answer, and
-- what they said. Unlogged like the visits: a crash empties both, which lets nobody in.

create unlogged table challenges (
  id text primary key,
  -- Who is asked, and how: a word from a list.
  kind text not null,
  -- Whom it is about, and who alone may answer.
  person_id text not null,
  asked_id text not null,
  -- The visit that waits: it alone collects the answer.
  visit_ref text not null,
  epoch integer not null,
  -- Where it was asked from, as far as whoever answers is shown it.
  origin jsonb not null,
  made_at timestamptz not null,
  -- Until then it may be answered.
  expires_at timestamptz not null,
  -- So long after a yes it counts: time to say no.
  wait_seconds integer not null,
  -- Numbers that were typed, counted before they are compared.
  tries integer not null default 0,
  answer text check (answer in ('yes', 'no')),
  answered_at timestamptz,
  counts_from timestamptz,
  collected_at timestamptz
);
create unique index challenges_by_visit on challenges (visit_ref, kind);
