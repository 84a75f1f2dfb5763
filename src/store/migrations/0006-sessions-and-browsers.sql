-- What a session was let in without: it is judged again at each request, also for what waits.
alter table sessions
  -- Wishes that were put off as it began: a grace that was taken there is not asked for at each
  -- application, and ends where the rule gives none.
  add column put_off text[] not null default '{}';

-- A browser that spares its person the second proof: since when, by which epoch (R-12), and what it
-- says that it is, so that its person knows it again.
alter table familiar
  add column remembered_at timestamptz,
  add column remembered_epoch integer,
  add column browser text,
  add column system text,
  -- Shown where this browser is asked whose account is meant: only where the rule of the sign-in
  -- let the browser stay, so that a machine that many share lists nobody.
  add column listed boolean not null default false;
-- Few rows stand in it, and a sign-in touches none of them.
create index remembered_by_person on familiar (person_id) where remembered_at is not null;
