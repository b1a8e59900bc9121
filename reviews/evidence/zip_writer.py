"""The ZIP file of a bundle, with reproducible bytes."""

import hashlib
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

# Members have no time of their own, so that the same content makes the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)
SUMS = "SHA256SUMS"


class Archive:
    """A ZIP file that is written member by member and ends with a list of their SHA-256 hashes."""

    def __init__(self, into: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED)
        self._sums: dict[str, str] = {}

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, fault: type | None, *_) -> None:
        if fault is None:
            lines = [f"{sha256}  {name}\n" for name, sha256 in sorted(self._sums.items())]
            self.add(SUMS, "".join(lines))
        self._zip.close()

    @property
    def names(self) -> list[str]:
        return sorted(self._sums)

    def add(self, name: str, content: str | bytes) -> None:
        self.stream(name, [content.encode() if isinstance(content, str) else content])

    def stream(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a member piece by piece, so that it need not fit into memory."""
        member = zipfile.ZipInfo(name, NO_TIME)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = 0o644 << 16
        found = hashlib.sha256()
        with self._zip.open(member, "w", force_zip64=True) as written:
            for chunk in chunks:
                found.update(chunk)
                written.write(chunk)
        self._sums[name] = found.hexdigest()
