"""Memoranda and commitments: what can be recorded, what can become of a commitment, when it is reminded of."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases import memoranda
from models.memoranda import Commitment, CommitmentState, Memorandum
from models.refusals import Refused
from models.vocabulary import Subject
from tests.builders import LIN, QIU
from tests.builders_problems import PARTIES, by

TODAY = date(2026, 7, 1)
SIGNED = Memorandum("RZ", "关税合作备忘录", date(2026, 6, 1), ("tax",), date(2026, 12, 31), id=1)
PROMISED = Commitment(1, "RZ", "退税三日内办结", "tax", "lin", date(2026, 9, 30), id=1)


def refusal(make: Any, *given: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        make(*given)
    return [reason.code for reason in caught.value.reasons]


def test_everything_wrong_with_a_memorandum_is_said_at_once() -> None:
    wrong = Memorandum("RZ", " ", date(2026, 7, 2), ("army",), date(2026, 7, 1))

    assert refusal(memoranda.recorded, wrong, PARTIES, TODAY) == [
        "date.too_late",
        "memorandum.no_title",
        "problem.no_department",
        "memorandum.days",
    ]


def test_somebody_signed_it() -> None:
    assert refusal(memoranda.recorded, replace(SIGNED, parties=()), PARTIES, TODAY) == ["memorandum.no_parties"]


def test_a_commitment_is_of_a_party_and_seen_to_at_the_site_within_the_memorandum() -> None:
    wrong = replace(PROMISED, text=" ", department="commerce", owner="qiu", due_on=date(2027, 1, 1))

    assert refusal(memoranda.committed, wrong, SIGNED, {"qiu": QIU}, TODAY) == [
        "date.too_late",
        "commitment.no_text",
        "problem.no_department",
        "commitment.no_owner",
    ]


def test_a_commitment_as_it_is_recorded() -> None:
    assert memoranda.committed(PROMISED, SIGNED, {"lin": LIN}, TODAY) == PROMISED


def test_what_was_kept_says_how_and_is_settled_once() -> None:
    kept = memoranda.settled(PROMISED, CommitmentState.KEPT, by(LIN, "2026-07-02", "已开通专窗"))

    assert (kept.state, kept.settled_on, kept.settled_by, kept.note) == ("kept", date(2026, 7, 2), "lin", "已开通专窗")
    assert refusal(memoranda.settled, kept, CommitmentState.DROPPED, by(LIN)) == [
        "commitment.over",
        "commitment.no_note",
    ]


def test_an_open_commitment_waits_for_its_day_and_a_settled_one_for_nothing() -> None:
    (one,) = memoranda.waitings(PROMISED, LIN)

    assert (one.subject, one.due_on, one.holder, one.doer) == (Subject.COMMITMENT, date(2026, 9, 30), "tax", "lin")
    assert memoranda.waitings(replace(PROMISED, state=CommitmentState.KEPT), LIN) == ()
