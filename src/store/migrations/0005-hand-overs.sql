-- Setting up goes on on a phone while the PC waits: the code that leads there, what goes on there,
-- and what came of it. Unlogged like the visits: a crash empties both, which lets nobody in.

create unlogged table hand_overs (
  id text primary key,
  -- A keyed hash: the code itself is drawn anew each time it is shown, and stands nowhere (R-02).
  code_hash bytea not null unique,
  -- The visit that waits. All this lives exactly as long as that visit still names it.
  waiting_ref text not null,
  -- What the visit on the phone begins with: who it is about, what was shown, what may be set up.
  learned jsonb not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  -- The kind of device that opened it, by a word from a list.
  opened_by text,
  phone_ref text unique,
  done_at timestamptz,
  -- What the new method has shown, for the visit that waits.
  proof jsonb
);
