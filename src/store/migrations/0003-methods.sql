-- What the methods need beside what each keeps: what may be shown of one, how it is found again,
-- which goes first, what was put off, what was sent and what it cost, and the links that freeze.

alter table methods
  -- What may be shown of it before and after: a masked number, the maker of a key. Never a secret.
  add column label text,
  -- What it is lost together with, where this one differs from the usual of its factor.
  add column fate text,
  -- A keyed hash that finds it again where it says who somebody is (a passkey's id, a token's
  -- serial): it belongs to one person in the whole house (ATK-WAN-06).
  add column handle bytea;
create unique index methods_by_handle on methods (handle) where handle is not null;

alter table people
  -- Asked first at the next sign-in.
  add column default_method text,
  -- By wish: how often it was put off, and since when.
  add column put_off jsonb not null default '{}';

-- A code on its way to a number: what became of it and what it cost, and never the code or the
-- number (R-30). The id is the one that the gateway was given, so that it is billed once.
create table sendings (
  id text primary key,
  person_id text references people on delete set null,
  channel text not null,
  -- The country alone: for what it costs there.
  country text not null,
  state text not null check (state in ('asked', 'sent', 'delivered', 'failed')),
  why text,
  gateway text,
  reference text,
  -- What a call says when it is answered, sealed; gone when the call is over.
  spoken bytea,
  price_micros bigint,
  made_at timestamptz not null,
  changed_at timestamptz not null
) with (fillfactor = 80);
create unique index sendings_by_reference on sendings (gateway, reference)
  where reference is not null;
create index sendings_by_time on sendings using brin (made_at);

-- «Det var ikke meg»: a link in a receipt. It can only freeze (R-13); lifting that needs proof.
create table freezes (
  token_hash bytea primary key,
  person_id text not null references people on delete cascade,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index freezes_by_expiry on freezes (expires_at);
