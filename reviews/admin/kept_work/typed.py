"""What a form sent."""

import json
from dataclasses import dataclass, field

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

from reviews.models import User

OPENED_BY = "_opened_by"
_signer = Signer(salt="reviews.kept_work")


@dataclass(frozen=True)
class Typed:
    """``files`` are the names of the files that were chosen, which the browser has to send again."""

    path: str
    fields: dict[str, list[str]]
    files: list[str] = field(default_factory=list)

    @classmethod
    def sent_by(cls, request: HttpRequest) -> "Typed":
        """Without passwords, which are for nobody to keep, and the token, which is made anew."""
        fields = {
            name: [text.replace("\0", "") for text in texts]  # PostgreSQL stores no NUL
            for name, texts in request.POST.lists()
            if name != "csrfmiddlewaretoken" and "password" not in name
        }
        files = [file.name for _, files in request.FILES.lists() for file in files]
        return cls(request.path, fields, files)

    @classmethod
    def of_bytes(cls, text: bytes) -> "Typed":
        return cls(**json.loads(text))

    def as_bytes(self) -> bytes:
        return json.dumps(vars(self)).encode()

    @property
    def post(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, texts in self.fields.items():
            data.setlist(name, texts)
        data._mutable = False
        return data


def mark_of(user: User) -> str:
    """For a hidden field of each form: whose work it is, whoever is signed in when it is sent."""
    return _signer.sign(user.pk)


def opened_by(request: HttpRequest) -> User | None:
    """Who opened the form that was sent, if it says so."""
    try:
        key = _signer.unsign(request.POST.get(OPENED_BY, ""))
    except BadSignature:
        return None
    return User.objects.filter(pk=key).first()
