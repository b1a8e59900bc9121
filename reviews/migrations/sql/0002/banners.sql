-- Banners have periods as editions do.

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
