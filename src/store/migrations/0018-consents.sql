-- What people have let somebody else's application know: one row for each person and application,
-- so that each is asked once, and can take it back.

create table consents (
  person_id text not null references people on delete cascade,
  application text not null,
  -- Words of domain/sessions/consents.ts, and what it may do where.
  knows text[] not null,
  given_at timestamptz not null,
  primary key (person_id, application)
);
