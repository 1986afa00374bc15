"""Seven years of one enterprise: accepted, rectified, certified, its duties, suspended, re-reviewed, dishonest, repaired."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from actions.open_case import open_case
from actions.perform import perform
from actions.record_credit_event import record_credit_event
from actions.take_over import take_over
from cases.credit import cycles, level_on, levels, suspended_since
from cases.duty_strip import Kept, strip
from config.benefits import of_scope
from jobs.deliver import deliver
from jobs.keep_duties import keep_duties
from jobs.open_reviews import open_reviews
from jobs.rounds import Post
from jobs.sweep import sweep
from models.casefile import CaseFile
from models.credit import CreditHistory
from models.people import EVERYWHERE, HOST, Person
from models.qualifications import Qualification
from models.refusals import Refused
from models.vocabulary import Channel, Role
from store import cases, credit, definitions, enterprises, files, people, qualifications, sites
from store.database import Database
from store.enterprises import RosterRow
from store.files import StoredFile
from tests.databases import copy_of
from tests.jobs.conftest import SHIPPED, USCC, ZONE
from tests.jobs.test_nagging import Postman, journal_of, str_of

FIRST, REVIEW, REPAIR = "RZ-2026-0001", "RZ-2031-0001", "RZ-2032-0001"
SHA = "a" * 64
TEAM = {"team": "钱思源、孙立群", "team_lead": "钱思源"}


@dataclass
class Office:
    """The database and the letters that left it, each with the day it went."""

    database: Database
    letters: list[tuple[date, str, str]] = field(default_factory=list)

    def morning(self, *words: str) -> None:
        """What the clock does on these mornings, twice each."""
        for word in words:
            now = at(word)
            for _ in range(2):
                keep_duties(self.database, now, ZONE)
                open_reviews(self.database, now, ZONE)
                sweep(self.database, now, ZONE)
                postman = Postman()
                deliver(
                    self.database,
                    now,
                    ZONE,
                    Post({Channel.EMAIL: postman}, journal_of(self.database), "http://desk", str_of),
                )
                self.letters += [
                    (date.fromisoformat(word), one.to, f"{one.letter.subject}\n{one.letter.text}")
                    for one in postman.carried
                ]

    def do(
        self, act: str, on: str, no: str, step: str = "", papers: tuple[str, ...] = (), reason: str = "", **inputs: Any
    ) -> None:
        """An act by the host; ``papers`` are attached first."""
        with self.database.writing() as tx:
            for kind in papers:
                paper = {"file": {"sha256": SHA, "name": f"{kind}.pdf"}, "kind": kind}
                perform(tx, "attach-evidence", no, actor=HOST, now=at(on), zone=ZONE, step=step, inputs=paper)
            perform(tx, act, no, actor=HOST, now=at(on), zone=ZONE, step=step, inputs=inputs, reason=reason)

    def done(self, on: str, no: str, step: str, *papers: str, **inputs: Any) -> None:
        """A step completed."""
        self.do("complete-step", on, no, step, papers, **inputs)

    def happened(self, kind: str, on: str) -> None:
        """Something recorded by hand."""
        with self.database.writing() as tx:
            record_credit_event(
                tx, site="RZ", enterprise=USCC, kind=kind, on=date.fromisoformat(on), reason="文书", actor=HOST,
                now=at(on), zone=ZONE,
            )  # fmt: skip

    def case(self, no: str) -> CaseFile:
        with self.database.reading() as tx:
            return cases.load(tx, no)

    def past(self) -> CreditHistory:
        with self.database.reading() as tx:
            return credit.history(tx, "RZ", USCC)

    def heard(self, on: str, person: str, words: str) -> bool:
        """Whether a letter to ``person`` went on that day and said ``words``."""
        return any(
            day == date.fromisoformat(on) and to == f"{person}@example.com" and words in said
            for day, to, said in self.letters
        )


def at(word: str) -> datetime:
    return datetime.fromisoformat(word).replace(hour=9, tzinfo=ZONE)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The seven years, lived once."""
    home: Path = tmp_path_factory.mktemp("seven")
    office = Office(copy_of(tmp_path_factory.getbasetemp() / "template.db", home / "office.db"))
    begin(office)
    certification(office)
    duties(office)
    re_review(office)
    repair(office)
    yield office
    office.database.close()


