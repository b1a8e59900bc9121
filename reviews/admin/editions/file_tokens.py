"""What a form sends back to keep a file: signed, so that nobody attaches a document that they were not shown."""

from collections.abc import Iterable

from django.core.signing import BadSignature, Signer

from reviews.models import Document, Upload

UPLOAD = "upload"  # before the key of one
_signer = Signer(salt="reviews.uploads")


def token_of(row: Document | Upload) -> str:
    """Of a document, or of a file that is still to be checked."""
    return _signer.sign(f"{UPLOAD} {row.pk}" if isinstance(row, Upload) else row.pk)


def document_key(token: str) -> int | None:
    """None when it is not a token of ours, or one of an upload."""
    key = _unsigned(token)
    return int(key) if key.isdecimal() else None


def upload_key(token: str) -> str | None:
    kind, _, key = _unsigned(token).partition(" ")
    return key if kind == UPLOAD else None


def document_keys(data: Iterable[tuple[str, str]]) -> list[int]:
    """Of all documents that a form keeps from before."""
    return [key for token in _tokens(data) if (key := document_key(token))]


def upload_keys(data: Iterable[tuple[str, str]]) -> list[str]:
    """Of all uploads that a form keeps."""
    return [key for token in _tokens(data) if (key := upload_key(token))]


def _tokens(data: Iterable[tuple[str, str]]) -> list[str]:
    return [token for name, token in data if name.endswith("-kept") and token]


def _unsigned(token: str) -> str:
    try:
        return _signer.unsign(token)
    except BadSignature:
        return ""
