-- The version beside which a draft was decided about: what else is published meanwhile asks for a decision anew.
alter table policies.drafts add column decided_beside text;
