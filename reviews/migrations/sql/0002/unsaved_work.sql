-- What somebody typed in a draft and has not saved goes with the page, before its drafts are deleted.
-- A trigger, because the row of an erasure is its first act.
CREATE FUNCTION reviews_erase_unsaved_work() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_unsavedwork w USING public.reviews_edition e, public.reviews_erasurerequest r
        WHERE w.edition_id = e.id AND e.page_id = r.page_id AND r.id = NEW.request_id AND r.document_id IS NULL;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_erase_unsaved_work FROM PUBLIC;

CREATE TRIGGER erase_unsaved_work AFTER INSERT ON reviews_erasure
    FOR EACH ROW EXECUTE FUNCTION reviews_erase_unsaved_work();
ALTER TABLE reviews_erasure ENABLE ALWAYS TRIGGER erase_unsaved_work;
