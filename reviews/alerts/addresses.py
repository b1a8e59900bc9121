"""Addresses of subscribers: encrypted, found by a keyed digest, deleted without a trace."""

from reviews.lib import sealing
from reviews.lib.sealing import ADDRESSES
from reviews.models import Subscriber


def find(address: str) -> Subscriber | None:
    """Raises Unsealable."""
    return Subscriber.objects.filter(digest__in=_digests(address)).first()


def keep(address: str) -> Subscriber:
    """The subscriber of that address, locked until the transaction ends. Raises Unsealable."""
    found = (
        find(address)
        or Subscriber.objects.get_or_create(
            digest=_digests(address)[0], defaults={"sealed": sealing.seal(address, ADDRESSES)}
        )[0]
    )
    # Somebody may just have deleted it.
    return Subscriber.objects.select_for_update().filter(pk=found.pk).first() or keep(address)


def address_of(subscriber: Subscriber) -> str:
    """Raises Unsealable."""
    return sealing.unseal(subscriber.sealed, ADDRESSES)


def forget(address: str) -> bool:
    """Delete the address with everything that was asked for it; whether there was any. Raises Unsealable."""
    return bool(Subscriber.objects.filter(digest__in=_digests(address)).delete()[0])


def seal_again() -> int:
    """Encrypt every address with the newest key; returns how many there are. Raises Unsealable."""
    count = 0
    for subscriber in Subscriber.objects.iterator():
        address = address_of(subscriber)
        sealed, digest = sealing.seal(address, ADDRESSES), _digests(address)[0]
        subscriber.note(sealed=sealed, digest=digest)
        count += 1
    return count


def _digests(address: str) -> list[str]:
    """Nobody has two mailboxes that differ in capitals only."""
    return sealing.digests(address.strip().casefold(), "address", ADDRESSES)
