"""What cases and people tell of an enterprise's credit, kept and asked for, with the shipped rulebook."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from actions.open_case import open_case
from actions.perform import perform
from actions.record_credit_event import record_credit_event, retract_credit_event
from actions.take_over import take_over
from cases.credit import cycles, level_on
from cases.fold import replay
from cases.waiting import waitings
from models.acts import Done
from models.casefile import Postponed
from models.credit import CreditHistory
from models.people import HOST, Person
from models.refusals import Missing, OneplanError, Refused
from models.vocabulary import Role, Subject
from store import cases, credit, definitions, enterprises, files, journal, people, sites
from store.files import StoredFile
from tests import databases
from tests.builders import ACME, LIN, QIU, SHANGHAI, WEN, ZHAO, day
from tests.shipped import RULEBOOK

NO, NEXT = "RZ-2026-0001", "RZ-2026-0002"
SHA = "a" * 64


@pytest.fixture
def tx(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    template = tmp_path_factory.getbasetemp() / "template.db"
    database = databases.copy_of(template, tmp_path / "credit.db")
    with database.writing() as tx:
        for code in ("RZ", "QD"):
            sites.add(tx, sites.Site(code, code))
        for person in (ZHAO, LIN, WEN, QIU, Person("pol", "", Role.POLICY)):
            people.add(tx, person, at("2026-05-01"))
        row = enterprises.RosterRow(ACME.uscc, ACME.name, credit_level="regular")
        enterprises.upsert(tx, "RZ", [row], at("2026-05-01"))
        definitions.publish(tx, RULEBOOK, "host", at("2026-05-01"))
        files.remember(tx, StoredFile(SHA, 1, "application/pdf"), "lin", at("2026-05-01"))
        yield tx
    database.close()


def at(when: str) -> datetime:
    on = day(when)
    return datetime(on.year, on.month, on.day, 9, tzinfo=SHANGHAI)


def certified(
    tx: Connection, *, no: str = "A1", since: str = "2026-05-06", until: str = "2031-05-06", **parts: Any
) -> Done:
    """A case of Lin's taken over after its certificate."""
    given: dict[str, Any] = {"site": "RZ", "enterprise": ACME.uscc, "process": "aeo-advanced", "stage": "follow-up"}
    given |= {"since": day("2026-05-06"), "opened_on": day(since), "coordinator": "lin", "actor": HOST}
    known = {"certified": day(since), "certificate-expires": day(until)}
    given |= {"facts": {"certificate_no": no}, "milestones": known, "now": at("2026-05-08"), "zone": SHANGHAI}
    return take_over(tx, **given | parts)


def applying(tx: Connection) -> Done:
    """A case of Lin's taken over on its way into certification, its application at hand."""
    done = take_over(
        tx, site="RZ", enterprise=ACME.uscc, process="aeo-advanced", stage="onsite", since=day("2026-05-06"),
        coordinator="lin", actor=HOST, now=at("2026-05-08"), zone=SHANGHAI,
    )  # fmt: skip
    form = {"file": {"sha256": SHA, "name": "a.pdf"}, "kind": "application_form"}
    do(tx, "attach-evidence", "2026-05-08", step="application", no=done.no, inputs=form)
    return done


def do(tx: Connection, act: str, on: str, *, by: Person = LIN, no: str = NO, **parts: Any) -> Done:
    return perform(tx, act, no, actor=by, now=at(on), zone=SHANGHAI, **parts)


def record(tx: Connection, kind: str, on: str, *, by: Person = LIN, **parts: Any) -> None:
    given: dict[str, Any] = {
        "site": "RZ",
        "enterprise": ACME.uscc,
        "reason": "决定书",
        "now": at("2026-05-20"),
        "zone": SHANGHAI,
    }
    record_credit_event(tx, kind=kind, on=day(on), actor=by, **given | parts)


def told(tx: Connection) -> CreditHistory:
    return credit.history(tx, "RZ", ACME.uscc)


