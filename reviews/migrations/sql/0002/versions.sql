-- A page is the same in another language as a page of its own kind and board, or of the whole site.

CREATE FUNCTION reviews_guard_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.reviews_page own JOIN public.reviews_page other
            ON other.kind = own.kind AND other.board_id IS NOT DISTINCT FROM own.board_id
        WHERE own.id = NEW.page_id AND other.id = NEW.version_of_id) THEN
        RAISE EXCEPTION 'A page is another language of a page of the same kind and board only.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_version BEFORE INSERT OR UPDATE ON reviews_edition
    FOR EACH ROW WHEN (NEW.version_of_id IS NOT NULL) EXECUTE FUNCTION reviews_guard_version();
ALTER TABLE reviews_edition ENABLE ALWAYS TRIGGER guard_version;
