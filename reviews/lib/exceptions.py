"""The exceptions of the domain."""


class Refused(Exception):
    """A verb was refused. ``reasons`` are whole sentences for the person who tried."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(reasons))


class JustWentLive(Refused):
    """What was to be taken back began meanwhile. Trying again meets it as it is now."""


class StorageDown(Exception):
    """The store that holds the documents did not answer."""
