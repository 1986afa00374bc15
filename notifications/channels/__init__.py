"""Channels (渠道): how a letter leaves the house. Each is one small file that either delivers or raises `DeliveryError`."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from notifications.wording import Composed


@dataclass(frozen=True, slots=True)
class Envelope:
    """A composed letter with its address and the secret to sign it with, dated ``at``.

    ``keys`` are those of its messages; ``repeated``: its fate was unknown before.
    """

    to: str = field(repr=False)
    message_id: str
    at: datetime
    keys: tuple[str, ...]
    letter: Composed
    repeated: bool = False
    secret: str = field(default="", repr=False)

    @property
    def idempotency_key(self) -> str:
        """The same whenever the letter is sent again, for receivers that are no mail servers."""
        return self.message_id.strip("<>")


class DeliveryError(Exception):
    """It was not delivered. ``permanent``: trying again will not help. ``after``: not before, says the receiver."""

    def __init__(self, message: str, *, permanent: bool, after: timedelta | None = None) -> None:
        self.permanent = permanent
        self.after = after
        super().__init__(message)


class Carrier(Protocol):
    """Takes an envelope to its receiver, or raises DeliveryError."""

    def carry(self, envelope: Envelope) -> None:
        """Deliver; returning means the receiver has taken it."""
