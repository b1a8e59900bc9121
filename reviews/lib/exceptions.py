"""The exceptions of the domain."""

from typing import Protocol


class Reason(Protocol):
    """A reason that knows more than its sentence, for instance which field it concerns."""

    text: str


class Refused(Exception):
    """A verb was refused, for ``blockers``: sentences, or values that have one as their ``text``."""

    def __init__(self, *blockers: str | Reason) -> None:
        self.blockers = list(blockers)
        super().__init__(" ".join(self.reasons))

    @property
    def reasons(self) -> list[str]:
        """Whole sentences for the person who tried."""
        return [getattr(blocker, "text", blocker) for blocker in self.blockers]


class JustWentLive(Refused):
    """The edition whose schedule was to be cleared went live meanwhile. Trying again sees it live."""


class StorageDown(Exception):
    """The store that holds the documents did not answer."""


class DiskFull(StorageDown):
    """The disk, or what this account may use of it, takes no byte more."""
