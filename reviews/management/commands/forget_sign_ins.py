from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from reviews.models import SignIn

KEPT_FOR = timedelta(days=365)
NOBODYS_KEPT_FOR = timedelta(days=30)


class Command(BaseCommand):
    help = "Delete tries to sign in that are older than a year, or than a month if the name is nobody's."

    def handle(self, *args, **options) -> None:
        now = timezone.now()
        old = SignIn.objects.filter(at__lt=now - KEPT_FOR).delete()[0]
        nobodys = SignIn.objects.filter(user=None, at__lt=now - NOBODYS_KEPT_FOR).delete()[0]
        self.stdout.write(f"{old + nobodys} forgotten")
