"""The description of the register’s data as OpenAPI 3.1, for programs and for those who write them."""

from django.conf import settings

from reviews.models import Action, Attachment, Board, BoardRole, ReviewEdition, ReviewType
from reviews.public.api.reading import MOST, SLUG, TAG, YEAR
from reviews.public.api.records import DATES, OF_A_REVIEW

JSON = "application/json"
TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
MOMENT = {"type": "string", "format": "date-time"}
ADDRESS = {"type": "string", "format": "uri"}
DATE = {
    "type": ["string", "null"],
    "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$",
    "description": "As far as it is known: 2017-06-14, 2017-06 or 2017.",
}


def document() -> dict:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Case review register",
            "version": "1",
            "description": "What is public at the moment of asking. What is withdrawn is gone at once. Fields "
            "may be added; none will change its meaning.",
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }


def _paths() -> dict:
    filters = _filters()
    number = _in_path(
        "number", NUMBER | {"minimum": 1, "maximum": 2**63 - 1}, "The id of a review."
    )
    return {
        "/api/": _get("This description.", {"type": "object"}),
        "/api/reviews": _get(
            "Reviews in the order of their ids, in parts.", _ref("Part"), filters, 400
        ),
        "/search.json": _get(
            "What a search finds, in the order of ids.",
            _ref("Part"),
            [*filters[:-1], filters[-1] | {"required": True}],
            400,
        ),
        "/themes/{slug}.json": _get(
            "The reviews that have a theme, in the order of their ids.",
            _ref("Part"),
            [_in_path("slug", TEXT | {"pattern": f"^{SLUG}$"}, "Of the theme."), *filters],
            400,
            404,
        ),
        "/api/reviews/{number}": _get("One review.", _ref("Review"), [number], 404),
        "/api/listings": _get("The listings of reviews.", _object(listings=_list(_ref("Listing")))),
        "/register.json": _get(
            "All reviews in one file.", _object(as_at=MOMENT, reviews=_list(_ref("Review")))
        ),
    }


def _filters() -> list[dict]:
    return [
        _parameter(
            "after", NUMBER | {"minimum": 0, "maximum": 2**63 - 1}, "The id after which to go on."
        ),
        _parameter("limit", NUMBER | {"minimum": 1, "maximum": MOST, "default": 50}, "How many."),
        _parameter("board", NUMBER | {"minimum": 1, "maximum": 2**63 - 1}, "The id of a board."),
        _parameter("type", _one_of(ReviewType), "A type of review."),
        _parameter("state", _one_of(ReviewEdition.State), "What is published of it."),
        _parameter(
            "year", TEXT | {"pattern": f"^({YEAR})$"}, "Year or month of first publication."
        ),
        _parameter("theme", TEXT | {"pattern": f"^{SLUG}$"}, "The slug of a theme."),
        _parameter("language", TEXT | {"pattern": f"^{TAG}$"}, "Of the page: en-GB, cy …"),
        _parameter("overdue", TEXT | {"enum": ["yes"]}, "With an action overdue."),
        _parameter("q", TEXT, "Words, as somebody types them in the search."),
    ]


def _schemas() -> dict:
    page = {
        **dict.fromkeys(("id", "edition"), NUMBER),
        **dict.fromkeys(("url", "data", "history"), ADDRESS),
        **dict.fromkeys(("title", "summary", "language"), TEXT),
        "versions": _list(_object(language=TEXT, url=ADDRESS)),
        "live_from": MOMENT,
        "first_published": DATE,
        "first_published_according_to": TEXT
        | {"description": "The earlier website that stated it; empty if it was witnessed here."},
    }
    board = {"id": NUMBER, "name": TEXT, "kind": _one_of(Board.Kind), "feed": ADDRESS}
    board["jurisdiction"] = _one_of(Board.Jurisdiction)
    return {
        "Board": _object(**board),
        "BoardWithRole": _object(role=_one_of(BoardRole.Role), **board),
        "Listing": _object(**page, board=_or_null(_ref("Board")), types=_list(_one_of(ReviewType))),
        "Review": _object(**page, **_review()),
        "Document": _object(**_document()),
        "Action": _object(**_action()),
        "Part": _object(reviews=_list(_ref("Review")), next=_or_null(ADDRESS)),
        "Problem": _object(error=TEXT),
    }


def _review() -> dict:
    return {
        "type": _one_of(ReviewType),
        **dict.fromkeys(OF_A_REVIEW, TEXT),
        "state": _one_of(ReviewEdition.State),
        "about": _list(_object(name=TEXT, description=TEXT)),
        "board": _ref("Board"),
        "other_boards": _list(_ref("BoardWithRole")),
        "known_as": _list(TEXT),
        "themes": _list(_object(slug=TEXT, name=TEXT, url=ADDRESS)),
        **dict.fromkeys(DATES, DATE),
        "documents": _list(_ref("Document")),
        "actions": _list(_ref("Action")),
        "actions_done": NUMBER,
        "actions_overdue": NUMBER,
    }


def _document() -> dict:
    return {
        "kind": _one_of(Attachment.Kind),
        "state": _one_of(Attachment.State),
        "also_contains": _list(_one_of(Attachment.Kind)),
        **dict.fromkeys(("title", "language", "state_reason", "hosted_by", "licence"), TEXT),
        "issued_by": TEXT,
        "url": _or_null(ADDRESS),
        "first_published": DATE,
        "dated": DATE,
        "sha256": _or_null(TEXT),
        "size": _or_null(NUMBER),
        "pages": _or_null(NUMBER),
        "media_type": _or_null(TEXT),
    }


def _action() -> dict:
    words = ("recommendation", "answer_reason", "action", "lead_agency", "due_in_words")
    return {
        **dict.fromkeys((*words, "verified_by", "evidence", "impact"), TEXT),
        "answer": {"enum": ["", *Action.Answer.values]},
        "status": _one_of(Action.Status),
        "due": DATE,
        "completed": DATE,
        "is_overdue": {"type": "boolean"},
    }


def _get(summary: str, schema: dict, parameters: list[dict] | None = None, *problems: int) -> dict:
    answers = {"200": {"description": summary, "content": {JSON: {"schema": schema}}}}
    for problem in problems:
        content = {JSON: {"schema": _ref("Problem")}}
        answers[str(problem)] = {
            "description": "What was wrong, and what to ask.",
            "content": content,
        }
    return {"get": {"summary": summary, "parameters": parameters or [], "responses": answers}}


def _parameter(name: str, schema: dict, description: str) -> dict:
    return {"name": name, "in": "query", "schema": schema, "description": description}


def _in_path(name: str, schema: dict, description: str) -> dict:
    return _parameter(name, schema, description) | {"in": "path", "required": True}


def _object(**properties: dict) -> dict:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(schema: dict) -> dict:
    return {"type": "array", "items": schema}


def _ref(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: dict) -> dict:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(choices) -> dict:
    return {"type": "string", "enum": list(choices.values)}
