-- Rows that are never changed, but by an erasure (see erasure.sql), and tables that are never emptied.

CREATE FUNCTION reviews_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_LEVEL = 'ROW' THEN
        IF public.reviews_erases_record(TG_TABLE_NAME, to_jsonb(OLD)) THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    END IF;
    RAISE EXCEPTION '% of % refused: these rows are a lasting record.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

DO $$
DECLARE
    record text;
BEGIN
    FOREACH record IN ARRAY ARRAY['document', 'event', 'checkpoint', 'withdrawal', 'formeraddress',
                                  'publicationrule', 'noticeduty', 'notice', 'approval', 'hold', 'release',
                                  'availabilitycheck', 'erasurerequest', 'erasuredecline', 'erasure'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reviews_%s
                        FOR EACH ROW EXECUTE FUNCTION reviews_refuse()', record);
        EXECUTE format('ALTER TABLE reviews_%s ENABLE ALWAYS TRIGGER append_only', record);
    END LOOP;
    FOREACH record IN ARRAY ARRAY['document', 'event', 'checkpoint', 'withdrawal', 'formeraddress',
                                  'publicationrule', 'noticeduty', 'notice', 'approval', 'hold', 'release',
                                  'availabilitycheck', 'erasurerequest', 'erasuredecline', 'erasure', 'board', 'page', 'banner',
                                  'edition', 'reviewedition', 'listingedition', 'identifier', 'subject', 'boardrole',
                                  'attachment', 'boardresponse', 'actionplan', 'action'] LOOP
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON reviews_%s
                        FOR EACH STATEMENT EXECUTE FUNCTION reviews_refuse()', record);
        EXECUTE format('ALTER TABLE reviews_%s ENABLE ALWAYS TRIGGER never_emptied', record);
    END LOOP;
END $$;
