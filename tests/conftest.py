"""What all tests share: the database they run on."""

import os

import pytest
from django.conf import settings

from scr_site import embedded_postgres
from scr_site.settings import database


@pytest.fixture(scope="session")
def database_owner():
    """The address of the role that owns the tables, on a running server."""
    if given := os.environ.get("DATABASE_URL"):
        yield os.environ.get("DATABASE_OWNER_URL", given)
        return
    with embedded_postgres.Server(settings.DATA_DIR):
        yield embedded_postgres.address(settings.DATA_DIR, "site_owner")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, database_owner):
    """The test database is made by the owner, who may; pooled connections would outlive it."""
    default = settings.DATABASES["default"]
    default.update(database(database_owner), TEST=default["TEST"])