def codes(error: pytest.ExceptionInfo[OneplanError]) -> list[str]:
    return [one.code for one in error.value.reasons]


def downgraded(tx: Connection, on: str = "2026-06-01") -> None:
    do(tx, "advance-stage", on, by=ZHAO, inputs={"outcome": "downgraded"}, reason="复核未通过")


def test_a_case_brings_its_certificate_and_its_level(tx: Connection) -> None:
    certified(tx)

    assert [(one.no, one.case) for one in told(tx).certificates] == [("A1", NO)]
    assert level_on(told(tx), day("2026-05-05")) == "regular"
    assert level_on(told(tx), day("2026-05-06")) == "advanced_certified"


def test_the_rows_are_what_the_journal_tells(tx: Connection) -> None:
    certified(tx)
    downgraded(tx)

    case = replay(journal.records(tx, NO), lambda kind, hash: definitions.get(tx, kind, hash))
    assert (case.certificate, case.credit) == (*told(tx).certificates, told(tx).events)


def test_an_overlapping_certificate_is_refused_with_all_reasons(tx: Connection) -> None:
    certified(tx)
    downgraded(tx)

    with pytest.raises(Refused) as refusal:
        certified(tx, until="2026-05-06")
    assert codes(refusal) == ["certificate.ends_early", "certificate.no_taken"]
    with pytest.raises(Refused) as refusal:
        certified(tx, no="A2")
    assert codes(refusal) == ["certificate.overlaps"]


def test_a_downgrade_ends_the_cycle_and_leaves_its_row(tx: Connection) -> None:
    certified(tx)
    downgraded(tx)

    (cycle,) = cycles(told(tx))
    assert (cycle.certificate.valid_from, cycle.ended_on) == (day("2026-05-06"), day("2026-05-31"))
    assert level_on(told(tx), day("2026-06-01")) == "regular"
    assert cases.load(tx, NO).barred_until == day("2027-06-01")


def test_reopening_the_case_undoes_what_its_end_meant(tx: Connection) -> None:
    certified(tx)
    downgraded(tx)
    do(tx, "reopen-case", "2026-06-02", by=ZHAO, reason="决定撤销")

    assert told(tx).events == ()
    assert level_on(told(tx), day("2026-06-02")) == "advanced_certified"


def test_nobody_applies_while_a_bar_runs(tx: Connection) -> None:
    record(tx, "penalty", "2026-05-07")
    applying(tx)

    with pytest.raises(Refused) as refusal:
        do(tx, "complete-step", "2026-05-20", step="application")
    assert codes(refusal) == ["window.barred_unconfirmed"]
    assert refusal.value.reasons[0].values["opens_on"] == day("2028-05-08")


def test_a_withdrawn_application_bars_the_next_one(tx: Connection) -> None:
    applying(tx)
    do(tx, "advance-stage", "2026-05-20", inputs={"outcome": "withdrawn"}, reason="企业撤回")
    applying(tx)

    with pytest.raises(Refused) as refusal:
        do(tx, "complete-step", "2026-05-21", step="application", no=NEXT)
    assert refusal.value.reasons[0].values["case"] == NO


def test_what_was_recorded_by_mistake_counts_no_more_and_is_retracted_once(tx: Connection) -> None:
    record(tx, "penalty", "2026-05-07")
    (event,) = told(tx).events
    mistake: dict[str, Any] = {
        "site": "RZ",
        "enterprise": ACME.uscc,
        "event": event.id,
        "actor": LIN,
        "now": at("2026-05-21"),
        "zone": SHANGHAI,
    }

    retract_credit_event(tx, reason="录错企业", **mistake)
    assert told(tx).events == ()
    with pytest.raises(Missing):
        retract_credit_event(tx, reason="录错企业", **mistake)


def test_an_event_that_moves_the_day_to_apply_marks_the_running_case(tx: Connection) -> None:
    applying(tx)
    record(tx, "penalty", "2026-05-07")

    mark = cases.load(tx, NO).postponed
    assert mark == Postponed(day("2026-05-20"), "penalty", day("2026-05-07"), day("2028-05-08"))


