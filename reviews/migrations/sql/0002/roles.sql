-- What the web process may do outside the tables of this app, and the functions that it may call. It connects
-- as site_app; the tables belong to the role that migrates. Each table of this app has its operation Grant.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'site_app') THEN
        RAISE EXCEPTION 'The role site_app does not exist. Create it first: CREATE ROLE site_app LOGIN PASSWORD ''…''; see docs/deploy.md.';
    END IF;
END $$;

GRANT USAGE ON SCHEMA public TO site_app;

GRANT SELECT ON auth_permission, django_content_type, django_migrations TO site_app;
GRANT SELECT, INSERT ON django_admin_log TO site_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_group, auth_group_permissions, django_session,
    django_tasks_database_dbtaskresult TO site_app;

-- Events are written by a function only, so that no caller chooses an event's number, time or hash.
GRANT EXECUTE ON FUNCTION reviews_record_event, reviews_broken_events TO site_app;

-- Erasures too: the function requires two people, and only what it does passes the triggers.
GRANT EXECUTE ON FUNCTION reviews_erase TO site_app;
