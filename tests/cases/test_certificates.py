"""Certificates: given as soon as all is known, one for each case, and no two of them share a day."""

from dataclasses import replace
from typing import Any

from cases.certificates import against
from models.credit import Certificate, CreditEvent, CreditHistory
from models.definitions import ProcessDefinition
from tests.builders import Walk, day, one_stage, opened, step, text

NAMED = {
    "number": {"title": text("证书编号")},
    "certified_on": {"title": text("获证日期"), "type": "date", "milestone": "certified"},
    "review_on": {"title": text("复核"), "type": "date", "milestone": "expires", "required": False},
}
ASKED = {
    "no": "number",
    "valid_from": "certified",
    "review_on": "expires",
    "papers": ["decision"],
    "event": "certified",
}
OTHER = Certificate("A1", "advanced", "CN-282", day("2026-06-01"), "certified", case="RZ-2026-0009")


def process(**certificate: object) -> ProcessDefinition:
    plain = one_stage(issue=step("颁证", answers=NAMED), talk=step("谈话"))
    return ProcessDefinition.model_validate(plain.model_dump() | {"certificate": ASKED | certificate})


def issued(definition: ProcessDefinition | None = None, **answers: Any) -> Walk:
    walk = opened(definition or process())
    walk.do("attach-evidence", "issue", at="2026-07-02", kind="decision", file={"sha256": "d" * 64, "name": "d.pdf"})
    return walk.do(
        "complete-step", "issue", at="2026-07-02", **{"number": "A2", "certified_on": "2026-07-02"} | answers
    )


def told(new: Certificate, *others: Certificate, events: tuple[CreditEvent, ...] = ()) -> list[str]:
    history = CreditHistory(events=events, certificates=others)
    return [one.code for one in against(new, history, process())]


def test_the_certificate_is_given_when_number_and_first_day_are_known() -> None:
    found = issued(review_on="2031-07-02").casefile.certificate

    assert found is not None
    assert (found.no, found.level, found.valid_from) == ("A2", "advanced", day("2026-07-02"))
    assert (found.review_on, found.papers) == (day("2031-07-02"), ("d" * 64,))


def test_a_process_that_brings_none_gives_none() -> None:
    plain = one_stage(issue=step("颁证", answers=NAMED), talk=step("谈话"))

    assert issued(plain).casefile.certificate is None


def test_a_corrected_date_corrects_the_certificate() -> None:
    walk = issued().do("reopen-step", "issue", at="2026-07-03", reason="日期写错")
    walk.do("complete-step", "issue", at="2026-07-03", number="A2", certified_on="2026-07-01")

    assert walk.casefile.certificate is not None
    assert walk.casefile.certificate.valid_from == day("2026-07-01")


def test_a_second_certificate_of_the_same_level_overlaps() -> None:
    new = replace(OTHER, no="A2", case="RZ-2026-0001", valid_from=day("2026-07-02"))

    assert told(new, OTHER) == ["certificate.overlaps"]


def test_a_renewal_follows_the_one_before() -> None:
    new = replace(OTHER, no="A2", case="RZ-2031-0001", valid_from=day("2031-06-01"), renews=True)

    assert told(new, OTHER) == []


def test_a_renewal_cannot_begin_before_what_it_renews() -> None:
    new = replace(OTHER, no="A2", case="RZ-2031-0001", valid_from=day("2026-05-01"), renews=True)

    assert told(new, OTHER) == ["certificate.overlaps"]


def test_another_level_takes_the_place_of_one_in_force() -> None:
    new = replace(OTHER, no="A2", case="RZ-2027-0001", level="higher", valid_from=day("2027-06-01"))

    assert told(new, OTHER) == []


def test_after_an_end_another_may_begin() -> None:
    gone = CreditEvent("downgraded", day("2027-01-01"), "CN-282", "regular")
    new = replace(OTHER, no="A2", case="RZ-2028-0001", valid_from=day("2028-06-01"))

    assert told(new, OTHER, events=(gone,)) == []


def test_all_that_stands_against_it_is_told_at_once() -> None:
    new = replace(OTHER, no="A1", case="RZ-2026-0001", valid_from=day("2026-07-02"), review_on=day("2026-07-02"))
    third = replace(OTHER, no="A3", case="RZ-2026-0008")

    assert told(new, OTHER, third) == ["certificate.ends_early", "certificate.no_taken", "certificate.overlaps"]


def test_its_own_certificate_is_not_in_its_way() -> None:
    corrected = replace(OTHER, valid_from=day("2026-07-02"))

    assert told(corrected, OTHER) == []
