"""Patience (耐心) with a channel that fails: after how many people in a row it is left alone, and for how long."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """After failing for so many ``people`` in a row a channel rests for so long."""

    people: int = 3
    rest: timedelta = timedelta(minutes=15)
