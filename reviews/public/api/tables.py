"""A listing as a table: a line for each review."""

from collections.abc import Iterable

from reviews.lib.csv_export import table

COLUMNS = [
    *("id", "url", "title", "type", "type_name", "state", "state_reason", "board", "known_as"),
    *("language", "first_published", "edition", "live_from", "conducted_from", "conducted_to"),
    *("period_from", "period_to", "documents", "report_url", "report_sha256", "report_pages"),
    *("actions", "actions_done", "actions_overdue", "summary"),
    "themes",
]
REPORTS = ("overview_report", "report")


def csv(records: Iterable[dict]) -> str:
    """The records of reviews as CSV, whose columns are COLUMNS."""
    return table(COLUMNS, ([_row(record)[name] for name in COLUMNS] for record in records))


def _row(record: dict) -> dict:
    report = next((row for row in record["documents"] if row["kind"] in REPORTS), {})
    return record | {
        "board": record["board"]["name"],
        "known_as": "; ".join(record["known_as"]),
        "themes": "; ".join(theme["name"] for theme in record["themes"]),
        "documents": len(record["documents"]),
        "report_url": report.get("url"),
        "report_sha256": report.get("sha256"),
        "report_pages": report.get("pages"),
        "actions": len(record["actions"]),
    }
