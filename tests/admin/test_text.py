"""Every text field of every form stores text as people mean it, and what nobody changed as it was."""

import inspect
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory

import reviews
from reviews.alerts.topics import Topic
from reviews.editions.digest import edition_content, edition_digest
from reviews.editions.plan_progress import plan_progress
from reviews.lib import clock
from reviews.lib.form_renderer import CleanBoundField
from reviews.lib.text import clean
from reviews.models import Edition, Page
from reviews.models.partial_date import PartialDateFormField
from tests.support import admin_client
from tests.support import factories as make

pytestmark = pytest.mark.django_db

AWKWARD = "Cafe\u0301 \u200band\u00a0\u202eits\u00ad gue\x07sts\r\nat 14\u00a0June"
STORED_LONG_AGO = "  Cafe\u0301\r\n\r\nof\u00a0the\u200b chil\u00addren\rand more \n\n"


def subclasses(kind: type) -> set[type]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def own_forms() -> set[type]:
    """Every form class that the project defines, wherever it is used."""
    for module in walk_packages(reviews.__path__, "reviews."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return {each for each in subclasses(forms.BaseForm) if each.__module__.startswith("reviews.")}


def admin_forms() -> set[type]:
    """The form class of each model in the admin, and of each kind of row inside them."""
    request = RequestFactory().get("/")
    request.user = admin_client.person("Editors", "Approvers", "Administrators")
    request.session = admin_client.signed_in(request.user).session
    found = set()
    for model_admin in admin.site._registry.values():
        if not (
            model_admin.has_add_permission(request) or model_admin.has_change_permission(request)
        ):
            continue
        found.add(model_admin.get_form(request))
        for inline in model_admin.get_inline_instances(request):
            found.add(inline.get_formset(request).form)
    return found


def taken(kind: type) -> set[str]:
    """The names of what a form class asks for when it is made."""
    makers = [each.__init__ for each in kind.__mro__ if "__init__" in vars(each)]
    return {name for maker in makers for name in inspect.signature(maker).parameters}


@pytest.fixture
def given():
    """What the forms of steps are made with."""
    draft, user = make.open_plain(), make.make_user()
    request = RequestFactory().get("/")
    request.session = admin_client.signed_in(admin_client.person("Editors")).session
    planned = make.fill(make.open_bare_review())
    return {
        "edition": planned,
        "progress": plan_progress(planned.actions.all(), at=clock.now()),
        "content": edition_content(draft),
        "page": draft.page,
        "user": user,
        "by": user,
        "withdrawal": None,
        "duties": [],
        "editions": [draft],
        "pages": Page.objects.all(),
        "request": request,
        "leaving": [],
        "choices": [],
        "files": {},
        "has_hidden": True,
        "readable": frozenset({"en"}),
        "topics": [Topic("board-1", "A board", "A board")],
    }


def filled_in(kind: type, given: dict, text: str) -> forms.BaseForm:
    arguments = {name: given[name] for name in taken(kind) & given.keys()}
    names = kind(**arguments).fields
    return kind(data=dict.fromkeys(names, text), **arguments)


def texts_of(form: forms.BaseForm) -> list[forms.BoundField]:
    return [
        box
        for box in form
        if isinstance(box.field, forms.CharField)
        and not isinstance(box.field.widget, forms.PasswordInput)
    ]


def test_every_text_of_every_form_is_cleaned(given):
    checked = {}
    for kind in own_forms() | admin_forms():
        if issubclass(kind, forms.BaseModelForm) and kind._meta.model is None:
            continue  # a base of forms, which has no model and no field yet
        form = filled_in(kind, given, AWKWARD)
        for box in texts_of(form):
            is_long = isinstance(box.field.widget, forms.Textarea)
            checked[f"{kind.__name__}.{box.name}"] = box.data
            assert box.data == clean(AWKWARD, multiline=is_long).text
            assert "zero-width characters (1)" in box.removed
    assert len(checked) > 40
    assert {"WithdrawForm.note", "OriginForm.source", "NoticeForm.other"} <= checked.keys()
    assert {"ProgressForm.note", "ProgressForm.0-evidence"} <= checked.keys()
    assert {"BannerForm.message", "SubmitForm.note", "ReturnForm.remarks"} <= checked.keys()


def test_every_date_of_every_form_is_written_as_people_write_it(given):
    dates = {}
    for kind in own_forms() | admin_forms():
        if issubclass(kind, forms.BaseModelForm) and kind._meta.model is None:
            continue
        form = filled_in(kind, given, "Thursday, 4th October 2018")
        kinds = (forms.DateField, PartialDateFormField)
        boxes = [box for box in form if isinstance(box.field, kinds)]
        dates |= {
            f"{kind.__name__}.{box.name}": str(box.field.to_python(box.data)) for box in boxes
        }
    assert set(dates.values()) == {"2018-10-04"}
    assert {"NoticeForm.sent_on", "PublicationRuleForm.in_force_from"} <= dates.keys()


def test_a_form_that_goes_its_own_way_is_found(given):
    class Careless(forms.Form):
        bound_field_class = forms.BoundField
        words = forms.CharField()

    [box] = texts_of(filled_in(Careless, given, AWKWARD))
    assert not isinstance(box, CleanBoundField)
    assert box.data == AWKWARD


def test_a_password_is_left_as_it_was_typed(given):
    class SignIn(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput, strip=False)

    form = filled_in(SignIn, given, AWKWARD)
    assert form.is_valid()
    assert form.cleaned_data == {"password": AWKWARD}


def test_a_draft_stores_clean_text_and_says_what_was_taken_out():
    draft, client = make.open_plain(), admin_client.editor()
    fields = admin_client.opened(client, draft)
    answer = admin_client.save(client, draft, fields, body=AWKWARD, title="Our\u200b page")
    draft.refresh_from_db()
    assert (draft.title, draft.body) == ("Our page", "Café and its guests\nat 14\u00a0June")
    said = admin_client.messages(answer)
    assert "“Title”: Taken out, because nobody can see them: zero-width characters (1)." in said
    assert any(sentence.startswith("“Text”: Taken out") for sentence in said)


def test_a_step_says_what_was_taken_out():
    draft, client = make.open_plain(), admin_client.editor()
    answer = admin_client.send(client, draft, "submit", note="New\u200b words")
    draft.refresh_from_db()
    assert draft.change_note == "New words"
    assert any("“Change note”: Taken out" in sentence for sentence in admin_client.messages(answer))


@pytest.mark.parametrize("changed", [{}, {"title": "Another title"}])
def test_what_nobody_changed_keeps_its_bytes(changed):
    draft = make.change(make.open_plain(), summary=STORED_LONG_AGO, body=STORED_LONG_AGO)
    before, client = edition_digest(draft), admin_client.editor()
    fields = admin_client.opened(client, draft)
    assert "\r\n" not in fields["body"].replace("\r\n", "\n")
    sent = {name: text.replace("\n", "\r\n") for name, text in fields.items()}  # as browsers do
    admin_client.save(client, draft, sent, **changed)
    stored = Edition.objects.get(pk=draft.pk)
    assert (stored.body, stored.summary) == (STORED_LONG_AGO, STORED_LONG_AGO)
    assert stored.draft_version == 2
    assert (edition_digest(stored.as_kind) == before) == (not changed)


def test_once_a_word_is_changed_the_whole_text_is_cleaned():
    draft = make.change(make.open_plain(), body=STORED_LONG_AGO)
    client = admin_client.editor()
    admin_client.save(
        client, draft, admin_client.opened(client, draft), body=STORED_LONG_AGO + "Anew."
    )
    draft.refresh_from_db()
    assert draft.body == "Café\n\nof the children\nand more \n\nAnew."


def options(response, name: str) -> dict[str, str]:
    """The choices of a select, by their words; the chosen one last under its value."""
    [box] = admin_client.boxes(response, name)
    return {option.text_content().strip(): option.get("value") for option in box.iter("option")}


def test_a_language_is_chosen_by_its_name():
    draft, client = make.open_plain(), admin_client.editor()
    page = client.get(admin_client.address(draft))
    assert options(page, "language")["Welsh"] == "cy"
    admin_client.save(client, draft, admin_client.opened(client, draft), language="cy")
    draft.refresh_from_db()
    assert draft.language == "cy"


def test_a_language_that_is_not_in_the_list_stays_chosen():
    draft, client = make.change(make.open_plain(), language="mi-NZ"), admin_client.editor()
    page = client.get(admin_client.address(draft))
    assert options(page, "language")["mi-NZ"] == "mi-NZ"
    admin_client.save(client, draft, admin_client.opened(client, draft), title="Anew")
    draft.refresh_from_db()
    assert (draft.language, draft.title) == ("mi-NZ", "Anew")
