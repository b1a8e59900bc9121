from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.alerts import sending as alerts
from reviews.alerts.news import gather
from reviews.concerns.intake import forget_senders
from reviews.documents import malware
from reviews.lib import clock
from reviews.notifications import delivery as notifications
from reviews.notifications.came_due import queue_due
from reviews.notifications.happened import BATCH, queue_events


class Command(BaseCommand):
    help = (
        "Send staff the e-mails that are due, and readers their alerts, and ask the malware scanner how it "
        "is. Run it every minute; a second run sends nothing twice."
    )

    def handle(self, *args, **options) -> None:
        while queue_events() == BATCH:
            pass
        forget_senders()
        malware.note_state()
        alerts.forget(at=clock.now())  # also where alerts were offered once and are not any more
        if not settings.MAIL_IS_SET_UP:
            self.stdout.write("No e-mail is sent: EMAIL_HOST is not set.")
            return
        queue_due()
        gather()
        counts = {"to staff": notifications.send_due(), "alerts": alerts.send_due()}
        for what, (sent, failed) in counts.items():
            self.stdout.write(f"{what}: {sent} sent, {failed} failed")
        if any(failed for _, failed in counts.values()):
            raise CommandError("Not every e-mail was sent; the rest is tried again later.")
