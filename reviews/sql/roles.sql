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
    reviews_user_groups, reviews_user_user_permissions,
    auth_group, auth_group_permissions, django_session TO site_app;
GRANT INSERT ON django_admin_log TO site_app;

-- Content: what may be changed or deleted is for the triggers to say, row by row.
GRANT INSERT, UPDATE, DELETE ON
    reviews_board, reviews_page, reviews_banner,
    reviews_edition, reviews_reviewedition, reviews_listingedition,
    reviews_identifier, reviews_subject, reviews_boardrole, reviews_attachment,
    reviews_boardresponse, reviews_actionplan, reviews_action TO site_app;

-- The record: added to, never changed.
GRANT INSERT ON reviews_document, reviews_event, reviews_withdrawal, reviews_formeraddress TO site_app;
