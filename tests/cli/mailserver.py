"""A mail server on this machine that keeps what it receives."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler


class Mailserver(Handler):
    """Keeps the letters in the order of their arrival."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[EmailMessage] = []
        self.url = ""

    def prepare_message(self, session: Any, envelope: Any) -> Message:
        """The letter, read as modern mail."""
        return message_from_bytes(envelope.original_content, policy=default)

    def handle_message(self, message: Message) -> None:
        """Keep it."""
        self.letters.append(cast(EmailMessage, message))

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address."""
        return [letter for letter in self.letters if address in letter["To"]]


class SlowMailserver(Mailserver):
    """Thinks about every letter for half a second."""

    def handle_message(self, message: Message) -> None:
        time.sleep(0.5)
        super().handle_message(message)


@contextmanager
def mailserver(server: Mailserver | None = None) -> Iterator[Mailserver]:
    """A running mail server on a port of its own; ``server`` if it is to behave in a way of its own."""
    server = server or Mailserver()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    server.url = f"smtp://127.0.0.1:{port}"
    try:
        yield server
    finally:
        controller.stop()


def text_of(letter: EmailMessage) -> str:
    """What the letter says."""
    body = letter.get_body(("plain",))
    return body.get_content() if body else ""
