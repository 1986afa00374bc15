"""`ls actions/` is the list of what can be asked."""

import importlib
from pathlib import Path

import pytest

from actions.catalogue import ACTS, CONSEQUENCES, act_named
from cases.rights import ACTS as RIGHTS
from cases.rights import PROBLEMS
from models.refusals import Invalid

HELPERS = {"__init__", "catalogue", "perform", "problems", "surroundings"}
BESIDE = {
    "open-case",
    "take-over",
    "record-credit-event",
    "record-absence",
    "end-absence",
    "mute",
    "lift-mute",
    "record-qualification",
    "withdraw-qualification",
    "plan-engagement",
    "record-engagement",
    "cancel-engagement",
    "photograph-engagement",
    "record-memorandum",
    "record-commitment",
    "keep-commitment",
    "drop-commitment",
    *PROBLEMS,
}  # done on no case that is there
FILES = sorted(path.stem for path in Path("actions").glob("*.py") if path.stem not in HELPERS)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_one_act_that_says_who_where_what_and_why(name: str) -> None:
    words = importlib.import_module(f"actions.{name}").__doc__ or ""

    assert all(label in words for label in ("Who may:", "From where:", "Needs:", "Changes:"))
    assert name.replace("_", "-") in {*ACTS, *CONSEQUENCES, *BESIDE}


def test_every_act_has_its_file_and_its_rights() -> None:
    others = {"import-roster", "retry-message", "stop-delivery", "mute-site", "publish-ladder"}
    others |= {"manage-people", "manage-sites", "manage-tokens", "read-contacts", "read-looks"}

    assert {*ACTS, *CONSEQUENCES, *BESIDE} == {name.replace("_", "-") for name in FILES}
    assert {*ACTS, *CONSEQUENCES, *BESIDE} - {
        *("end-absence", "lift-mute", "withdraw-qualification"),
        *("record-engagement", "cancel-engagement", "photograph-engagement"),
        *("record-commitment", "keep-commitment", "drop-commitment"),
    } | others == set(RIGHTS)  # these go with their counterparts


def test_an_act_that_does_not_exist_is_invalid_and_names_those_that_do() -> None:
    with pytest.raises(Invalid) as error:
        act_named("fly")

    assert "complete-step" in error.value.reasons[0].values["allowed"]
