-- What a session was let in without: it is judged again at each request, also for what waits.
alter table sessions
  -- Wishes that were put off as it began: a grace that was taken there is not asked for at each
  -- application, and ends where the rule gives none.
  add column put_off text[] not null default '{}';
