-- What must never appear in a review goes with the page; where it was looked for in a file goes with the file.

CREATE FUNCTION reviews_erase_protected_names() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    erased bigint := (SELECT page_id FROM public.reviews_erasurerequest
                      WHERE id = NEW.request_id AND document_id IS NULL);
BEGIN
    DELETE FROM public.reviews_namewaiver w USING public.reviews_protectedname n
        WHERE w.name_id = n.id AND n.page_id = erased;
    DELETE FROM public.reviews_namesearch s USING public.reviews_protectedname n
        WHERE s.name_id = n.id AND n.page_id = erased;
    DELETE FROM public.reviews_protectedname WHERE page_id = erased;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_erase_protected_names FROM PUBLIC;

CREATE TRIGGER erase_protected_names AFTER INSERT ON reviews_erasure
    FOR EACH ROW EXECUTE FUNCTION reviews_erase_protected_names();
ALTER TABLE reviews_erasure ENABLE ALWAYS TRIGGER erase_protected_names;

CREATE FUNCTION reviews_erase_name_searches() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_namewaiver WHERE document_id = NEW.id;
    DELETE FROM public.reviews_namesearch WHERE document_id = NEW.id;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION reviews_erase_name_searches FROM PUBLIC;

CREATE TRIGGER erase_name_searches AFTER UPDATE ON reviews_document
    FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION reviews_erase_name_searches();
ALTER TABLE reviews_document ENABLE ALWAYS TRIGGER erase_name_searches;
