-- What a published edition refers to and does not contain: the page's address.

CREATE FUNCTION reviews_guard_page() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - '{in_footer,read_again_on}'::text[]
                          = to_jsonb(NEW) - '{in_footer,read_again_on}'::text[] THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND public.reviews_erases_page(OLD.id) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM public.reviews_edition WHERE page_id = OLD.id AND live_from IS NOT NULL) THEN
        RAISE EXCEPTION 'Page /%/ is frozen: its address has been published and stays.', OLD.path
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER guard_page BEFORE UPDATE OR DELETE ON reviews_page
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_page();
ALTER TABLE reviews_page ENABLE ALWAYS TRIGGER guard_page;

-- A page is discarded while it has no edition, and so never was public nor waits to be. Its row stays,
-- because events name it; its address is free again. From then on nothing of it changes, except that it
-- can be erased.
CREATE FUNCTION reviews_guard_discarded_page() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.discarded_at IS NOT NULL THEN
        IF TG_OP = 'UPDATE' AND public.reviews_erases_page(OLD.id) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'Page % has been discarded and stays as it is.', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' OR NEW.discarded_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF EXISTS (SELECT FROM public.reviews_edition WHERE page_id = OLD.id) THEN
        RAISE EXCEPTION 'Page /%/ cannot be discarded: it has an edition.', OLD.path
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.path <> 'discarded/' || OLD.id OR NEW.in_footer THEN
        RAISE EXCEPTION 'A page that is discarded gives up its address and its place in the footer.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_discarded BEFORE UPDATE OR DELETE ON reviews_page
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_discarded_page();
ALTER TABLE reviews_page ENABLE ALWAYS TRIGGER guard_discarded;

CREATE FUNCTION reviews_guard_discarded_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.reviews_page WHERE id = NEW.page_id AND discarded_at IS NOT NULL) THEN
        RAISE EXCEPTION 'Page % has been discarded: it has no further edition.', NEW.page_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_discarded BEFORE INSERT ON reviews_edition
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_discarded_edition();
ALTER TABLE reviews_edition ENABLE ALWAYS TRIGGER guard_discarded;
