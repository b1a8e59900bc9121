from django.core.management.base import BaseCommand, CommandError

from reviews.alerts.addresses import seal_again
from reviews.lib.sealing import Unsealable


class Command(BaseCommand):
    help = "Encrypt the addresses of e-mail alerts with the first key of ALERTS_KEY, so that the others can go."

    def handle(self, *args, **options) -> None:
        try:
            self.stdout.write(f"{seal_again()} encrypted again")
        except Unsealable as error:
            raise CommandError(f"An address cannot be read: {error}") from error
