"""Sends the question whether an address wants alerts as soon as it is asked; see ``reviews.lib.courier``."""

from reviews.alerts.sending import send_due
from reviews.lib.courier import Courier

courier = Courier(send_due)
