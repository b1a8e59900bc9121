"""The pages of themes from what a process keeps: few statements, and never an earlier state."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import workflow
from reviews.models import Theme
from tests.public.test_filters import shown_in
from tests.public.test_themes import live
from tests.support import factories as make
from tests.support.html import main_of, page_of

ADDRESS = "/themes/neglect/?theme=disability"


def test_a_new_name_and_what_goes_live_or_is_withdrawn_show_at_once(client, committed, settings):
    settings.READY_PAGES = True
    first = live("Child A", "neglect", "disability")
    assert shown_in(main_of(client.get(ADDRESS))) == ["Child A"]
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    assert len(queries) <= 3
    live("Child B", "neglect", "disability")
    assert shown_in(main_of(client.get(ADDRESS))) == ["Child A", "Child B"]
    make.withdraw(first)
    assert shown_in(main_of(client.get(ADDRESS))) == ["Child B"]
    keeper = make.make_user(groups=("Administrators",))
    for name in ("Going without", "Neglect"):
        theme = Theme.objects.get(slug="neglect")
        workflow.record_theme_set(make.change(theme, name=name), by=keeper, fields=["name"])
        assert page_of(client.get(ADDRESS)).findtext(".//h1") == name
