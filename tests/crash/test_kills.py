"""Killed in the middle of whatever it does, at named places and at any moment: nothing is lost, nothing comes twice unmarked.

``make crash N=1000`` kills it N times on each database; `make test` does so 15 times.
"""

import os
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from tests.crash.office import Office, office
from tests.crash.works import WORKS, Work
from tests.databases import BOTH

KILLS = int(os.environ.get("ONEPLAN_TEST_KILLS", "15"))
OFFICE = 100  # so many deaths and it is replaced by a new one, which has less to look at


def kill(office: Office, work: Work, luck: Random, takes: dict[str, float]) -> bool:
    """The work is begun, dies in the middle, and is taken up again; whether it was the middle."""
    work.before(office)
    with office.elsewhere() if work.elsewhere else nullcontext(office) as place:
        died = cut_off(place, work, luck, takes)
        work.again(place)
    return died


def cut_off(office: Office, work: Work, luck: Random, takes: dict[str, float]) -> bool:
    """Die in the middle of ``work``, at a named place or at any moment of the time it takes; whether it was the middle."""
    words = work.words(office)
    named = luck.random() < 0.6
    place = luck.choice(work.places) if named else f"after {takes.get(work.name, 0.3) * luck.random():.3f}"
    began = monotonic()
    died = office.dies(place, *words)
    if not died:
        takes[work.name] = monotonic() - began
    return died


@pytest.mark.parametrize("kind", BOTH)
def test_whatever_it_was_doing_nothing_is_lost_and_nothing_comes_twice(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    luck, takes, survived, repeated = Random(KILLS), dict[str, float](), Counter[str](), 0
    while survived.total() < KILLS:
        where = tmp_path / f"{survived.total()}"
        where.mkdir()
        with office(kind, where) as one:
            for turn in range(2 * OFFICE):
                work = luck.choices(WORKS, (2, 4, 1, 1, 1, 1, 1, 1))[0]
                died = kill(one, work, luck, takes)
                one.ticks()
                assert one.complaints() == [], (turn, work.name, one.deaths)
                assert not died or one.owed_still() == 0, (turn, work.name, one.deaths)
                one.go_on(5.5 if turn % 2 == 0 else 18.5)
                if one.deaths.total() >= min(OFFICE, KILLS - survived.total()):
                    break
            survived += one.deaths
            repeated += one.ambiguous()
    with capfd.disabled():
        sys.stderr.write(
            f"\n{kind}: {survived.total()} kills survived, {repeated} letters came again, marked; {dict(survived)}\n"
        )

    assert repeated <= sum(times for what, times in survived.items() if what.startswith("deliver"))
