"""Whether a page with a form that is wrong shows it: a summary, links that lead somewhere, open sections."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from tests.support import html

LONG = "http://[" + "x" * 11_000  # too long for a box, and nothing that can be read as an address
ROW_OF = "-__prefix__-"


def wrongly(form: HtmlElement, *, empty: bool) -> dict[str, str | list[str]]:
    """What fails in every box of a form, whatever its type: nothing at all, or nonsense."""
    return {
        box.get("name"): "" if empty else _nonsense(box)
        for box in form.iter("input", "select", "textarea")
        if box.get("name") and ROW_OF not in box.get("name")
        if box.get("type") not in ("hidden", "submit", "file") and not _is_one_tick(form, box)
    }


def _is_one_tick(form: HtmlElement, box: HtmlElement) -> bool:
    """A box to tick by itself: nothing is wrong with either."""
    same = [each for each in form.iter("input") if each.get("name") == box.get("name")]
    return box.get("type") == "checkbox" and (len(same) == 1 and not box.get("value", "").strip())


def _nonsense(box: HtmlElement) -> str:
    if box.tag == "select" or box.get("type") in ("checkbox", "number"):
        return "nonsense"
    if box.get("type") == "password":
        return box.get("name")  # long enough, and not the same in two boxes
    return LONG * 10 if "data-prose" in box.attrib else LONG


def main_form(page: HtmlElement) -> HtmlElement:
    forms = page.get_element_by_id("content").iter("form")
    return max(forms, key=lambda form: len(list(form.iter("input", "select", "textarea"))))


def wrong_boxes(page: HtmlElement) -> list[HtmlElement]:
    return page.cssselect('[aria-invalid="true"]')


def errors(response) -> list[str]:
    """Every sentence at a box or about the whole form; none where the form was taken."""
    lists = html.page_of(response).cssselect("ul.errorlist li") if response.content else []
    return [html.text(each) for each in lists]


def faults(response) -> list[str]:
    """What is missing around the errors of a page."""
    page = html.page_of(response)
    summaries = page.cssselect("#error-summary[role=alert][tabindex='-1']")
    if len(summaries) != 1 or html.text(summaries[0].find(".//h2")) != "There is a problem":
        return ["There is no summary."]
    links = [link.get("href")[1:] for link in summaries[0].iter("a")]
    return [*_dead_ends(page, links), *_not_named(page, links), *_green(page)]


def _dead_ends(page: HtmlElement, links: list[str]) -> Iterator[str]:
    for anchor in links:
        target = page.get_element_by_id(anchor, None)
        if target is None or target.get("type") == "hidden":
            yield f"A link leads to #{anchor}, where nothing can be seen."
        elif any(
            each.tag == "details" and "open" not in each.attrib for each in target.iterancestors()
        ):
            yield f"#{anchor} is in a closed section."


def _not_named(page: HtmlElement, links: list[str]) -> Iterator[str]:
    """Errors at a box that the summary leaves out, or that the box does not point at."""
    for shown in page.cssselect("ul.errorlist[id$=_error]"):
        field = shown.get("id").removesuffix("_error")
        boxes = [
            box
            for box in wrong_boxes(page)
            if shown.get("id") in box.get("aria-describedby", "").split()
        ]
        if not boxes:
            yield f"No box is described by the error of {field}."
        if not {field, f"{field}_0"} & set(links):
            yield f"The summary leaves out {field}."
    for box in wrong_boxes(page):
        described = [each for each in box.get("aria-describedby", "").split() if "_error" in each]
        if not any(page.get_element_by_id(name, None) is not None for name in described):
            yield f"The error of {box.get('name')} is not at it."


def _green(page: HtmlElement) -> list[str]:
    return [html.text(each) for each in page.cssselect(".register-ready, .messagelist .success")]
