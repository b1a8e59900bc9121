"""Settings from the environment: what is missing or malformed is named, with an example."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from scr_site.environment import database, env, env_choice, env_flag, env_number


def test_the_parts_of_an_address_of_a_database_are_read():
    assert database("postgresql://site%20app:p%40ss@db.example:5433/site?sslmode=require") == {
        "NAME": "site",
        "USER": "site app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert database("postgres:///site?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    "address",
    ["mysql://db/site", "postgresql://db", "postgresql://db:many/site", "postgresql://[/site", ""],
)
def test_what_is_no_address_of_a_database_is_refused_with_an_example(address):
    with pytest.raises(ImproperlyConfigured, match="for example DATABASE_URL=postgresql://"):
        database(address)


def test_a_variable_that_is_missing_or_malformed_is_named(monkeypatch):
    monkeypatch.delenv("S3_ACCESS_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="S3_ACCESS_KEY=AKIA"):
        env("S3_ACCESS_KEY", example="AKIA")
    monkeypatch.setenv("DEBUG", "yes")
    with pytest.raises(ImproperlyConfigured, match="DEBUG is 'yes': set it to 1 or 0"):
        env_flag("DEBUG")
    monkeypatch.setenv("DATABASE_POOL", "-3")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_POOL is '-3'"):
        env_number("DATABASE_POOL", 12)
    monkeypatch.setenv("JOBS", "later")
    with pytest.raises(
        ImproperlyConfigured, match="JOBS is 'later': set it to a or b, for example"
    ):
        env_choice("JOBS", {"b": 1, "a": 2}, "a")
    monkeypatch.setenv("DEBUG", "")
    assert not env_flag("DEBUG")  # as when it is not set
