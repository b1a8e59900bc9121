"""What `manage.py check --deploy` asks of the settings about documents."""

from django.conf import settings
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage

from reviews.lib import sealing
from reviews.lib.storage import documents_storage

HOW = (
    "Set PROTECTED_NAMES_KEY to 32 random bytes in base64, for example the output of "
    "“openssl rand -base64 32”, and keep a copy of it offline."
)


def protected_names_key(app_configs, **kwargs) -> list[Error]:
    """Without it staff cannot enter the names that must never appear."""
    if sealing.is_set_up():
        return []
    return [Error("PROTECTED_NAMES_KEY is not set, or not a key.", hint=HOW, id="reviews.E010")]


def files_of_nginx(app_configs, **kwargs) -> list[Error]:
    """nginx can only send what lies in a folder."""
    if not settings.DOCUMENTS_X_ACCEL or isinstance(documents_storage(), FileSystemStorage):
        return []
    hint = "Leave it out: readers are sent to signed addresses of the object store (DOCUMENT_DELIVERY)."
    return [
        Error("DOCUMENTS_X_ACCEL is set, and documents are in S3.", hint=hint, id="reviews.E011")
    ]
