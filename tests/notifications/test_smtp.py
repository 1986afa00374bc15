"""What a mail server's refusals mean for the address they are about."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from notifications.channels.smtp import SmtpCarrier
from tests.notifications.letters import envelope, failure


class Strict:
    """Refuses at one stage, with one answer."""

    def __init__(self, stage: str, answer: str) -> None:
        self.stage, self.answer = stage, answer

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self._at("mail")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.rcpt_tos.append(address)
        return self._at("rcpt")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        return self._at("data")

    def _at(self, stage: str) -> str:
        return self.answer if stage == self.stage else "250 OK"


@contextmanager
def running(stage: str, answer: str) -> Iterator[SmtpCarrier]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(Strict(stage, answer), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield SmtpCarrier(f"smtp://127.0.0.1:{port}", "oneplan@localhost")
    finally:
        controller.stop()


@pytest.mark.parametrize(
    ("stage", "answer", "permanent"),
    [
        ("rcpt", "550 no such user", True),
        ("rcpt", "451 greylisted", False),
        ("data", "554 refused", True),
        ("data", "452 no space", False),
        ("mail", "550 your house is blocked", False),  # nothing the receiver could mend
        ("mail", "451 later", False),
    ],
)
def test_only_what_is_about_receiver_or_letter_is_for_good(stage: str, answer: str, permanent: bool) -> None:
    with running(stage, answer) as carrier:
        error = failure(carrier, envelope(to="lin@example.com"))

    assert (error.permanent, answer[:3] in str(error)) == (permanent, True)
