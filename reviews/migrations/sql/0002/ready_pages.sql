-- Which state of the register the public sees has a name, its generation. Every transaction that changes
-- anything public adds a row here in passing, so that the name changes in the moment of its commit, and
-- nobody waits for a lock. Ready-made pages carry the name of the state that they were made from.

-- They can be made again from the other rows, so the server keeps no second copy of them for a crash.
ALTER TABLE reviews_readypage SET UNLOGGED;

CREATE FUNCTION reviews_note_public_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this text := pg_current_xact_id()::text;
    number bigint;
BEGIN
    -- The changes of a draft are nobody's; its columns say when that ends.
    IF TG_LEVEL = 'ROW' AND TG_OP = 'INSERT' THEN
        IF NEW.live_from IS NULL THEN RETURN NULL; END IF;
    ELSIF TG_LEVEL = 'ROW' AND TG_OP = 'UPDATE' THEN
        IF NEW.live_from IS NULL AND OLD.live_from IS NULL THEN RETURN NULL; END IF;
    END IF;
    IF current_setting('reviews.public_change', true) = this THEN RETURN NULL; END IF;
    INSERT INTO public.reviews_publicchange DEFAULT VALUES RETURNING id INTO number;
    -- The earlier ones are no longer needed: a number this high was never part of a name before.
    IF number % 500 = 0 THEN
        DELETE FROM public.reviews_publicchange WHERE id IN (
            SELECT id FROM public.reviews_publicchange WHERE id < number FOR UPDATE SKIP LOCKED);
    END IF;
    PERFORM set_config('reviews.public_change', this, true);
    NOTIFY reviews_public_change;
    RETURN NULL;
END $$;

-- How many there are goes with the highest, because transactions need not end in the order of their numbers.
CREATE FUNCTION reviews_generation() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT format('%s.%s', coalesce(max(id), 0), count(*)) FROM public.reviews_publicchange
$$;

-- Until when a page that is made at a moment stays as it is, if nobody changes anything: the next beginning
-- or end of any period, and the day's end, because some sentences depend on the date. Each of them is the
-- first entry of an index, however many periods there have been; least() leaves out what there is not.
CREATE FUNCTION reviews_next_boundary(moment timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT least(
        (SELECT min(live_from) FROM public.reviews_edition WHERE live_from > moment),
        (SELECT min(live_until) FROM public.reviews_edition WHERE live_until > moment),
        (SELECT min(live_from) FROM public.reviews_banner WHERE live_from > moment),
        (SELECT min(live_until) FROM public.reviews_banner WHERE live_until > moment),
        (SELECT min(live_from) FROM public.reviews_formeraddress WHERE live_from > moment),
        (SELECT min(live_until) FROM public.reviews_formeraddress WHERE live_until > moment),
        (date_trunc('day', moment AT TIME ZONE 'Europe/London') + interval '1 day') AT TIME ZONE 'Europe/London'
    )
$$;

-- What an erasure takes away leaves the ready-made pages in its own transaction.
CREATE FUNCTION reviews_erase_ready_pages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.reviews_readypage;
    RETURN NULL;
END $$;

CREATE TRIGGER erase_ready_pages AFTER INSERT ON reviews_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_erase_ready_pages();
ALTER TABLE reviews_erasure ENABLE ALWAYS TRIGGER erase_ready_pages;

REVOKE ALL ON FUNCTION reviews_note_public_change, reviews_erase_ready_pages FROM PUBLIC;
