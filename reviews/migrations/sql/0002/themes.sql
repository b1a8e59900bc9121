-- Editions name a theme by its address, and readers keep it: it stays. What is no longer wanted is retired.

CREATE FUNCTION reviews_guard_theme() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'The theme % stays on record: retire it instead.', OLD.name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.id <> OLD.id OR NEW.slug <> OLD.slug THEN
        RAISE EXCEPTION 'The address of the theme % stays: retire it, and add another theme.', OLD.name
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_theme BEFORE UPDATE OR DELETE ON reviews_theme
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_theme();
ALTER TABLE reviews_theme ENABLE ALWAYS TRIGGER guard_theme;
