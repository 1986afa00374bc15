"""1 + N: a lead case and its members share steps and trainings; decisions stay each case's own."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from actions.open_case import open_case
from actions.perform import options, perform
from cases.naming import step_title
from jobs.verify_journal import verify_journal
from models.casefile import CaseFile
from models.people import HOST, Person
from models.refusals import Invalid, Refused
from models.vocabulary import Role, StepState
from store import cases, enterprises, journal, links, people, sites
from store.database import Database
from store.enterprises import RosterRow
from store.tables import case
from tests.jobs.conftest import MONDAY, USCC, ZONE

LEAD, FIRST, SECOND, AWAY = "RZ-2026-0001", "RZ-2026-0002", "RZ-2026-0003", "QD-2026-0001"
DAUGHTERS = {FIRST: "91371100MA3C0XYQ2K", SECOND: "91371100MA3C0XYQ3L"}
STEP = "extra"


def at(word: str) -> datetime:
    return datetime.fromisoformat(word).replace(hour=9, tzinfo=ZONE)


@dataclass
class Group:
    """The parent's case, coordinated by Lin; two daughters' cases, coordinated by Mei; one at another site."""

    office: Database

    def person(self, login: str) -> Person:
        with self.office.reading() as tx:
            return people.get(tx, login)

    def do(self, act: str, no: str = LEAD, *, by: str = "lin", on: str = "2026-11-03", **how: Any) -> None:
        inputs = {key: value for key, value in how.items() if key not in {"step", "reason"}}
        actor = HOST if by == "host" else self.person(by)
        with self.office.writing() as tx:
            perform(
                tx, act, no, actor=actor, now=at(on), zone=ZONE, inputs=inputs, step=how.get("step"),
                reason=how.get("reason", ""),
            )  # fmt: skip

    def refused(self, act: str, no: str = LEAD, **how: Any) -> list[str]:
        with pytest.raises(Refused) as refused:
            self.do(act, no, **how)
        return [one.code for one in refused.value.reasons]

    def link(self, *members: str) -> "Group":
        for no in members:
            self.do("link-case", member=no, reason="集团子公司")
        return self

    def shared(self) -> "Group":
        """A training planned on the lead and shared with both daughters."""
        self.link(FIRST, SECOND)
        self.do("add-step", title="关务合规培训", due_on="2026-12-11", holder="enterprise", reason="集团共性问题")
        self.do("share-step", step=STEP)
        return self

    def case(self, no: str) -> CaseFile:
        with self.office.reading() as tx:
            return cases.load(tx, no)


@pytest.fixture
def group(office: Database) -> Group:
    with office.writing() as tx:
        sites.add(tx, sites.Site("QD", "青岛示范点"))
        people.add(tx, Person("mei", "梅", Role.COORDINATOR, "RZ", "zhao", "mei@example.com"), MONDAY)
        people.add(tx, Person("qiu", "邱", Role.COORDINATOR, "QD", None, "qiu@example.com"), MONDAY)
        for no, uscc in DAUGHTERS.items():
            enterprises.upsert(tx, "RZ", [RosterRow(uscc, f"子公司 {no[-1]}")], MONDAY)
            assert _open(tx, "RZ", uscc, "mei") == no
        enterprises.upsert(tx, "QD", [RosterRow(DAUGHTERS[FIRST], "青岛子公司")], MONDAY)
        assert _open(tx, "QD", DAUGHTERS[FIRST], "qiu") == AWAY
    return Group(office)


def _open(tx: Any, site: str, uscc: str, coordinator: str) -> str:
    return open_case(
        tx,
        site=site,
        enterprise=uscc,
        process="aeo-certified",
        coordinator=coordinator,
        actor=HOST,
        now=MONDAY,
        zone=ZONE,
    ).no


# linking ----------------------------------------------------------------------------------------------------------------


def test_a_link_stands_in_both_cases_and_as_a_row(group: Group) -> None:
    group.link(FIRST)

    lead, member = group.case(LEAD), group.case(FIRST)
    assert [(one.case, one.since, one.why) for one in lead.members] == [(FIRST, date(2026, 11, 3), "集团子公司")]
    assert member.lead is not None
    assert (member.lead.case, member.lead.name) == (LEAD, "测试水产有限公司")
    with group.office.reading() as tx:
        (row,) = links.of_case(tx, FIRST)
        assert links.of_enterprise(tx, "RZ", USCC) == [row]
    assert (row.lead, row.member, row.since, row.until) == (LEAD, FIRST, date(2026, 11, 3), None)


def test_linking_wants_a_reason(group: Group) -> None:
    assert group.refused("link-case", member=FIRST) == ["reason.missing"]


def test_a_case_of_another_site_is_not_led(group: Group) -> None:
    assert group.refused("link-case", member=AWAY, by="host", reason="集团") == ["link.other_site"]


def test_who_must_not_see_that_site_finds_no_such_case(group: Group) -> None:
    assert group.refused("link-case", member=AWAY, reason="集团") == ["case_missing"]


@pytest.mark.parametrize(
    ("no", "member", "wrong"),
    [
        (LEAD, LEAD, ["link.itself"]),
        (LEAD, FIRST, ["link.is_led"]),  # twice
        (FIRST, SECOND, ["link.is_led"]),  # a member leads nobody
        (SECOND, LEAD, ["link.leads"]),  # who leads is not led
    ],
)
def test_a_case_has_one_lead_and_there_are_no_chains(group: Group, no: str, member: str, wrong: list[str]) -> None:
    group.link(FIRST)

    assert group.refused("link-case", no, member=member, by="zhao", reason="集团") == wrong


def test_a_closed_case_of_the_same_enterprise_is_refused_for_both(group: Group) -> None:
    with group.office.writing() as tx:
        other = open_case(
            tx, site="RZ", enterprise=USCC, process="objection", coordinator="lin", actor=HOST, now=MONDAY, zone=ZONE
        )
    group.do("close-case", other.no, by="zhao", outcome="mistaken", reason="误立")

    assert group.refused("link-case", member=other.no, reason="集团") == ["link.same_enterprise", "case.closed"]


def test_a_coordinator_leads_from_their_own_case_alone(group: Group) -> None:
    assert group.refused("link-case", by="mei", member=FIRST, reason="集团") == ["rights.not_own"]
    group.do("link-case", by="zhao", member=FIRST, reason="集团")


def test_what_follows_on_a_member_nobody_asks_for(group: Group) -> None:
    with pytest.raises(Invalid):
        group.do("follow-lead", FIRST, lead=LEAD, name="?", reason="?")
    with group.office.reading() as tx:
        offered = options(tx, FIRST, actor=group.person("mei"), now=at("2026-11-03"), zone=ZONE)
    assert not {one.act for one in offered} & {"follow-lead", "leave-lead", "take-shared-step", "attend-training"}


# sharing ----------------------------------------------------------------------------------------------------------------


def test_a_step_shared_is_each_members_own_with_its_origin(group: Group) -> None:
    group.shared()

    for no in (FIRST, SECOND):
        case = group.case(no)
        row = case.step(STEP)
        assert row is not None
        assert row.target is not None
        assert (row.title, row.shared_from, row.holder) == ("关务合规培训", f"{LEAD}/{STEP}", "enterprise")
        assert (row.target.due_on, case.plan_revision) == (date(2026, 12, 11), 1)
    assert group.case(LEAD).step(STEP).shared == (FIRST, SECOND)  # type: ignore[union-attr]


def test_a_step_of_the_process_is_shared_under_both_its_titles(group: Group) -> None:
    group.link(FIRST).do("share-step", step="intent")

    lead, (row,) = group.case(LEAD), [one for one in group.case(FIRST).steps if one.shared_from]
    assert step_title(group.case(FIRST), row.key) == step_title(lead, "intent")
    assert step_title(lead, "intent")["title_en"] != step_title(lead, "intent")["title_zh"]


def test_a_step_is_shared_with_some_and_later_with_the_rest(group: Group) -> None:
    group.link(FIRST, SECOND)
    group.do("add-step", title="培训", due_on="2026-12-11", reason="共性")
    group.do("share-step", step=STEP, members=[SECOND])
    assert group.case(FIRST).step(STEP) is None
    group.do("share-step", step=STEP)

    assert group.case(FIRST).step(STEP) is not None
    assert group.refused("share-step", step=STEP) == ["link.shared_with_all"]


def test_without_members_there_is_nobody_to_share_with(group: Group) -> None:
    group.do("add-step", title="培训", due_on="2026-12-11", reason="共性")

    assert "link.none" in group.refused("share-step", step=STEP)


def test_one_member_that_refuses_keeps_all_from_it(group: Group) -> None:
    group.link(FIRST, SECOND)
    group.do("add-step", title="培训", due_on="2026-12-11", reason="共性")
    group.do("suspend-case", SECOND, by="zhao", resume_on="2026-12-31", reason="停产")

    assert group.refused("share-step", step=STEP) == ["case.suspended"]
    assert group.case(FIRST).step(STEP) is None
    assert group.case(LEAD).step(STEP).shared == ()  # type: ignore[union-attr]


def test_each_case_tells_it_in_its_own_journal_by_who_did_it(group: Group) -> None:
    group.shared()

    with group.office.reading() as tx:
        acts = {no: [(one.act, one.actor) for one in journal.records(tx, no)][1:] for no in (LEAD, FIRST)}
    assert acts[LEAD] == [("link-case", "lin"), ("link-case", "lin"), ("add-step", "lin"), ("share-step", "lin")]
    assert acts[FIRST] == [("follow-lead", "lin"), ("take-shared-step", "lin")]


# trainings --------------------------------------------------------------------------------------------------------------


def states(group: Group) -> dict[str, StepState]:
    rows = {no: group.case(no).step(STEP) for no in (LEAD, FIRST, SECOND)}
    return {no: row.state for no, row in rows.items() if row}


def trained(group: Group, *attended: str) -> None:
    group.do("record-training", on="2026-11-23", step=STEP, attended=list(attended), text="孙立群讲授商业伙伴安全")


def test_a_training_recorded_once_closes_the_step_of_all_who_attended(group: Group) -> None:
    group.shared()
    trained(group, LEAD, FIRST)

    assert states(group) == {LEAD: StepState.DONE, FIRST: StepState.DONE, SECOND: StepState.OPEN}


def test_who_was_not_there_has_another_one_later(group: Group) -> None:
    group.shared()
    trained(group, LEAD, FIRST)
    trained(group, SECOND)

    assert states(group)[SECOND] is StepState.DONE


def test_a_step_that_was_waived_meanwhile_stays_so_and_the_training_is_noted(group: Group) -> None:
    group.shared()
    group.do("waive-step", FIRST, by="zhao", step=STEP, reason="已另行培训")
    trained(group, FIRST)

    assert states(group)[FIRST] is StepState.WAIVED


def test_a_step_that_was_not_shared_has_no_shared_training(group: Group) -> None:
    group.link(FIRST)
    group.do("add-step", title="培训", due_on="2026-12-11", reason="共性")

    assert "link.not_shared" in group.refused("record-training", step=STEP, attended=[LEAD], text="?")


# leaving ----------------------------------------------------------------------------------------------------------------


def test_a_link_ends_with_a_reason_and_stays_on_record(group: Group) -> None:
    group.shared()
    assert group.refused("unlink-case", member=FIRST) == ["reason.missing"]
    group.do("unlink-case", on="2026-11-16", member=FIRST, reason="股权转让")

    lead, member = group.case(LEAD), group.case(FIRST)
    assert ([one.case for one in lead.members], member.lead) == ([SECOND], None)
    assert [(one.until, one.because) for one in member.leads] == [(date(2026, 11, 16), "股权转让")]


def test_what_was_shared_remains_the_members_own(group: Group) -> None:
    group.shared()
    group.do("unlink-case", on="2026-11-16", member=FIRST, reason="股权转让")

    assert states(group)[FIRST] is StepState.OPEN
    assert group.refused("record-training", step=STEP, attended=[FIRST], text="?") == ["input.no_choice"]
    group.do("complete-step", FIRST, by="mei", on="2026-11-17", step=STEP)


def test_who_left_may_be_led_again(group: Group) -> None:
    group.link(FIRST)
    group.do("unlink-case", member=FIRST, reason="误登")
    group.link(FIRST)

    with group.office.reading() as tx:
        assert [one.until is None for one in links.of_case(tx, FIRST)] == [False, True]


def test_the_journal_alone_gives_the_same_cases(group: Group) -> None:
    group.shared()
    trained(group, LEAD, FIRST)
    group.do("unlink-case", on="2026-11-24", member=FIRST, reason="股权转让")

    with group.office.reading() as tx:
        assert verify_journal(tx).broken == ()


@pytest.mark.parametrize("no", ["", "RZ-9", "\0", "\ud800"])
def test_a_number_that_is_none_is_refused(group: Group, no: str) -> None:
    assert group.refused("link-case", member=no, reason="集团") in (
        ["case_missing"],
        ["input.missing"],
        ["input.no_text"],
    )


# decisions stay each case's own -----------------------------------------------------------------------------------------


def test_a_case_that_ends_ends_alone(group: Group) -> None:
    group.shared()
    group.do("close-case", FIRST, by="zhao", outcome="withdrawn", reason="企业撤回")

    found = {no: (group.case(no).status, group.case(no).outcome) for no in (LEAD, FIRST, SECOND)}
    assert found == {LEAD: ("open", ""), FIRST: ("closed", "withdrawn"), SECOND: ("open", "")}


def test_a_lead_that_is_closed_shares_nothing_more_and_may_still_let_go(group: Group) -> None:
    group.shared()
    group.do("close-case", by="zhao", outcome="withdrawn", reason="企业撤回")

    assert "case.closed" in group.refused("record-training", step=STEP, attended=[FIRST], text="?")
    group.do("unlink-case", member=FIRST, by="zhao", reason="牵头案件已结")
    assert group.case(FIRST).lead is None


def test_what_a_member_does_with_its_step_is_its_own(group: Group) -> None:
    group.shared()
    group.do("complete-step", FIRST, by="mei", step=STEP)

    assert states(group) == {LEAD: StepState.OPEN, FIRST: StepState.DONE, SECOND: StepState.OPEN}


def test_when_no_link_is_left_none_is_listed(group: Group) -> None:
    before = group.link(FIRST).case(LEAD)
    with group.office.writing() as tx:
        id = tx.execute(select(case.c.id).where(case.c.no == LEAD)).scalar_one()
        links.write(tx, id, before, replace(before, led=()))

        assert links.of_case(tx, LEAD) == []
