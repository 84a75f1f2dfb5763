-- What another house calls somebody, and whom it means by that: the issuer and the subject. A name
-- that comes with another subject was given to somebody else, who is nobody here until somebody has
-- looked. It stays when a link is taken away, or whoever gets the name next would get the account.

create table known_names (
  connection text not null,
  -- In its canonical form.
  name text not null,
  issuer text not null,
  subject text not null,
  person_id text not null references people on delete cascade,
  seen_at timestamptz not null,
  primary key (connection, name)
);
create index known_names_by_person on known_names (person_id);
