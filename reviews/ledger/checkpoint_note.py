"""The form of a checkpoint: a text that anybody can read, with an Ed25519 signature."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TITLE = "case review register checkpoint 1"


@dataclass(frozen=True)
class Head:
    """How long the ledger was at a moment, and the hash of its last event."""

    site: str
    size: int
    hash: bytes
    at: datetime

    @property
    def text(self) -> str:
        """What is signed: five lines, the last ended by a line feed too."""
        lines = [
            TITLE,
            self.site,
            f"size {self.size}",
            f"head {self.hash.hex()}",
            f"time {self.at.isoformat()}",
        ]
        return "\n".join(lines) + "\n"


def private_key(encoded: str) -> Ed25519PrivateKey:
    """The signing key from its 32 bytes in base64. Raises ValueError."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(encoded, validate=True))


def public_key(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def signed(head: Head, key: Ed25519PrivateKey) -> str:
    signature = base64.b64encode(key.sign(head.text.encode())).decode()
    return f"{head.text}signature {signature}\n"


def read(note: str, public: str) -> Head:
    """The head that a published note states. Raises ValueError when it is not one or its signature is wrong."""
    try:
        title, site, size, head, at, signature = note.strip().split("\n")
        found = Head(
            site,
            int(_after("size ", size)),
            bytes.fromhex(_after("head ", head)),
            datetime.fromisoformat(_after("time ", at)),
        )
        if f"{found.text}{signature}" != note.strip():
            raise ValueError("written in another way than it was signed")
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
        key.verify(base64.b64decode(_after("signature ", signature)), found.text.encode())
    except (ValueError, binascii.Error) as error:
        raise ValueError("this is not a checkpoint of this kind of register") from error
    except InvalidSignature:
        raise ValueError("its signature does not fit its text and this register’s key") from None
    if title != TITLE:
        raise ValueError("this is not a checkpoint of this kind of register")
    return found


def _after(name: str, line: str) -> str:
    if not line.startswith(name):
        raise ValueError(name)
    return line.removeprefix(name)
