-- The first shape of the house. A migration is never edited once it has been released; the next
-- change is the next file. Times are set by the caller (time is a parameter), so that a test can
-- stand at any moment; ids are random text.

create table house (
  only_row boolean primary key default true check (only_row),
  -- R-12: the security epoch. Sessions, codes and tokens carry it; a restore raises it, and
  -- everything older is dead.
  epoch integer not null default 1,
  -- Raised by every `apply`, so that each node reads its configuration anew (NOTIFY
  -- 'configuration').
  configuration_version integer not null default 0,
  -- What was applied beside the rows below: password policy, lives, defaults. Parsed by
  -- domain/configuration/configuration.ts.
  defaults jsonb not null default '{}'
);
insert into house default values;

create table organisations (
  id text primary key,
  position integer not null,
  domains text[] not null default '{}',
  value jsonb not null
);

create table networks (
  id text primary key,
  position integer not null,
  value jsonb not null
);

create table rules (
  id text primary key,
  position integer not null,
  value jsonb not null
);

create table groups (
  id text primary key,
  name text not null,
  value jsonb not null default '{}'
);

create table people (
  id text primary key,
  organisation_id text not null references organisations,
  -- What the person types, in canonical form (lib/canonical-name).
  login text not null unique,
  -- What that form looks like: two names that cannot be told apart by eye may not stand side by
  -- side (ATK-UNI-01).
  look text not null unique,
  given_name text not null,
  family_name text not null,
  state text not null check (state in ('invited', 'active', 'locked', 'suspended', 'removed')),
  state_reason text,
  language text,
  leader_id text references people,
  -- A number the organisation knew beforehand (E.164). Not a method before the person has proven
  -- it.
  known_phone text,
  -- Sessions that began before this moment are dead: password change, sign out everywhere, removal.
  sessions_after timestamptz not null default '-infinity',
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index people_by_organisation on people (organisation_id, login);
create index people_by_leader on people (leader_id) where leader_id is not null;

create table addresses (
  person_id text not null references people on delete cascade,
  kind text not null check (kind in ('mail', 'phone')),
  address text not null,
  position integer not null default 0,
  added_at timestamptz not null,
  primary key (person_id, kind, address)
);

create table memberships (
  person_id text not null references people on delete cascade,
  group_id text not null references groups on delete cascade,
  primary key (person_id, group_id)
);
create index memberships_by_group on memberships (group_id);

-- A factor that one person has set up. `kept` belongs to the factor alone and is sealed by
-- domain/methods.ts.
create table methods (
  id text primary key,
  person_id text not null references people on delete cascade,
  factor text not null,
  name text,
  kept bytea not null,
  version integer not null default 1,
  created_at timestamptz not null,
  used_at timestamptz
) with (fillfactor = 70);
create index methods_by_person on methods (person_id);
create unique index one_password_each on methods (person_id) where factor = 'password';
create unique index one_pin_each on methods (person_id) where factor = 'pin';

-- A letter: the link in the mail (token) and the start code on paper or in an SMS (code). Only
-- keyed hashes stand here (R-02).
create table invitations (
  id text primary key,
  person_id text not null references people on delete cascade,
  token_hash bytea not null unique,
  code_hash bytea not null unique,
  -- R-12: a letter from before a restore is dead.
  epoch integer not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  used_at timestamptz,
  superseded_at timestamptz
);
create index invitations_by_person on invitations (person_id, sent_at desc);

-- Whom a browser has let in before: such a browser has its own counter (R-05). Its id is the hash
-- of its cookie, so that a stranger's browser needs no row.
create table familiar (
  browser_id text not null,
  person_id text not null,
  seen_at timestamptz not null,
  primary key (browser_id, person_id)
);

create table sessions (
  id text primary key,
  secret_hash bytea not null unique,
  person_id text not null references people on delete cascade,
  browser_id text not null,
  epoch integer not null,
  proofs jsonb not null,
  acr text not null,
  amr text[] not null,
  proven_at timestamptz not null,
  -- The networks it was last judged in, and whether it was asked to last (never lifts acr).
  networks text[] not null default '{}',
  stays boolean not null default false,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  idle_until timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  -- What oidc-provider keeps of it. By application: the grant, and the name the application knows
  -- this session by (sid).
  authorizations jsonb not null default '{}',
  provider_state jsonb
) with (fillfactor = 80);
create index sessions_by_person on sessions (person_id) where ended_at is null;

-- Visits and authorization codes live minutes. Unlogged: a crash empties them, which
-- lets nobody in.
create unlogged table visits (
  ref text primary key,
  browser_id text not null,
  flow text not null,
  errand jsonb not null,
  -- What the protocol wants back when the visit ends; never read by a flow.
  waiting jsonb,
  learned jsonb not null default '{}',
  version integer not null default 1,
  epoch integer not null,
  case_number text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_how text
  -- Room on each page for what is changed, so that no index is touched. None by expiry for the same
  -- reason: the broom reads an hour of visits through, six times an hour.
) with (fillfactor = 50);

-- R-04: counts by account, by account and browser, by address, by a share of all passwords, and for
-- the whole house. The key is a keyed hash, so that unknown names count alike and nobody can read
-- out of it who was tried. The only index changes with no count, so that counting never touches an
-- index.
create table throttles (
  key bytea primary key,
  -- Wrong answers in a row. A right one wipes it.
  streak integer not null,
  -- Wrong answers since `since`. A right one wipes nothing but itself.
  total integer not null,
  -- Turned away since the last one that was judged: never compared, never counted as wrong.
  refused integer not null,
  since timestamptz not null,
  last_at timestamptz not null,
  wait_until timestamptz
) with (fillfactor = 70);
create index throttles_by_age on throttles (since);

create table applications (
  id text primary key,
  position integer not null,
  name text not null,
  -- Whom it is for: everyone, or members of these groups.
  everyone boolean not null default false,
  value jsonb not null
);
create table application_groups (
  application_id text not null references applications on delete cascade,
  group_id text not null references groups on delete cascade,
  primary key (application_id, group_id)
);

-- Letters on their way out. `data` and `destination` are sealed; the job that sends them holds only
-- the id.
create table messages (
  id text primary key,
  person_id text references people on delete set null,
  kind text not null,
  channel text not null,
  destination bytea not null,
  data bytea not null,
  language text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  tries integer not null default 0,
  last_problem text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index messages_by_state on messages (state, created_at);

-- A fact written down, never changed. Sealed in batches by domain/events/event-seals.ts.
create table events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null,
  person_id text,
  actor text,
  -- Where the request came from. The networks it lies in stand in `data` where a decision was made.
  address text,
  case_number text,
  data jsonb not null default '{}'
);
create index events_by_person on events (person_id, id desc) where person_id is not null;
-- The few that are looked for by kind. Sign-ins are most of all events: another index over them is
-- written at each, and read by nobody.
create index events_of_configuration on events (id desc) where kind = 'configuration.applied';

create table event_seals (
  upto bigint primary key,
  since bigint not null,
  previous bytea not null,
  digest bytea not null,
  signature text not null,
  sealed_at timestamptz not null
);

-- Signing keys. The private half is sealed with the master key, which never stands in the database
-- (R-06).
create table signing_keys (
  kid text primary key,
  algorithm text not null,
  purpose text not null,
  public_jwk jsonb not null,
  private_sealed bytea not null,
  state text not null check (state in ('next', 'current', 'previous', 'retired')),
  created_at timestamptz not null,
  signs_from timestamptz not null,
  retires_at timestamptz
);

-- oidc-provider's own rows. What a code or a token says stands here only as a keyed hash (R-02); a
-- grant id is no secret, it only ties together what is revoked together.
-- Durable: refresh tokens, opaque access tokens.
create table provider_records (
  id_hash bytea primary key,
  model text not null,
  grant_id text,
  session_id text,
  person_id text,
  epoch integer not null,
  -- When what this row rests on was proven: a person's `sessions_after` kills what is older.
  proven_at timestamptz not null,
  payload jsonb not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
) with (fillfactor = 70);
create index provider_records_by_grant on provider_records (grant_id) where grant_id is not null;
-- Rows come in the order of time, and so nearly in that of expiry: a note for each range of pages
-- is enough for the broom, and costs nothing when a row is written.
create index provider_records_by_expiry on provider_records using brin (expires_at);
-- Codes, pushed requests and signs of replay live a minute. Unlogged: a crash empties them, which
-- lets nobody in.
create unlogged table provider_moments (
  id_hash bytea primary key,
  model text not null,
  grant_id text,
  session_id text,
  person_id text,
  epoch integer not null,
  proven_at timestamptz not null,
  payload jsonb not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
) with (fillfactor = 60);
create index provider_moments_by_grant on provider_moments (grant_id) where grant_id is not null;