def begin(office: Office) -> None:
    start = at("2026-05-06")
    with office.database.writing() as tx:
        definitions.publish(tx, SHIPPED, "host", start)
        sites.add(tx, sites.Site("RZ", "日照示范点"))
        people.add(tx, Person("zhao", "赵启明", Role.SUPERVISOR, "RZ", None, "zhao@example.com"), start)
        people.add(tx, Person("lin", "林晓岚", Role.COORDINATOR, "RZ", "zhao", "lin@example.com"), start)
        enterprises.upsert(tx, "RZ", [RosterRow(USCC, "测试水产有限公司", credit_level="regular")], start)
        held = Qualification(
            "钱思源", "enterprise_certification", "HG-0317", date(2025, 1, 1), date(2032, 12, 31), "RZ"
        )
        qualifications.add(tx, held, "zhou", start)
        files.remember(tx, StoredFile(SHA, 1, "application/pdf"), "host", start)
        take_over(
            tx, site="RZ", enterprise=USCC, process="aeo-advanced", stage="onsite", since=date(2026, 5, 6),
            coordinator="lin", actor=HOST, now=start, zone=ZONE,
        )  # fmt: skip


def certification(office: Office) -> None:
    office.done("2026-05-07", FIRST, "application", "application_form")
    office.do("hand-back", "2026-05-08", FIRST, "acceptance", missing=["internal_audit_report"])
    office.done("2026-05-11", FIRST, "application", "internal_audit_report")
    office.done("2026-05-12", FIRST, "acceptance.2", "acceptance_receipt")
    office.done("2026-05-14", FIRST, "team", "appointment", **TEAM)
    visit = {"samples": 12, "interviewed": "关务负责人", "signed_by": "钱思源、孙立群", "rectify_ordered": "yes"}
    office.done("2026-06-01", FIRST, "site-visit", "site_record", "site_photos", **visit)
    office.done("2026-06-02", FIRST, "rectification-notice", rectify_areas=["trade_security"], rectify_first="yes")
    office.done("2026-06-30", FIRST, "rectification", "rectification_report")
    office.done("2026-07-06", FIRST, "re-inspection", "site_record", rectified="yes", reinspected_by="钱思源、孙立群")
    office.do("submit-step", "2026-07-08", FIRST, "team-opinion", ("team_opinion",))
    with office.database.writing() as tx:
        zhao = people.get(tx, "zhao")
        perform(tx, "accept-step", FIRST, actor=zhao, now=at("2026-07-09"), zone=ZONE, step="team-opinion")
    office.morning("2026-07-27", "2026-08-03")
    office.done("2026-08-03", FIRST, "decision", "decision", decision="certified")
    given = {"certificate_no": "AEOCN370001", "certified_on": "2026-08-03", "valid_until": "2031-08-03"}
    office.done("2026-08-05", FIRST, "certificate", "certificate", **given)
    office.do("advance-stage", "2026-08-06", FIRST, outcome="certified")


def duties(office: Office) -> None:
    office.morning("2027-03-01")
    office.done("2027-06-10", FIRST, "audit-matters", "audited_accounts")
    office.done("2027-06-10", FIRST, "annual-report", "annual_report")
    office.morning("2028-03-01", "2028-06-30", "2028-07-03")
    office.done("2028-07-05", FIRST, "audit-matters.2", "audited_accounts")
    office.happened("criminal_filing", "2029-03-05")
    office.happened("filing_cleared", "2029-09-03")


def re_review(office: Office) -> None:
    office.morning("2031-02-03")
    office.done("2031-02-10", REVIEW, "notice")
    office.done("2031-03-03", REVIEW, "self-check", "self_assessment_report")
    office.done("2031-03-03", REVIEW, "look-back", "credit_record")
    office.do("advance-stage", "2031-03-05", REVIEW, outcome="full", reason="本周期有漏办与立案")
    office.done("2031-03-06", REVIEW, "review-team", "appointment", **TEAM)
    office.done(
        "2031-03-20",
        REVIEW,
        "review-visit",
        "site_record",
        "site_photos",
        signed_by="钱思源、孙立群",
        rectify_ordered="no",
    )
    office.do("submit-step", "2031-03-24", REVIEW, "opinion", ("team_opinion",))
    with office.database.writing() as tx:
        zhao = people.get(tx, "zhao")
        perform(tx, "accept-step", REVIEW, actor=zhao, now=at("2031-03-25"), zone=ZONE, step="opinion")
    office.do("advance-stage", "2031-03-26", REVIEW, outcome="decide")
    office.morning("2031-07-07")
    office.done("2031-07-21", REVIEW, "review-decision", "decision", review_result="passed")
    office.done("2031-07-22", REVIEW, "next-cycle", reviewed_on="2031-07-21", next_review_on="2036-07-21")
    office.do("advance-stage", "2031-07-23", REVIEW, outcome="passed")


