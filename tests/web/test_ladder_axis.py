"""The axis of a ladder: distances in working days, labels that do not cover each other, whose each rung is."""

from itertools import pairwise

import pytest

from cases.ladders import inherited
from models.definitions import LadderDefinition
from tests.jobs.conftest import SHIPPED
from web.pages.ladder_axis import CLOSE, EDGE, TAIL, WIDTH, axis

OF_SITE = LadderDefinition.model_validate(
    {
        "ladder": "default",
        "site": "RZ",
        "title": {"zh": "一般步骤", "en": "Ordinary steps"},
        "without": ["T+1"],
        "rungs": [
            {"at": "T+2", "to": ["doer"], "wording": "overdue"},
            {"at": "T+3", "to": ["site_lead"], "wording": "escalated", "then": ["raise_priority"]},
        ],
    }
)


@pytest.mark.parametrize("key", sorted(SHIPPED.ladders))
def test_every_shipped_ladder_fits_its_axis(key: str) -> None:
    drawn = axis(inherited(key, "", SHIPPED.ladders).origins, key)
    places = [mark.x for mark in drawn.marks]

    assert places == sorted(set(places))
    assert all(EDGE <= x <= WIDTH - EDGE - TAIL for x in (*places, drawn.zero))


def test_distances_are_working_days() -> None:
    drawn = axis(inherited("statutory", "", SHIPPED.ladders).origins, "statutory")
    x = {mark.at: mark.x for mark in drawn.marks}

    assert drawn.zero == x["T"]
    assert x["T-10"] - x["T-20"] == pytest.approx(2 * (x["T-5"] - x["T-10"]), abs=2)


@pytest.mark.parametrize("key", sorted(SHIPPED.ladders))
def test_labels_of_near_rungs_stand_on_different_sides(key: str) -> None:
    marks = axis(inherited(key, "", SHIPPED.ladders).origins, key).marks

    assert all(one.above != other.above for one, other in pairwise(marks) if other.x - one.x < CLOSE)


def test_every_rung_tells_whose_it_is() -> None:
    ladders = {**SHIPPED.ladders, OF_SITE.key: OF_SITE}
    looks = {mark.at: mark.look for mark in axis(inherited("default", "RZ", ladders).origins, OF_SITE.key).marks}

    assert (looks["T"], looks["T+1"], looks["T+2"], looks["T+3"]) == ("inherited", "dropped", "own", "replaced")


def test_what_acts_and_what_repeats_is_marked() -> None:
    marks = {mark.at: mark for mark in axis(inherited("default", "", SHIPPED.ladders).origins, "default").marks}

    assert [at for at, mark in marks.items() if mark.acts] == ["T+10"]
    assert [at for at, mark in marks.items() if mark.repeats] == ["T+15"]
