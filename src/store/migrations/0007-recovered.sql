-- When a forgotten password was last replaced, and by which numbers: such a number is no second
-- proof for a while.
alter table people add column recovered jsonb;