def repair(office: Office) -> None:
    office.happened("dishonest_light", "2032-02-02")
    with office.database.writing() as tx:
        open_case(
            tx, site="RZ", enterprise=USCC, process="credit-repair", coordinator="lin", actor=HOST,
            now=at("2032-02-09"), zone=ZONE,
        )  # fmt: skip
    with pytest.raises(Refused):
        office.done("2032-05-02", REPAIR, "repair-application", "repair_application", "correction_proof")
    office.done("2032-05-03", REPAIR, "repair-application", "repair_application", "correction_proof")
    office.done("2032-05-06", REPAIR, "repair-acceptance", "receipt")
    office.morning("2032-05-20")
    office.done("2032-05-24", REPAIR, "repair-decision", "decision", repair_result="repaired")
    office.done("2032-05-25", REPAIR, "repair-served", "decision_receipt")
    office.do("advance-stage", "2032-05-26", REPAIR, outcome="repaired")


def test_two_cycles_stand_beside_each_other(told: Office) -> None:
    found = [(one.certificate.no, one.certificate.valid_from, one.ended_on) for one in cycles(told.past())]

    assert found == [
        ("AEOCN370001", date(2026, 8, 3), date(2031, 7, 20)),
        ("AEOCN370001", date(2031, 7, 21), date(2032, 2, 1)),
    ]


def test_the_level_of_every_day_of_seven_years_is_known(told: Office) -> None:
    found = [(one.level, one.since) for one in levels(told.past())]

    assert found == [
        ("regular", None),
        ("advanced_certified", date(2026, 8, 3)),
        ("dishonest", date(2032, 2, 2)),
        ("regular", date(2032, 5, 26)),
    ]
    assert level_on(told.past(), date(2033, 5, 6)) == "regular"


def test_measures_stood_still_while_the_filing_was_open(told: Office) -> None:
    stopped = [
        day
        for day in (date(2029, 3, 4), date(2029, 3, 5), date(2029, 9, 2), date(2029, 9, 3))
        if suspended_since(told.past(), SHIPPED.regimes, day)
    ]

    assert stopped == [date(2029, 3, 5), date(2029, 9, 2)]


def test_the_duties_of_two_years_are_kept_and_missed(told: Office) -> None:
    (line,) = [one for one in strip(told.case(FIRST), date(2028, 7, 6)) if one.key == "audit-matters"]

    assert {year: [one.kept for one in marks] for year, marks in line.years.items() if year < 2029} == {
        2027: [Kept.KEPT],
        2028: [Kept.LATE],
    }


def test_the_re_review_knew_of_it_and_went_on_site(told: Office) -> None:
    case = told.case(REVIEW)

    assert (case.origin, case.facts["duties_missed"] > 0, case.facts["credit_events"]) == (FIRST, True, 2)
    assert [visit.stage for visit in case.visits] == ["preparing", "on-site", "deciding"]


@pytest.mark.parametrize(
    ("on", "person", "words"),
    [
        ("2026-07-27", "zhao", "作出认证决定"),
        ("2026-08-03", "zhao", "作出认证决定"),
        ("2028-06-30", "lin", "报送审计报告有关事项"),
        ("2028-07-03", "zhao", "报送审计报告有关事项"),
        ("2031-07-07", "zhao", "作出复核决定"),
        ("2032-05-20", "zhao", "作出修复决定"),
    ],
)
def test_these_letters_went_out(told: Office, on: str, person: str, words: str) -> None:
    assert told.heard(on, person, words)


def test_nobody_had_two_letters_of_one_morning(told: Office) -> None:
    found = [(day, to) for day, to, _ in told.letters]

    assert len(found) == len(set(found))


def test_nothing_was_said_of_a_duty_that_was_kept(told: Office) -> None:
    assert not any("2027-06-30" in said for day, _, said in told.letters if day > date(2027, 6, 11))


def test_benefits_nobody_delivered_are_overdue_for_the_department_that_owes_them(told: Office) -> None:
    with told.database.reading() as tx:
        found = {one.holder: one for one in of_scope(tx, EVERYWHERE, date(2027, 1, 4))}

    assert {holder: (one.owed, one.overdue, one.percent) for holder, one in found.items()} == {
        "commerce": (1, 1, 0),
        "customs": (2, 2, 0),
        "finance": (1, 1, 0),
    }
