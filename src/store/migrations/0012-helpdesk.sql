-- What the helpdesk needs two people or a day for: addresses and numbers that somebody who helps
-- has added, and accounts that two shall open. And names written plainly, so that people are found.

-- Counts for nothing before `counts_from`: a day later, or when a second one has confirmed it. Then
-- it is moved to where the others stand, and may be taken back from there for a month.
create table added_addresses (
  id text primary key,
  person_id text not null references people on delete cascade,
  kind text not null check (kind in ('mail', 'phone')),
  address text not null,
  -- Whoever added it, by id, or «command»; and from which browser.
  added_by text not null,
  added_in text,
  added_at timestamptz not null,
  counts_from timestamptz not null,
  confirmed_by text,
  settled_at timestamptz,
  -- The number that it took the place of.
  instead_of text,
  ended_at timestamptz
);
create index added_addresses_by_person on added_addresses (person_id);
create index added_addresses_that_wait on added_addresses (counts_from)
  where settled_at is null and ended_at is null;
create unique index one_number_waits on added_addresses (person_id)
  where kind = 'phone' and settled_at is null and ended_at is null;
create unique index one_address_waits_once on added_addresses (person_id, address)
  where kind = 'mail' and settled_at is null and ended_at is null;

-- Since when the organisation knows this number, where it took the place of another.
alter table people add column known_phone_since timestamptz;

-- One of two has asked that a frozen account be opened.
create table asked_openings (
  person_id text primary key references people on delete cascade,
  asked_by text not null,
  asked_in text,
  asked_at timestamptz not null
);

-- Names as they sound, so that whoever is spelled aloud is found: without case, accents and doubled
-- letters, and with one sign for what is said alike. Written here so that every row has it, whoever
-- made the row.
create function plain_name(written text) returns text
  language sql immutable strict parallel safe
  return ' ' || trim(regexp_replace(regexp_replace(
    replace(replace(replace(replace(translate(lower(translate(
      regexp_replace(normalize(replace(replace(written, 'Æ', 'ae'), 'æ', 'ae'), NFD),
        '[\u0300-\u036f]', '', 'g'),
      'ØøĐđŦŧŊŋŁłÐðÞþ', 'ooddttnnllddtt')), 'wzq', 'vsk'),
      'ph', 'f'), 'ch', 'k'), 'th', 't'), 'c', 'k'),
    '[\s!-/:-@\[-`{-~\u2010-\u201f\u02bc]+', ' ', 'g'), '(\S)\1+', '\1', 'g')) || ' ';

-- Each three signs that stand together, with the blank before a word and behind it.
create function name_parts(plain text) returns text[]
  language sql immutable strict parallel safe
  return array(select distinct substr(plain, at, 3) from generate_series(1, length(plain) - 2) at);

alter table people add column found_by text generated always as
  (plain_name(given_name || ' ' || family_name || ' ' || split_part(login, '@', 1))) stored;
create index people_by_name_part on people using gin (name_parts(found_by));
create index people_by_login_begun on people (login text_pattern_ops);
create index people_by_number_ending on people (reverse(known_phone) text_pattern_ops)
  where known_phone is not null;
create index addresses_begun on addresses (address text_pattern_ops);
