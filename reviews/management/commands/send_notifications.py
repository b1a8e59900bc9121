from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.concerns.intake import forget_senders
from reviews.notifications.came_due import queue_due
from reviews.notifications.delivery import send_due
from reviews.notifications.happened import BATCH, queue_events


class Command(BaseCommand):
    help = "Send staff the e-mails that are due. Run it every minute; a second run sends nothing twice."

    def handle(self, *args, **options) -> None:
        while queue_events() == BATCH:
            pass
        forget_senders()
        if not settings.MAIL_IS_SET_UP:
            self.stdout.write("No e-mail is sent: EMAIL_HOST is not set.")
            return
        queue_due()
        sent, failed = send_due()
        self.stdout.write(f"{sent} sent, {failed} failed")
        if failed:
            raise CommandError("Not every e-mail was sent; the rest is tried again later.")
