"""The buttons at rows, for browsers without JavaScript: the form is shown again, changed, and nothing is saved.

static/rows.js moves and adds rows by itself; static/plan-table.js uses the buttons of a pasted table as they are.
"""

import re

from django.contrib import messages
from django.forms import BaseForm
from django.http import QueryDict
from django.template.defaultfilters import pluralize

from reviews.admin.editions.action_table import NAME, ActionTable
from reviews.admin.editions.inlines import MOST_ACTIONS
from reviews.admin.editions.row_order import in_order, position_name, sent_rows, ticked_rows

BUTTON = "_row"
PRESSED = re.compile(r"(?P<part>[a-z_]+)(?:-(?P<row>[0-9]{1,5}))? (?P<act>up|down|add|check|take)")
NOT_SAVED = "Nothing is saved yet."
TABLE_WAITS = (
    "The table that you pasted into the action plan was not added yet, so nothing is saved. Look at its "
    "check there and press “Add these rows”, or empty its box, and save again."
)
EMPTY_TABLE = "Paste a table first, with a row for each action."
TOO_MANY = (
    "An action plan takes {most} actions at most; with this table it would have {count}. Nothing was "
    "added: remove some of its rows and check it again."
)


class RowButtons:
    """For the admin of editions, before those that save."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            self._press(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _press(self, request) -> None:
        table = ActionTable(request.POST)
        if table.text.strip():
            request.table, request.refused = table, (TABLE_WAITS,)
        if BUTTON in request.POST:
            request.refused, request.is_rearranged = (NOT_SAVED,), True
            if pressed := PRESSED.fullmatch(request.POST[BUTTON]):
                ACTS[pressed["act"]](request, pressed["part"], int(pressed["row"] or 0))

    def render_change_form(self, request, context, *args, **kwargs):
        if getattr(request, "is_rearranged", False):
            taken = getattr(request, "taken", set())
            forms = [row for part in context["inline_admin_formsets"] for row in part.formset.forms]
            for form in [context["adminform"].form, *forms]:
                _quieten(form, set() if form.prefix in taken else {"required"})
            context["errors"] = [error for form in forms for error in form.errors.values()]
        return super().render_change_form(request, context, *args, **kwargs)


def _quieten(form: BaseForm, quiet: set[str]) -> None:
    """What is not filled in yet, and what kept the form from being saved, is no error now."""
    for name, errors in [*form.errors.items()]:
        errors.data = [
            each for each in errors.data if each.code not in quiet and each.message != NOT_SAVED
        ]
        if not errors.data:
            del form.errors[name]


def _move(request, part: str, row: int, step: int) -> None:
    data = request.POST.copy()
    rows = sent_rows(part, data, request.FILES) - ticked_rows(part, data)
    order = in_order(sorted(map(int, rows)), part, data)
    if row in order and 0 <= (place := order.index(row) + step) < len(order):
        order.remove(row)
        order.insert(place, row)
    for position, number in enumerate(order, 1):
        data[position_name(part, number)] = str(position)
    request.POST = data


def _add(request, part: str, _row: int) -> None:
    _append(request, part, [{}])


def _append(request, part: str, rows: list[dict[str, str]]) -> list[str]:
    """Add rows to what was sent. Returns their prefixes."""
    data = request.POST.copy()
    total = data.get(f"{part}-TOTAL_FORMS", "")
    start = int(total) if total.isdecimal() and len(total) < 6 else 0
    prefixes = [f"{part}-{number}" for number in range(start, start + len(rows))]
    for prefix, row in zip(prefixes, rows, strict=True):
        fields = {"position": ""} | row
        data.update({f"{prefix}-{name}": text for name, text in fields.items()})
    data[f"{part}-TOTAL_FORMS"] = str(start + len(rows))
    request.POST = data
    return prefixes


def _check(request, _part: str, _row: int) -> None:
    if not getattr(request, "table", None):
        messages.warning(request, EMPTY_TABLE)


def _take(request, part: str, _row: int) -> None:
    """Add the rows of a table whose check was seen."""
    table = getattr(request, "table", None)
    if table is None or not table.was_checked:
        return _check(request, part, _row)
    present = len(sent_rows(part, request.POST) - ticked_rows(part, request.POST))
    count = present + len(table.rows)
    if count > MOST_ACTIONS:
        return messages.error(request, TOO_MANY.format(most=MOST_ACTIONS, count=count))
    request.taken = {*_append(request, part, table.rows)}
    request.POST = _without_table(request.POST)
    request.table = None
    added = f"{len(table.rows)} row{pluralize(len(table.rows))}"
    return messages.success(request, f"{added} added to the action plan. {NOT_SAVED}")


def _without_table(sent: QueryDict) -> QueryDict:
    data = sent.copy()
    for name in sent:
        if name.startswith(NAME):
            del data[name]
    return data


ACTS = {
    "up": lambda request, part, row: _move(request, part, row, -1),
    "down": lambda request, part, row: _move(request, part, row, +1),
    "add": _add,
    "check": _check,
    "take": _take,
}
