"""The HTML of what a form holds by the hundred: labels, plain boxes and lists of choices.

A form with 200 actions has 2,000 boxes. Django renders each with three templates of its own and each
choice of a list with two more, which took seconds; the same HTML is put together here in one go. A test
compares it with Django’s templates.
"""

from collections.abc import Callable

from django.utils.html import format_html, format_html_join


def _attributes(given: dict | None) -> str:
    """As Django’s templates write them: nothing for False, the name alone for True."""
    written = ((name, value) for name, value in (given or {}).items() if value is not False)
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in written))


def _attribute(name: str, value: object) -> str:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


def _label(context: dict) -> str:
    if not context["use_tag"]:
        return format_html("{}", context["label"])
    attributes = _attributes(context["attrs"])
    return format_html("<{0}{1}>{2}</{0}>", context["tag"], attributes, context["label"])


def _input(context: dict) -> str:
    box = context["widget"]
    value = {} if box["value"] is None else {"value": box["value"]}
    attributes = {"type": box["type"], "name": box["name"], **value, **box["attrs"]}
    return format_html("<input{}>", _attributes(attributes))


def _textarea(context: dict) -> str:
    box = context["widget"]
    attributes = _attributes({"name": box["name"], **box["attrs"]})
    return format_html("<textarea{}>\n{}</textarea>", attributes, box["value"] or "")


def _select(context: dict) -> str:
    box = context["widget"]
    attributes = _attributes({"name": box["name"], **box["attrs"]})
    groups = format_html_join("", "{}", ((_options(*group),) for group in box["optgroups"]))
    return format_html("<select{}>{}</select>", attributes, groups)


def _options(name: str | None, choices: list[dict], index: int) -> str:
    options = format_html_join(
        "", "<option{}>{}</option>", ((_choice(each), each["label"]) for each in choices)
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, options) if name else options


def _choice(option: dict) -> str:
    return _attributes({"value": option["value"], **option["attrs"]})


def _errors(context: dict) -> str:
    if not context["errors"]:
        return ""
    field = getattr(context["errors"], "field_id", None)
    attributes = {"class": context["error_class"], **({"id": f"{field}_error"} if field else {})}
    items = format_html_join("", "<li>{}</li>", ((error,) for error in context["errors"]))
    return format_html("<ul{}>{}</ul>", _attributes(attributes), items)


_INPUTS = ("text", "number", "email", "url", "hidden", "checkbox")
QUICK: dict[str, Callable[[dict], str]] = {
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
} | {f"django/forms/widgets/{name}.html": _input for name in _INPUTS}
