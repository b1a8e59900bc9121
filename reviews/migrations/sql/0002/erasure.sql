-- Erasing text that names a child from the rows. The files are deleted after the commit; see
-- reviews/workflow/erasures.py.
--
-- The triggers of other tables let a change pass only while reviews_erase() runs for the page or document
-- that the row belongs to. Two conditions ensure it: the statement runs as the owner of the tables, which
-- the web process does inside this function only; and this transaction has written an erasure that names
-- the page or document.
--
-- A table that is added later: the rows of an edition's parts are deleted because they have guard_part
-- (FrozenWithEdition). The triggers of append-only rows let an erasure pass if AppendOnly(erased_with=…)
-- asks for it; what is then changed in them is written in reviews_erase_page(), which the later migration
-- replaces from a file in its own folder (CREATE OR REPLACE keeps owner and privileges).

-- The requests that this transaction is carrying out; none for a caller outside reviews_erase().
CREATE FUNCTION reviews_being_erased() RETURNS SETOF reviews_erasurerequest
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class
                       WHERE oid = 'public.reviews_erasure'::regclass) THEN
        RETURN QUERY SELECT r.* FROM public.reviews_erasure x
            JOIN public.reviews_erasurerequest r ON r.id = x.request_id
            WHERE x.transaction = pg_current_xact_id()::text::bigint;
    END IF;
END $$;

-- Whether the whole of the page is being erased.
CREATE FUNCTION reviews_erases_page(page bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.reviews_being_erased() WHERE page_id = page AND document_id IS NULL)
$$;

