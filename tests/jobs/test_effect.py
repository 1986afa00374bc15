"""The effect of an edit: who would hear more, who less, on which days, before anything is published."""

from datetime import date
from typing import Any

from sqlalchemy import select

from jobs.effect import Effect, Share, effect
from jobs.live import Drafts
from models.definitions import CalendarDefinition, LadderDefinition
from models.people import EVERYWHERE, NOWHERE, Scope
from models.tables import metadata
from store.database import Database
from tests.jobs.conftest import SHIPPED, ZONE
from tests.jobs.test_nagging import at, swept

NO = "RZ-2026-0001"
WORKDAY_OFF = date(2026, 11, 5)  # the day on which the first step is due


def with_rung(number: int = 4, **rung: Any) -> Drafts:
    """The ordinary ladder with one more rung, as the ``number``-th."""
    written = SHIPPED.ladders["default"].model_dump(mode="json")
    written["rungs"].insert(number, rung)
    return {("ladder", "default"): LadderDefinition.model_validate(written)}


def resting(day: date) -> Drafts:
    """The calendar with one more day off."""
    written = SHIPPED.calendars["cn"].model_dump(mode="json")
    off = {"title": {"zh": "停工", "en": "Closed"}, "first": str(day), "last": str(day)}
    years = {str(number): year for number, year in written["years"].items()}
    years[str(day.year)]["days_off"].append(off)
    return {("calendar", "cn"): CalendarDefinition.model_validate(written | {"years": years})}


def seen(office: Database, drafts: Drafts, now: str = "2026-11-02T10:00", scope: Scope = EVERYWHERE) -> Effect:
    with office.reading() as tx:
        return effect(tx, drafts, at(now), ZONE, scope)


def test_a_rung_more_is_heard_by_those_it_goes_to_and_by_nobody_else(office: Database) -> None:
    found = seen(office, with_rung(at="T+2", to=["supervisor"], wording="overdue"))

    assert [(str(one.on), one.person, one.case, one.step, one.rung) for one in found.gained] == [
        ("2026-11-09", "zhao", NO, "intent", "T+2"),
        ("2026-11-11", "zhao", NO, "basic-facts", "T+2"),
        ("2026-11-11", "zhao", NO, "look-back", "T+2"),
    ]
    assert found.lost == ()


def test_each_person_concerned_has_their_share_before_and_after(office: Database) -> None:
    found = seen(office, with_rung(at="T+2", to=["supervisor"], wording="overdue"))

    assert found.shares == (Share("zhao", before=17, after=20, peak_before=4, peak_after=4),)


def test_a_rung_less_is_heard_no_more(office: Database) -> None:
    short = SHIPPED.ladders["default"].model_copy(update={"rungs": SHIPPED.ladders["default"].rungs[:-1]})
    found = seen(office, {("ladder", "default"): short})

    assert found.gained == ()
    assert {one.rung for one in found.lost} == {"T+15"}


def test_a_day_off_moves_reminders_to_the_next_working_day(office: Database) -> None:
    found = seen(office, resting(WORKDAY_OFF))
    lost, gained = ({(one.step, one.rung): one.on for one in some} for some in (found.lost, found.gained))

    assert lost["intent", "T"] == WORKDAY_OFF
    assert gained["intent", "T"] == date(2026, 11, 6)
    assert not any(one.on == WORKDAY_OFF for one in found.gained)


def test_a_reminder_on_another_day_is_one_that_moved(office: Database) -> None:
    moved = {
        (one.told.step, one.told.rung): (one.before, one.after) for one in seen(office, resting(WORKDAY_OFF)).moves
    }

    assert moved["intent", "T"] == (WORKDAY_OFF, date(2026, 11, 6))
    assert moved["", "T+1"] == (date(2026, 12, 1), None)  # after the last of the thirty days


def test_without_an_edit_there_is_no_effect(office: Database) -> None:
    same = {("ladder", "default"): SHIPPED.ladders["default"]}

    assert seen(office, same) == seen(office, {}) == Effect(date(2026, 11, 2), date(2026, 12, 1), (), (), ())


def test_the_edit_of_a_site_leaves_others_alone(office: Database) -> None:
    rung = {"at": "T+2", "to": ["supervisor"], "wording": "overdue"}
    title = {"zh": "一般步骤", "en": "Ordinary steps"}
    there = LadderDefinition.model_validate({"ladder": "default", "site": "QD", "title": title, "rungs": [rung]})

    assert seen(office, {("ladder", there.key): there}).gained == ()


def test_nobody_hears_of_cases_they_may_not_see(office: Database) -> None:
    assert seen(office, with_rung(at="T+2", to=["supervisor"], wording="overdue"), scope=NOWHERE).gained == ()


def test_looking_writes_nothing(office: Database) -> None:
    swept(office, "2026-11-05T08:00")
    before = rows(office)
    seen(office, with_rung(at="T+2", to=["supervisor"], wording="overdue"), now="2026-11-05T10:00")
    seen(office, resting(date(2026, 11, 6)), now="2026-11-05T10:00")

    assert rows(office) == before


def rows(office: Database) -> dict[str, list[str]]:
    """Everything in every table."""
    with office.reading() as tx:
        return {one.name: sorted(map(repr, tx.execute(select(one)))) for one in metadata.sorted_tables}
