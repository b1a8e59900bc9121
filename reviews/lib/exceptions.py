"""The exceptions of the domain."""


class Refused(Exception):
    """A verb was refused. ``reasons`` are whole sentences for the person who tried."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(reasons))


class JustWentLive(Refused):
    """The edition whose schedule was to be cleared went live meanwhile. Trying again sees it live."""


class StorageDown(Exception):
    """The store that holds the documents did not answer."""
