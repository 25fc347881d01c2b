create index sessions_subscriber on sessions (subscriber_id);
create index inquiries_email on inquiries (email);
create index inquiries_phone on inquiries (phone);
create index inquiries_contact on inquiries (contact_ref);
create index inquiries_session on inquiries (session_id);
create index downloads_email on downloads (email);
create index downloads_session on downloads (session_id);
create index consent_choices_session on consent_choices (session_id);
