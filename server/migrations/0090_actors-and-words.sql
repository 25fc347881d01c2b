-- Actors with their roles, and what callers of the gate mean by their own words.
alter table standing.entries drop constraint entries_kind_check;
alter table standing.entries add constraint entries_kind_check check (kind in ('receiver', 'approval', 'assessment',
  'filing', 'check', 'clearance', 'assignment', 'notice', 'new-purpose', 'actor', 'word'));
