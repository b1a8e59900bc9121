"""The files that were on their way when somebody left a form whose other fields they find as they typed them."""

from reviews.admin.editions.dropped_files import PART, row_of
from reviews.admin.editions.file_tokens import document_keys, token_of, upload_keys
from reviews.models import Attachment, Edition, Upload, User

Fields = dict[str, list[str]]
# A row in which one of these says something is of another file.
OF_A_FILE = ("document-kept", "document-chosen", "link", "title")


def with_sent_files(fields: Fields, draft: Edition, user: User) -> Fields:
    """What was typed, with each file that came too late for it: in the row that was made for it, which is empty,
    or in a new one."""
    total = fields.get(f"{PART}-TOTAL_FORMS", ["none"])[0]
    sent = _missing(fields, draft, user) if total.isdecimal() else []
    found, free = dict(fields), _empty_rows(fields, int(total)) if sent else []
    for upload in sent:
        row = free.pop(0) if free else int(found[f"{PART}-TOTAL_FORMS"][0])
        found[f"{PART}-TOTAL_FORMS"] = [str(max(row + 1, int(found[f"{PART}-TOTAL_FORMS"][0])))]
        found |= _filled(found, row, upload)
    return found


def _missing(fields: Fields, draft: Edition, user: User) -> list[Upload]:
    """What the person sent that was taken or still waits, and that no row names."""
    pairs = [(name, text) for name, texts in fields.items() for text in texts]
    uploads, documents = set(upload_keys(pairs)), set(document_keys(pairs))
    own = draft.uploads.filter(by=user, is_placed=False, attachment=None, refusals=[])
    rows = own.select_related("document")
    return [
        each for each in rows if str(each.pk) not in uploads and each.document_id not in documents
    ]


def _empty_rows(fields: Fields, total: int) -> list[int]:
    """That are there and say of no file."""

    def says(row: int, name: str) -> bool:
        return any(fields.get(f"{PART}-{row}-{name}", ()))

    there = [row for row in range(total) if f"{PART}-{row}-kind" in fields]
    return [row for row in there if not any(says(row, name) for name in OF_A_FILE)]


def _filled(fields: Fields, row: int, upload: Upload) -> Fields:
    """With a guess where nothing is typed."""
    guessed = {"state": Attachment.State.PUBLISHED, "language": "en-GB"} | row_of(upload)
    del guessed["upload"]
    names = {name: f"{PART}-{row}-{name}" for name in guessed}
    typed = {key: fields[key] for key in names.values() if any(fields.get(key, ()))}
    made = {names[name]: [str(text)] for name, text in guessed.items()}
    return made | typed | {f"{PART}-{row}-document-kept": [token_of(upload)]}
