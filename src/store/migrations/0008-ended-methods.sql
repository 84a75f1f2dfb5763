-- A method that was taken away, or blocked with a lost phone: kept as it was for a day, so that its
-- owner can take it back. No question is ever asked of one that stands here.
create table ended_methods (
  id text primary key,
  person_id text not null references people on delete cascade,
  factor text not null,
  name text,
  label text,
  fate text,
  handle bytea,
  kept bytea not null,
  version integer not null,
  created_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz not null,
  ended_because text not null
);
create index ended_methods_by_person on ended_methods (person_id);

-- Since when the methods of a lost phone are blocked and nothing stands in their place: one proof
-- begins nothing then, whatever a rule says of the first method.
alter table people add column phone_lost_at timestamptz;
