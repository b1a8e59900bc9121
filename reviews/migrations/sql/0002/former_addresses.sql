-- A former address has a period, as editions and banners do: it begins when somebody other than the person
-- who added it agrees.

CREATE FUNCTION reviews_guard_formeraddress() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.added_by_id IS NULL OR num_nonnulls(NEW.agreed_by_id, NEW.live_from, NEW.live_until) > 0 THEN
            RAISE EXCEPTION 'A former address is proposed first: insert it with who added it and without a period.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF public.reviews_erases_page(OLD.page_id) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Former address % stays on record: end it instead.', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF to_jsonb(OLD) - '{agreed_by_id,live_from,live_until}'::text[]
            <> to_jsonb(NEW) - '{agreed_by_id,live_from,live_until}'::text[]
       OR (OLD.live_from IS NOT NULL AND OLD.agreed_by_id IS DISTINCT FROM NEW.agreed_by_id) THEN
        RAISE EXCEPTION 'Former address % is a lasting record: end it and add another.', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM public.reviews_guard_period(
        format('Former address %s', OLD.id), OLD.live_from, OLD.live_until, NEW.live_from, NEW.live_until);
    RETURN NEW;
END $$;

CREATE TRIGGER guard_formeraddress BEFORE INSERT OR UPDATE OR DELETE ON reviews_formeraddress
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_formeraddress();
ALTER TABLE reviews_formeraddress ENABLE ALWAYS TRIGGER guard_formeraddress;
