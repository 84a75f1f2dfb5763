-- What a phone says stands in one line: each message names the one before it that was answered, and
-- has a name of its own. Two copies of one phone make two lines, and the second is known at once.

alter table phones
  -- The names of the last messages that were heard, the newest first.
  add column links text[] not null default '{}',
  drop column astray;
alter table challenges
  add column links text[] not null default '{}';

alter table phone_moves
  add column links text[] not null default '{}',
  -- Told when the new phone's keys are known, and not before: whoever stands between the two has
  -- then nothing left to choose by which both would show the same words.
  alter column key drop not null;
