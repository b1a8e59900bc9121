"""Destroys files of erased documents that a crash or a fault has left in storage."""

from django.core.management.base import BaseCommand

from reviews import workflow


class Command(BaseCommand):
    help = "Destroy the files of erased documents that are still in storage."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"files destroyed: {workflow.finish_erasures()}")
