"""A real SMTP server on the loopback, in a thread."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Inbox:
    """What was delivered, and whole ``messages``; ``refuses`` are addresses that are answered with 550."""

    def __init__(self) -> None:
        self.delivered: list = []
        self.messages: list = []
        self.refuses: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 – aiosmtpd's name
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 – aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        self.delivered.append((envelope.rcpt_tos, message["Subject"], message.get_content()))
        return "250 OK"

    def to(self, address: str) -> list[tuple[str, str]]:
        return [(subject, text) for people, subject, text in self.delivered if address in people]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextmanager
def smtp_server(settings, port: int = 0) -> Iterator[Inbox]:
    """Django sends to it while the block runs, and to where nothing listens afterwards."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    send_to(settings, controller.port)
    try:
        yield inbox
    finally:
        controller.stop()


def send_to(settings, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAIL_IS_SET_UP = True
