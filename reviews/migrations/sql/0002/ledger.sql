-- The ledger: a chain of events without gaps. The database gives each event its number, time and hash,
-- whoever writes it.
--
-- hash = SHA-256 of: the previous hash in hexadecimal, a line feed, and the event's canonical form, which
-- is the event as one line of JSON. Anybody can check it with printf and sha256sum.

CREATE FUNCTION reviews_canonical_event(e reviews_event) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT json_build_object(
        'seq', e.seq,
        'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor', e.actor_id, 'name', e.actor_name, 'role', e.role,
        'verb', e.verb, 'page', e.page_id, 'edition', e.edition_number, 'banner', e.banner_id,
        'moment', to_char(e.moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'digest', e.digest, 'reason', e.reason, 'request', e.request_id, 'body', e.body::json
    )::text
$$;

CREATE FUNCTION reviews_chain_hash(previous bytea, canonical text) RETURNS bytea
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT sha256(convert_to(encode(previous, 'hex') || E'\n' || canonical, 'UTF8'))
$$;

CREATE FUNCTION reviews_genesis() RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256('case review register')
$$;

CREATE FUNCTION reviews_seal_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last public.reviews_event;
BEGIN
    -- The transaction acquires here every other lock that it still needs, instead of at its commit. Then
    -- whoever holds the ledger's lock never waits for somebody who is waiting for that lock.
    SET CONSTRAINTS ALL IMMEDIATE;
    PERFORM FROM public.reviews_user WHERE id = NEW.actor_id FOR KEY SHARE;
    PERFORM FROM public.reviews_page WHERE id = NEW.page_id FOR KEY SHARE;
    PERFORM FROM public.reviews_banner WHERE id = NEW.banner_id FOR KEY SHARE;
    -- One writer at a time, until its transaction ends: otherwise a rollback would leave a gap.
    PERFORM pg_advisory_xact_lock(727001);
    -- reviews_erase() writes the row of an erasure, then its event; nothing else can write that row.
    IF NEW.verb = 'erased' AND (SELECT count(*) FROM public.reviews_erasure)
                            <= (SELECT count(*) FROM public.reviews_event WHERE verb = 'erased') THEN
        RAISE EXCEPTION 'Nothing has been erased that the ledger does not know of.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT * INTO last FROM public.reviews_event ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last.seq, 0) + 1;
    NEW.at := clock_timestamp();
    NEW.canonical := public.reviews_canonical_event(NEW);
    NEW.previous_hash := coalesce(last.hash, public.reviews_genesis());
    NEW.hash := public.reviews_chain_hash(NEW.previous_hash, NEW.canonical);
    RETURN NEW;
END $$;

CREATE TRIGGER seal BEFORE INSERT ON reviews_event FOR EACH ROW EXECUTE FUNCTION reviews_seal_event();
ALTER TABLE reviews_event ENABLE ALWAYS TRIGGER seal;

-- The only way for the web process to write an event.
CREATE FUNCTION reviews_record_event(
    verb text, actor bigint, actor_name text, role text, page bigint, edition integer, banner bigint,
    moment timestamptz, digest text, reason text, request_id text, body text
) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.reviews_event
        (verb, actor_id, actor_name, role, page_id, edition_number, banner_id, moment, digest, reason, request_id, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    RETURNING seq
$$;

-- The events that were changed, or whose neighbours were, each with what is wrong.
CREATE FUNCTION reviews_broken_events() RETURNS TABLE (seq bigint, fault text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.seq,
           CASE WHEN e.canonical <> public.reviews_canonical_event(e) THEN 'its columns differ from its record'
                WHEN e.hash <> public.reviews_chain_hash(e.previous_hash, e.canonical) THEN 'its record differs from its hash'
                WHEN e.previous_hash <> coalesce(x.hash_before, public.reviews_genesis()) THEN 'it does not follow the event before it'
                ELSE 'events before it are missing' END
    FROM public.reviews_event e
    JOIN (SELECT seq, lag(seq) OVER w AS seq_before, lag(hash) OVER w AS hash_before
          FROM public.reviews_event WINDOW w AS (ORDER BY seq)) x USING (seq)
    WHERE e.canonical <> public.reviews_canonical_event(e)
       OR e.hash <> public.reviews_chain_hash(e.previous_hash, e.canonical)
       OR e.previous_hash <> coalesce(x.hash_before, public.reviews_genesis())
       OR e.seq <> coalesce(x.seq_before, 0) + 1
    ORDER BY e.seq
$$;

REVOKE ALL ON FUNCTION reviews_record_event FROM PUBLIC;
REVOKE ALL ON FUNCTION reviews_broken_events FROM PUBLIC;
