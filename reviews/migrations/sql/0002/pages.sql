-- What a published edition refers to and does not contain: the page's address, the boards that it names;
-- and banners, which have periods as editions do.

CREATE FUNCTION reviews_guard_page() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'in_footer' = to_jsonb(NEW) - 'in_footer' THEN
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

CREATE FUNCTION reviews_guard_board() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - '{contact_email,website}'::text[]
                          = to_jsonb(NEW) - '{contact_email,website}'::text[] THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM public.reviews_edition e JOIN public.reviews_page p ON p.id = e.page_id
               WHERE p.board_id = OLD.id AND e.live_from IS NOT NULL)
       OR EXISTS (SELECT FROM public.reviews_boardrole r JOIN public.reviews_edition e ON e.id = r.edition_id
                  WHERE r.board_id = OLD.id AND e.live_from IS NOT NULL) THEN
        RAISE EXCEPTION '% is frozen because a public page names it: add a new board that succeeds it.', OLD.name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER guard_board BEFORE UPDATE OR DELETE ON reviews_board
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_board();
ALTER TABLE reviews_board ENABLE ALWAYS TRIGGER guard_board;

-- reviews_guard_period() and reviews_earliest() are in editions.sql.
CREATE FUNCTION reviews_guard_banner() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moment timestamptz := clock_timestamp();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.live_from < public.reviews_earliest() THEN
            RAISE EXCEPTION 'A banner cannot be shown from %, which has passed: the past cannot be edited.', NEW.live_from
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.live_from > moment AND TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Banner % has been shown and stays on record: it cannot be deleted.', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM public.reviews_guard_period(
        format('Banner %s', OLD.id), OLD.live_from, OLD.live_until, NEW.live_from, NEW.live_until);
    IF OLD.live_from <= moment AND to_jsonb(OLD) - 'live_until' <> to_jsonb(NEW) - 'live_until' THEN
        RAISE EXCEPTION 'Banner % is frozen because it has been shown: end it and add another.', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_banner BEFORE INSERT OR UPDATE OR DELETE ON reviews_banner
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_banner();
ALTER TABLE reviews_banner ENABLE ALWAYS TRIGGER guard_banner;
