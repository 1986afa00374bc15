"""Channels (通道): how a letter leaves the house. Each is one small file that either delivers or raises `DeliveryError`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from notifications.wording import Composed


@dataclass(frozen=True, slots=True)
class Envelope:
    """A composed letter with its address, dated ``at``.

    ``keys`` are those of its messages; ``repeated``: its fate was unknown before.
    """

    to: str
    message_id: str
    at: datetime
    keys: tuple[str, ...]
    letter: Composed
    repeated: bool = False


class DeliveryError(Exception):
    """It was not delivered. ``permanent``: trying again will not help."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        self.permanent = permanent
        super().__init__(message)


class Carrier(Protocol):
    """Takes an envelope to its receiver, or raises DeliveryError."""

    def carry(self, envelope: Envelope) -> None:
        """Deliver; returning means the receiver has taken it."""
