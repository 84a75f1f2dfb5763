-- The app on the phone, which approves: how far its messages have come, and where it may be rung.
-- Its key stands in its method, like whatever else a method keeps.

create table phones (
  -- The name that the phone signs with.
  id text primary key,
  person_id text not null references people on delete cascade,
  -- Without a method of that id the phone counts for nothing. One that is taken back finds it
  -- again.
  method_id text not null unique,
  -- The number of the last message that was heard: each is greater (R-03).
  said bigint not null,
  -- Messages in a row that were not: the key may be in two places.
  astray integer not null default 0,
  -- Shares for the PIN that were given since the lock was last right.
  releases integer not null default 0,
  -- Sealed: the address of its doorbell, and when it may be rung again.
  rings bytea,
  rings_after timestamptz,
  -- The method of the codes that it shows, and whether it has them already.
  codes_id text,
  codes_told boolean not null default false,
  seen_at timestamptz not null
) with (fillfactor = 70);
create index phones_by_person on phones (person_id);

alter table challenges
  -- So many numbers may be typed.
  add column tries_most integer not null default 3,
  -- A phone is being added: the code in the picture, as a keyed hash; the kind of device that has
  -- looked; the name that it was given; the number of its last message; and what it brought,
  -- sealed.
  add column code_hash bytea,
  add column found text,
  add column phone text,
  add column said bigint not null default 0,
  add column gain bytea;
create unique index challenges_by_code on challenges (code_hash) where code_hash is not null;
create unique index challenges_by_phone on challenges (phone) where code_hash is not null;
create index challenges_by_asked on challenges (asked_id, expires_at);

-- An account moves from one phone to another: what the old one offers, what the new one brings, and
-- what is handed over between them, sealed so that nobody here can read it.
create table phone_moves (
  id text primary key,
  from_phone text not null unique references phones on delete cascade,
  code_hash bytea not null unique,
  epoch integer not null,
  -- The public keys that the two agree by.
  key jsonb not null,
  their_key jsonb,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- The new phone: its name, the number of its last message, and what it brought, sealed.
  phone text unique,
  said bigint not null default 0,
  gain bytea,
  -- Handed over; gone when it was fetched.
  given_at timestamptz,
  sealed text
);
