"""Sharing the sweep out (分工): workers on several machines take some sites each; whether all were swept, our own records tell."""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic, sleep

from config.wiring import App
from jobs.runs import recorded
from jobs.sweep import site_codes, site_job
from store import runs

PARTS = 8  # each costs the start of a process
PATIENCE = 25 * 60  # seconds: then the next sweep is near, which makes up for what this one missed
LOOK_EVERY = 1.0
Ask = Callable[[Sequence[str]], object]


def parts(codes: Sequence[str], most: int = PARTS) -> list[Sequence[str]]:
    """The sites in at most so many parts of about the same size."""
    return [part for number in range(most) if (part := codes[number::most])]


def share_out(app: App, ask: Ask, *, patience: float = PATIENCE) -> list[str]:
    """Ask for every part, and wait until each site has been swept well. Returns the sites that were not.

    A part whose worker died is asked for again by the closer; whoever sweeps a site now counts.
    """
    began = app.now()
    with app.database.reading() as tx:
        codes = site_codes(tx)
    with recorded(app.database, "sweep", began) as run:
        for part in parts(codes):
            ask(part)
        until = monotonic() + patience
        while (left := _left(app, codes, began)) and monotonic() < until:
            sleep(LOOK_EVERY)
        run.ended(ok=not left, report=f"{len(codes) - len(left)} of {len(codes)} parts swept")
    return left


def _left(app: App, codes: Sequence[str], since: datetime) -> list[str]:
    with app.database.reading() as tx:
        swept = runs.ended_well_since(tx, since)
    return [code for code in codes if site_job(code) not in swept]