-- Whether no edition of another page, drafts included, shows the document.
CREATE FUNCTION reviews_only_shown_by(document bigint, page bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(bool_and(e.page_id = page), false)
    FROM public.reviews_attachment a JOIN public.reviews_edition e ON e.id = a.edition_id
    WHERE a.document_id = document
$$;

-- Whether no edition shows the document, but for those of the page; without one, no edition at all.
CREATE FUNCTION reviews_shown_nowhere_but(document bigint, page bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM public.reviews_attachment a JOIN public.reviews_edition e ON e.id = a.edition_id
        WHERE a.document_id = document AND e.page_id IS DISTINCT FROM page)
$$;

-- Whether the request names the document: by itself, or with the only page that shows it.
CREATE FUNCTION reviews_names_document(asked reviews_erasurerequest, document bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT asked.document_id = document
        OR (asked.document_id IS NULL AND public.reviews_only_shown_by(document, asked.page_id))
$$;

-- The documents from which these were made, as far as nothing but the page shows them: those of which they are
-- cleaned copies, and other cleaned copies of the same originals, with another title.
CREATE FUNCTION reviews_forebears(documents bigint[], page bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE made(id) AS (
        SELECT unnest(documents)
        UNION
        SELECT d.id FROM made
            JOIN public.reviews_original o ON o.document_id = made.id
            JOIN public.reviews_document d ON d.sha256 = o.sha256 OR d.id IN (
                SELECT document_id FROM public.reviews_original WHERE sha256 = o.sha256)
        WHERE public.reviews_shown_nowhere_but(d.id, page))
    SELECT id FROM made EXCEPT SELECT unnest(documents)
$$;

-- Whether the request takes the document: one that it names, or one from which that one was made. What was
-- taken out of a copy is still in it, and nothing else would lead to it.
CREATE FUNCTION reviews_takes_document(asked reviews_erasurerequest, document bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(public.reviews_names_document(asked, document), false) OR document IN (
        SELECT public.reviews_forebears(
            ARRAY(SELECT asked.document_id WHERE asked.document_id IS NOT NULL UNION
                  SELECT a.document_id FROM public.reviews_attachment a
                  JOIN public.reviews_edition e ON e.id = a.edition_id
                  WHERE asked.document_id IS NULL AND e.page_id = asked.page_id
                    AND public.reviews_names_document(asked, a.document_id)),
            CASE WHEN asked.document_id IS NULL THEN asked.page_id END))
$$;

-- Whether the document is being erased.
CREATE FUNCTION reviews_erases_document(document bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.reviews_being_erased() r
                   WHERE public.reviews_takes_document(r, document))
$$;

-- Refuses what comes late to a document that is being erased. Whoever erases it and whoever adds something
-- wait for each other, which takes a lock that only the tables' owner may take: for triggers that run as such.
CREATE FUNCTION reviews_require_unerased(document bigint, consequence text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM public.reviews_document WHERE id = document AND erased_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'This document has been erased: %', consequence
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;

-- Whether an append-only row is being erased with the page, edition or document that it belongs to.
CREATE FUNCTION reviews_erases_row(owner text, key bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE owner
        WHEN 'page' THEN public.reviews_erases_page(key)
        WHEN 'edition' THEN public.reviews_erases_page((SELECT page_id FROM public.reviews_edition WHERE id = key))
        WHEN 'document' THEN public.reviews_erases_document(key)
        ELSE false END
$$;

-- Whether the person is active and a group of theirs has the permission.
CREATE FUNCTION reviews_has_right(person bigint, "right" text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.reviews_user u
        JOIN public.reviews_user_groups g ON g.user_id = u.id
        JOIN public.auth_group_permissions gp ON gp.group_id = g.group_id
        JOIN public.auth_permission p ON p.id = gp.permission_id
        WHERE u.id = person AND u.is_active AND p.codename = "right")
$$;

-- Carries out a request that somebody else made, and writes the event. The web process can erase in no
-- other way.
CREATE FUNCTION reviews_erase(request bigint, actor bigint, trace text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked public.reviews_erasurerequest;
    erased bigint[];
    named jsonb;
    kept jsonb;
BEGIN
    SELECT * INTO asked FROM public.reviews_erasurerequest WHERE id = request;
    PERFORM FROM public.reviews_page WHERE id = asked.page_id FOR UPDATE;
    erased := ARRAY(SELECT asked.document_id UNION
        SELECT document_id FROM public.reviews_attachment a JOIN public.reviews_edition e ON e.id = a.edition_id
        WHERE e.page_id = asked.page_id);
    erased := erased || ARRAY(SELECT public.reviews_forebears(
        erased, CASE WHEN asked.document_id IS NULL THEN asked.page_id END));
    PERFORM FROM public.reviews_document WHERE id = ANY (erased) ORDER BY id FOR UPDATE;
    PERFORM public.reviews_may_erase(asked, actor);
    INSERT INTO public.reviews_erasure (request_id, by_id, transaction)
        VALUES (request, actor, pg_current_xact_id()::text::bigint);
    SELECT coalesce(array_agg(id), '{}'), coalesce(jsonb_agg(sha256 ORDER BY id), '[]') INTO erased, named
        FROM public.reviews_document d WHERE id = ANY (erased) AND public.reviews_takes_document(asked, id);
    SELECT coalesce(jsonb_agg(DISTINCT d.sha256), '[]') INTO kept
        FROM public.reviews_attachment a
        JOIN public.reviews_edition e ON e.id = a.edition_id
        JOIN public.reviews_document d ON d.id = a.document_id
        WHERE asked.document_id IS NULL AND e.page_id = asked.page_id AND d.id <> ALL (erased);
    UPDATE public.reviews_document
        SET title = '', language = '', text = '{}', erased_at = coalesce(erased_at, clock_timestamp())
        WHERE id = ANY (erased);
    IF asked.document_id IS NULL THEN
        PERFORM public.reviews_erase_page(asked.page_id);
    END IF;
    PERFORM public.reviews_delete_admin_log();
    PERFORM public.reviews_record_event(
        'erased', actor, p.name, p.role, asked.page_id, NULL, NULL, NULL, '', asked.reason, trace,
        jsonb_build_object('request', request, 'page', asked.document_id IS NULL,
                           'documents', named, 'kept', kept)::text)
        FROM public.reviews_signature(actor) p;
END $$;

-- The name by which the ledger records a person, and the person's groups at this moment.
CREATE FUNCTION reviews_signature(person bigint, OUT name text, OUT role text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(nullif(btrim(first_name || ' ' || last_name), ''), username),
           coalesce((SELECT string_agg(g.name, ', ' ORDER BY g.name COLLATE "C") FROM public.auth_group g
                     JOIN public.reviews_user_groups m ON m.group_id = g.id WHERE m.user_id = person), '')
    FROM public.reviews_user WHERE id = person
$$;

-- Raises an error unless two people with the right take part, and nothing of it is public or scheduled.
CREATE FUNCTION reviews_may_erase(asked reviews_erasurerequest, actor bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reason text;
BEGIN
    reason := CASE
        WHEN asked.id IS NULL THEN 'Nobody has asked for this erasure.'
        WHEN EXISTS (SELECT FROM public.reviews_erasure WHERE request_id = asked.id)
            THEN 'This erasure has been carried out already.'
        WHEN EXISTS (SELECT FROM public.reviews_erasuredecline WHERE request_id = asked.id)
            THEN 'This request was declined: somebody has to ask again.'
        WHEN actor = asked.by_id THEN 'An erasure needs two people: somebody else must carry it out.'
        WHEN NOT public.reviews_has_right(actor, 'erase_edition')
            THEN 'Whoever carries out an erasure needs the right to erase.'
        WHEN NOT public.reviews_has_right(asked.by_id, 'ask_erasure')
            THEN 'Whoever asked for this erasure may no longer ask for one: somebody else must ask again.'
        WHEN EXISTS (
            SELECT FROM public.reviews_edition e
            WHERE e.live_from IS NOT NULL AND (e.live_until IS NULL OR e.live_until > clock_timestamp())
              AND CASE WHEN asked.document_id IS NULL THEN e.page_id = asked.page_id
                       ELSE EXISTS (SELECT FROM public.reviews_attachment
                                    WHERE edition_id = e.id AND document_id = asked.document_id) END)
            THEN 'What is public or waits to go live cannot be erased: withdraw it first.'
        WHEN EXISTS (
            SELECT FROM public.reviews_edition e JOIN public.reviews_attachment a ON a.edition_id = e.id
            WHERE e.live_from IS NULL AND e.page_id <> asked.page_id AND a.document_id = asked.document_id)
            THEN 'A draft of another page shows this file: remove it there first.'
        END;
    IF reason IS NOT NULL THEN
        RAISE EXCEPTION '%', reason USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;

-- Erases all text of the page, of its editions and of the rows about it. What is kept: who did what and
-- when, the periods, and the dates of first publication.
CREATE FUNCTION reviews_erase_page(page bigint) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own bigint[] := ARRAY(SELECT id FROM public.reviews_edition WHERE page_id = page);
    drafts bigint[] := ARRAY(SELECT id FROM public.reviews_edition WHERE page_id = page AND live_from IS NULL);
    part regclass;
    pointer text;
BEGIN
    -- The parts are the tables with guard_part, except those that extend the edition's own row, which follow.
    -- Only tables in public count: the web process may make temporary ones, but no others.
    FOR part, pointer IN
        SELECT tgrelid, split_part(encode(tgargs, 'escape'), '\000', 1)
        FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
        WHERE tgname = 'guard_part' AND relnamespace = 'public'::regnamespace
    LOOP
        CONTINUE WHEN pointer = 'edition_ptr_id';
        EXECUTE format('DELETE FROM %s WHERE %I = ANY ($1)', part, pointer) USING own;
    END LOOP;
    DELETE FROM public.reviews_reviewedition WHERE edition_ptr_id = ANY (drafts);
    DELETE FROM public.reviews_listingedition WHERE edition_ptr_id = ANY (drafts);
    DELETE FROM public.reviews_edition WHERE id = ANY (drafts);
    UPDATE public.reviews_edition SET title = '', summary = '', body = '', change_note = '', language = 'en-GB',
        carried_from = CASE carried_from WHEN '' THEN '' ELSE 'an earlier website' END
        WHERE id = ANY (own);
    UPDATE public.reviews_reviewedition SET local_type = '', subtype = '', state = 'no_longer', state_reason = '',
        content_warning = '', methodology = '', reviewer = '', incident = '', commissioned = '', conducted_from = '', conducted_to = '',
        period_from = '', period_to = '', completed = '', report_dated = ''
        WHERE edition_ptr_id = ANY (own);
    UPDATE public.reviews_withdrawal SET public_note = 'Erased.', authorised_by = '' WHERE edition_id = ANY (own);
    UPDATE public.reviews_approval SET parts = '{}',
        remarks = CASE remarks WHEN '' THEN '' ELSE 'Erased.' END WHERE page_id = page;
    UPDATE public.reviews_notice SET recipient = 'Erased.' WHERE page_id = page;
    UPDATE public.reviews_availabilitycheck SET address = '/erased/' || page || '/' WHERE page_id = page;
    DELETE FROM public.reviews_formeraddress WHERE page_id = page;
    DELETE FROM public.django_admin_log l USING public.django_content_type t
        WHERE t.id = l.content_type_id AND t.app_label = 'reviews'
          AND t.model IN ('page', 'plainpage', 'listing', 'review') AND l.object_id = page::text;
    UPDATE public.reviews_page SET path = 'erased/' || page, in_footer = false, erased_at = clock_timestamp()
        WHERE id = page;
END $$;

-- The admin's log names rows by their titles. Once an edition has been discarded, nothing shows which
-- page its entries were about; so the entries of all discarded and all erased editions are deleted.
CREATE FUNCTION reviews_delete_admin_log() RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.django_admin_log l USING public.django_content_type t
    WHERE t.id = l.content_type_id AND t.app_label = 'reviews' AND (
        (t.model IN ('edition', 'pageedition', 'listingedition', 'reviewedition') AND NOT EXISTS (
            SELECT FROM public.reviews_edition e JOIN public.reviews_page p ON p.id = e.page_id
            WHERE e.id::text = l.object_id AND p.erased_at IS NULL))
        OR (t.model = 'document' AND EXISTS (
            SELECT FROM public.reviews_document WHERE id::text = l.object_id AND erased_at IS NOT NULL)))
$$;

-- Of these, the web process may call reviews_erase() only, which checks the rights of both people.
REVOKE ALL ON FUNCTION reviews_erase, reviews_may_erase, reviews_erase_page, reviews_delete_admin_log,
    reviews_signature, reviews_has_right, reviews_require_unerased FROM PUBLIC;