def test_an_event_that_moves_nothing_marks_nothing(tx: Connection) -> None:
    applying(tx)
    record(tx, "penalty", "2026-05-07")
    do(tx, "look-at-plan", "2026-05-20", reason="推迟申请，先完善内控")
    record(tx, "penalty", "2026-05-06")

    assert cases.load(tx, NO).postponed is None


def test_people_hear_of_the_moved_day_until_the_plan_was_looked_at(tx: Connection) -> None:
    applying(tx)
    record(tx, "penalty", "2026-05-07")
    waits = [one for one in waitings(cases.load(tx, NO)) if one.subject is Subject.WINDOW]
    do(tx, "look-at-plan", "2026-05-20", reason="推迟申请，先完善内控")

    assert [(one.ladder, one.event, one.opens_on) for one in waits] == [("window", "penalty", day("2028-05-08"))]
    assert Subject.WINDOW not in {one.subject for one in waitings(cases.load(tx, NO))}


def test_without_a_word_of_what_becomes_of_it_the_plan_was_not_looked_at(tx: Connection) -> None:
    applying(tx)
    record(tx, "penalty", "2026-05-07")

    with pytest.raises(Refused) as refusal:
        do(tx, "look-at-plan", "2026-05-20")
    assert codes(refusal) == ["reason.missing"]


def test_the_mark_goes_with_an_event_recorded_by_mistake(tx: Connection) -> None:
    applying(tx)
    record(tx, "penalty", "2026-05-07")
    (event,) = told(tx).events
    how: dict[str, Any] = {"event": event.id, "actor": LIN, "now": at("2026-05-21"), "zone": SHANGHAI}
    retract_credit_event(tx, site="RZ", enterprise=ACME.uscc, reason="录错企业", **how)

    assert cases.load(tx, NO).postponed is None


def test_what_else_holds_the_enterprise_off_is_still_to_be_looked_at(tx: Connection) -> None:
    applying(tx)
    record(tx, "penalty", "2026-05-06")
    record(tx, "penalty", "2026-05-07")
    mistaken = next(one.id for one in told(tx).events if one.on == day("2026-05-07"))
    how: dict[str, Any] = {"event": mistaken, "actor": LIN, "now": at("2026-05-21"), "zone": SHANGHAI}
    retract_credit_event(tx, site="RZ", enterprise=ACME.uscc, reason="录错日期", **how)

    mark = cases.load(tx, NO).postponed
    assert mark is not None
    assert (mark.event_on, mark.opens_on) == (day("2026-05-06"), day("2028-05-07"))


def test_a_case_that_has_its_certificate_is_not_marked(tx: Connection) -> None:
    certified(tx)
    record(tx, "penalty", "2026-05-07")

    assert cases.load(tx, NO).postponed is None


def test_what_a_case_told_is_not_retracted_by_hand(tx: Connection) -> None:
    certified(tx)
    downgraded(tx)

    with pytest.raises(Missing):
        retract_credit_event(
            tx, site="RZ", enterprise=ACME.uscc, event=1, reason="x", actor=ZHAO, now=at("2026-06-02"), zone=SHANGHAI
        )


@pytest.mark.parametrize(("by", "error"), [(WEN, Refused), (QIU, Missing), (Person("pol", "", Role.POLICY), Refused)])
def test_who_does_not_coordinate_at_the_site_records_nothing(
    tx: Connection, by: Person, error: type[OneplanError]
) -> None:
    with pytest.raises(error):
        record(tx, "penalty", "2026-05-07", by=by)


def test_a_case_opened_later_knows_the_level_of_that_day(tx: Connection) -> None:
    record(tx, "dishonest", "2026-05-07")
    done = open_case(
        tx, site="RZ", enterprise=ACME.uscc, process="aeo-certified", coordinator="lin", actor=ZHAO,
        now=at("2026-05-20"), zone=SHANGHAI,
    )  # fmt: skip

    assert cases.load(tx, done.no).enterprise.credit_level == "dishonest"
