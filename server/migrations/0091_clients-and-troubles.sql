-- Clients with what they demand of where their data stays, and trouble with measures of receivers abroad.
alter table standing.entries drop constraint entries_kind_check;
alter table standing.entries add constraint entries_kind_check check (kind in ('receiver', 'approval', 'assessment',
  'filing', 'check', 'clearance', 'assignment', 'notice', 'new-purpose', 'actor', 'word', 'client', 'trouble'));
