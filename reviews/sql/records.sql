-- Rows that are never changed, and tables that are never emptied.

CREATE FUNCTION reviews_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: these rows are a lasting record.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

DO $$
DECLARE
    record text;
BEGIN
    FOREACH record IN ARRAY ARRAY['document', 'event', 'withdrawal', 'formeraddress'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reviews_%s
                        FOR EACH ROW EXECUTE FUNCTION reviews_refuse()', record);
        EXECUTE format('ALTER TABLE reviews_%s ENABLE ALWAYS TRIGGER append_only', record);
    END LOOP;
    FOREACH record IN ARRAY ARRAY['document', 'event', 'withdrawal', 'formeraddress', 'board', 'page', 'banner',
                                  'edition', 'reviewedition', 'listingedition', 'identifier', 'subject', 'boardrole',
                                  'attachment', 'boardresponse', 'actionplan', 'action'] LOOP
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON reviews_%s
                        FOR EACH STATEMENT EXECUTE FUNCTION reviews_refuse()', record);
        EXECUTE format('ALTER TABLE reviews_%s ENABLE ALWAYS TRIGGER never_emptied', record);
    END LOOP;
END $$;

-- The time of an event is the database's, whatever its writer says.
CREATE FUNCTION reviews_stamp_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER stamp BEFORE INSERT ON reviews_event
    FOR EACH ROW EXECUTE FUNCTION reviews_stamp_event();
ALTER TABLE reviews_event ENABLE ALWAYS TRIGGER stamp;
