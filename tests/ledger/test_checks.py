"""What the register asks of its settings before it serves."""

import pytest
from django.core.checks import run_checks


def found() -> list[str]:
    mine = [problem.id for problem in run_checks(include_deployment_checks=True)]
    return [each for each in mine if each.startswith("reviews.E")]


@pytest.mark.parametrize(
    ("key", "problems"),
    [
        ("dW5zYWZlLW91dHNpZGUtZGV2ZWxvcG1lbnQtb25seSE=", ["reviews.E001"]),
        ("c2hvcnQ=", ["reviews.E002"]),
        ("not base64", ["reviews.E002"]),
        ("b25lLW9mLXRoZS1zaXRlcy1vd24tMzItYnl0ZXMuLi4=", []),
    ],
)
def test_checkpoints_are_signed_with_a_key_of_the_sites_own(settings, key, problems):
    settings.CHECKPOINT_KEY, settings.SECOND_FACTOR_REQUIRED = key, True
    assert found() == problems


@pytest.mark.parametrize("key", ["", "c2hvcnQ="])
@pytest.mark.parametrize(
    ("name", "problem"), [("PROTECTED_NAMES_KEY", "reviews.E010"), ("ALERTS_KEY", "reviews.E012")]
)
def test_what_is_encrypted_has_a_key(settings, name, problem, key):
    settings.SECOND_FACTOR_REQUIRED = True
    setattr(settings, name, key)
    assert found() == [problem]


def test_nginx_is_not_asked_for_what_lies_in_an_object_store(settings):
    settings.SECOND_FACTOR_REQUIRED, settings.DOCUMENTS_X_ACCEL = True, "/protected/"
    assert found() == []
    s3 = {
        "BACKEND": "reviews.lib.object_store.ObjectStore",
        "OPTIONS": {"bucket_name": "documents"},
    }
    settings.STORAGES = settings.STORAGES | {"documents": s3}
    assert found() == ["reviews.E011"]
