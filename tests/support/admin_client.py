"""Staff at their forms: a form is filled in and sent as a browser would."""

import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reviews.accounts.session import CONFIRMED
from reviews.lib import clock
from reviews.models import Board, Edition, Page, User
from tests.support import factories as make
from tests.support import html, pdfs


def person(*groups: str, **fields) -> User:
    return make.make_user(**{"is_staff": True, "groups": groups} | fields)


def signed_in(user: User) -> Client:
    """As after the sign-in page, where the password was typed just now."""
    client = signed_in_long_ago(user)
    session = client.session
    session[CONFIRMED] = time.time()
    session.save()
    return client


def signed_in_long_ago(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def editor(**fields) -> Client:
    return signed_in(person("Editors", **fields))


def approver(**fields) -> Client:
    return signed_in(person("Approvers", **fields))


def administrator(**fields) -> Client:
    return signed_in(person("Administrators", **fields))


def auditor(**fields) -> Client:
    return signed_in(person("Auditors", **fields))


def is_public(page: Page) -> bool:
    """Whether an edition of the page is live now."""
    return Edition.objects.public(at=clock.now()).filter(page=page).exists()


def address(edition: Edition, action: str = "change") -> str:
    kind = {"plain": "pageedition", "listing": "listingedition", "review": "reviewedition"}
    return reverse(f"admin:reviews_{kind[edition.page.kind]}_{action}", args=[edition.pk])


def page_url(page, action: str = "change", *more) -> str:
    kind = {"plain": "plainpage", "listing": "listing", "review": "review"}[page.kind]
    return reverse(f"admin:reviews_{kind}_{action}", args=[page.pk, *more])


def filled(response) -> dict:
    """What the browser would send of the page's main form: the present values of its fields."""
    page = html.page_of(response)
    form = next(form for form in page.forms if "logout" not in (form.get("action") or ""))
    if forms := [form for form in page.forms if (form.get("id") or "").endswith("_form")]:
        form = forms[0]
    # The line feed after <textarea> is no part of its value; browsers leave it out, lxml does not.
    areas = {area.get("name") for area in form.cssselect("textarea")}
    fields = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value.removeprefix("\n") if name in areas else value)
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}


def with_row(fields: dict, prefix: str, **values) -> dict:
    """``fields`` with one more row of a part."""
    number = int(fields[f"{prefix}-TOTAL_FORMS"])
    row = {
        name.replace("__prefix__", str(number)): value
        for name, value in fields.items()
        if name.startswith(f"{prefix}-__prefix__-")
    }
    own = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return fields | row | own | {f"{prefix}-TOTAL_FORMS": str(number + 1)}


def opened(client: Client, edition: Edition) -> dict:
    return filled(client.get(address(edition)))


def with_document(fields: dict) -> dict:
    """The fields of a form without documents, with a file added as the button of a browser adds it."""
    blank = {name: value for name, value in fields.items() if "attachments-__prefix__-" in name}
    row = {name.replace("__prefix__", "0"): value for name, value in blank.items()}
    file = SimpleUploadedFile("a.pdf", pdfs.make_pdf("A review."), "application/pdf")
    typed = {"attachments-0-kind": "appendix", "attachments-0-document": file}
    return fields | row | typed | {"attachments-TOTAL_FORMS": "1"}


def save(client: Client, edition: Edition, fields: dict, **changes):
    """Send the edition's form; without a change of page, what is answered is the form again."""
    return client.post(address(edition), fields | changes, follow=True)


def errors(response) -> list[str]:
    """Every sentence at a field or the form, in order."""
    return _items(response, "errorlist")


def messages(response) -> list[str]:
    return _items(response, "messagelist")


def _items(response, name: str) -> list[str]:
    lists = html.page_of(response).find_class(name)
    return [html.text(item) for found in lists for item in found.iter("li")]


def boxes(response, *names: str) -> list[html.HtmlElement]:
    """The inputs of these names, in the page's order."""
    inputs = html.page_of(response).iter("input", "textarea", "select")
    return [box for box in inputs if box.get("name") in names]


def content(response) -> html.HtmlElement:
    """The part of the page below the header that all pages share."""
    return html.page_of(response).get_element_by_id("content")


def send(client: Client, edition: Edition, action: str, **typed):
    """Fill in a step's form and send it."""
    step = address(edition, action)
    return client.post(step, filled(client.get(step)) | typed, follow=True)


def buttons(client: Client, edition: Edition, action: str) -> list[str]:
    """The labels of the buttons of a step's own form."""
    main = content(client.get(address(edition, action)))
    return [box.get("value") for box in main.iter("input") if box.get("type") == "submit"]


def only_readers_enter(page_url: str, board: Board) -> None:
    """Asserts that the auditors of ``board`` can read a page of the admin, and nobody else."""
    for boards, expected in (([board], 200), ([make.make_board()], 404)):
        reader = person("Auditors", all_boards=False)
        reader.boards.set(boards)
        assert signed_in(reader).get(page_url).status_code == expected
    assert "no-store" in auditor().get(page_url)["Cache-Control"]
    assert auditor().post(page_url).status_code == 405
    assert Client().get(page_url).url.startswith("/admin/login/")
    for other in (person(), person(is_superuser=True), person("Administrators")):
        assert signed_in(other).get(page_url).status_code == 403
