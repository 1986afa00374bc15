"""The ball (球权) changing hands: holdings follow each other, and a clock set back makes no negative time."""

from dataclasses import replace
from datetime import date

from models.holding import Holding, Holdings


def take(holdings: Holdings, holder: str, on: date) -> Holdings:
    """From ``on`` the ball is with ``holder``. Whoever passes it on and gets it back the same day has had it all along."""
    if holdings and holdings[-1].until is None and holdings[-1].holder == holder:
        return holdings
    day = max([on, *(one.until or one.since for one in holdings[-1:])])
    before = put_down(holdings, day)
    if before and before[-1] == Holding(holder, before[-1].since, day):
        return (*before[:-1], replace(before[-1], until=None))
    return (*before, Holding(holder, day))


def put_down(holdings: Holdings, on: date) -> Holdings:
    """After ``on`` nobody is waited for. What ended earlier than it was written down takes back what was counted since."""
    return tuple(replace(one, until=min(one.until or on, on)) for one in holdings if one.since < on)
