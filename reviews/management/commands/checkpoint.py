"""Signs the ledger's head and stores it outside the database."""

from django.core.management.base import BaseCommand

from reviews.ledger import checkpoints


class Command(BaseCommand):
    help = "Sign the ledger's head and publish it. Run it daily."

    def handle(self, *args, **options) -> None:
        made = checkpoints.publish()
        self.stdout.write(made.note if made else "Nothing has happened since the last checkpoint.")
