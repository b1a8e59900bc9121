-- What the web process may do. It connects as site_app; tables belong to the role that migrates.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'site_app') THEN
        RAISE EXCEPTION 'The role site_app does not exist. Create it first: CREATE ROLE site_app LOGIN PASSWORD ''…''; see docs/deploy.md.';
    END IF;
END $$;

GRANT USAGE ON SCHEMA public TO site_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO site_app;

-- Accounts, sessions and the admin's own notes.
GRANT INSERT, UPDATE ON reviews_user TO site_app;
GRANT INSERT, UPDATE, DELETE ON
    reviews_user_groups, reviews_user_user_permissions, reviews_user_boards,
    auth_group, auth_group_permissions, django_session TO site_app;
GRANT INSERT ON django_admin_log TO site_app;

-- Content: what may be changed or deleted is for the triggers to say, row by row.
GRANT INSERT, UPDATE, DELETE ON
    reviews_board, reviews_page, reviews_banner,
    reviews_edition, reviews_reviewedition, reviews_listingedition,
    reviews_identifier, reviews_subject, reviews_boardrole, reviews_attachment,
    reviews_boardresponse, reviews_actionplan, reviews_action TO site_app;

-- The record: added to, never changed.
GRANT INSERT ON reviews_document, reviews_withdrawal, reviews_formeraddress, reviews_checkpoint,
    reviews_publicationrule, reviews_noticeduty, reviews_notice,
    reviews_approval, reviews_hold, reviews_release,
    reviews_availabilitycheck, reviews_erasurerequest, reviews_erasuredecline TO site_app;

-- Events are written through a function only, so that nobody gives one a number or a hash.
GRANT EXECUTE ON FUNCTION reviews_record_event, reviews_broken_events TO site_app;

-- So are erasures: the function asks for two people, and nothing else gets past the guards.
GRANT EXECUTE ON FUNCTION reviews_erase TO site_app;
