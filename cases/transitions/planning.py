"""Planning (拟定与修订方案): items drafted from gaps go into the plan; items of its own are added, changed, moved and dropped.

Steps of the process are no matter of an amendment: they are waived or extended by whoever the process allows to.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from cases import clocks
from cases.acts import Ask
from cases.draft import Draft
from cases.inputs import Values, day_of, out_of_range
from cases.naming import titles
from cases.occasion import Occasion
from cases.planning.drafting import Proposal, diagnoses, proposals
from cases.planning.items import origins
from cases.planning.origins import given, origin_inputs
from cases.planning.revisions import amend
from cases.progress import close_step
from cases.transitions.correcting import DOERS, open_extra, until
from models.acts import Input
from models.assessment import Assessment
from models.casefile import CaseFile, Step
from models.changes import FindingLinked, ItemAmended
from models.definitions import Text
from models.plan import Item
from models.refusals import Reason
from models.vocabulary import CUSTOMS, Role, StepState, Tier

TOLD = ("move", "rename", "customs", "enterprise", "findings")
"""What an amendment may tell of an item: its day, its title, who sees to it at the customs, who does it at the enterprise, which
findings it puts right besides."""
_BETWEEN = re.compile(r"[\s、,，;；]+")


# drafting ---------------------------------------------------------------------------------------------------------------


def draft_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """There is a self-assessment or a mock audit to draft it from."""
    if not diagnoses(casefile):
        yield Reason("plan.no_diagnosis", {"no": casefile.no})


def draft_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """From which assessment, otherwise the newest; which proposals, otherwise all, each with its day, otherwise the usual one."""
    keys = tuple(one.key for one in diagnoses(casefile))
    return (
        Input("assessment", "choice", required=False, choices=keys, default=keys[-1] if keys else ""),
        Input("items", "pairs", required=False),
    )


def draft_check(ask: Ask) -> Iterator[Reason]:
    """There is something to propose, and what was picked is among it; no day in the past."""
    head = _head(ask)
    if head is None:
        return
    known = {one.key: one for one in _proposed(ask, head)}
    if not known:
        yield Reason("plan.nothing", {"key": head.key}, "items")
    elif "items" in ask.values and not _picked(ask):
        yield Reason("plan.none_picked", {}, "items")
    for key, day in _picked(ask).items():
        if known and key not in known:
            yield Reason("plan.no_proposal", {"name": key, "allowed": ", ".join(known)}, "items")
        yield from _no_day("items", day, ask) if day else ()


def draft_plan(draft: Draft, ask: Ask) -> None:
    """Each is a step, open from today; it puts right the open findings of its clause too."""
    head, picked = _head(ask), _picked(ask)
    assert head  # checked
    for one in _proposed(ask, head):
        if "items" in ask.values and one.key not in picked:
            continue
        day = picked.get(one.key)
        target = until(_day(day) if day else one.due_on, draft.today, draft.calendar)
        remedy = one.remedy
        key = open_extra(draft, remedy.title.zh, target, by=remedy.by, holder=remedy.held_by, item=one.item(head))
        for finding in one.findings:
            draft.add(FindingLinked(finding=finding, step=key))
    amend(draft, draft.occasion.reason or head.key)


def _head(ask: Ask) -> Assessment | None:
    found = {one.key: one for one in diagnoses(ask.casefile)}
    return found[ask.values.get("assessment") or list(found)[-1]] if found else None


def _proposed(ask: Ask, head: Assessment) -> tuple[Proposal, ...]:
    by = ask.occasion
    return proposals(ask.casefile, by.shelf, head, by.calendar, by.today)


def _picked(ask: Ask) -> Mapping[str, object]:
    picked: Mapping[str, object] = ask.values.get("items", {})
    return picked


# amending ---------------------------------------------------------------------------------------------------------------


def amend_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Which items are dropped; of others by key the new day, title, who sees to it, who does it at the enterprise, which findings
    it puts right; of what is added by title the day, and where it comes from."""
    return (
        Input("drop", "names", required=False),
        *(Input(name, "pairs", required=False) for name in (*TOLD, "add")),
        *origin_inputs(),
    )


def amend_check(ask: Ask) -> Iterator[Reason]:
    """Something is changed; every item named is open and the plan's own; days lie ahead, and roles are of those who do steps."""
    own = {row.key: row for row in own_items(ask.casefile)}
    for name in ("drop", *TOLD):
        for key in ask.values.get(name, ()):
            if key not in own:
                yield Reason("plan.no_item", {"item": key, "allowed": ", ".join(own) or "-"}, name)
    news = [_news(ask.casefile, row, ask.values) for row in own.values()]
    if not any(news) and not ask.values.get("drop") and not ask.values.get("add"):
        yield Reason("plan.no_change")
    known = {one.key for one in ask.casefile.findings}
    for key in sorted({key for one in news for key in _findings(one)} - known):
        yield Reason("plan.no_finding", {"finding": key, "allowed": ", ".join(sorted(known)) or "-"}, "findings")
    days = [("move", one["move"]) for one in news if "move" in one]
    for name, day in (*days, *(("add", day) for day in ask.values.get("add", {}).values())):
        yield from _no_day(name, day, ask)
    allowed = tuple(map(str, DOERS))
    if any(one.get("customs", DOERS[0]) not in allowed for one in news):
        said = {"name": "customs", **titles(None, "customs"), "allowed": ", ".join(allowed)}
        yield Reason("input.no_choice", said, "customs")


def own_items(casefile: CaseFile) -> tuple[Step, ...]:
    """The items an amendment may touch: open, and not the process's."""
    return tuple(row for row in casefile.live_steps if not row.of)


def amend_plan(draft: Draft, ask: Ask) -> None:
    """First what goes, then what changes, then what comes; all of it is one revision."""
    reason = draft.occasion.reason
    for key in ask.values.get("drop", ()):
        close_step(draft, key, StepState.DROPPED, reason=reason)
    for row in own_items(draft.casefile):
        if news := _news(draft.casefile, row, ask.values):
            _change(draft, row, news)
    for title, day in ask.values.get("add", {}).items():
        target = until(_day(day), draft.today, draft.calendar)
        open_extra(draft, title, target, by=Role.COORDINATOR, holder=CUSTOMS, item=Item(given(ask)))
    amend(draft, reason)


def _news(casefile: CaseFile, row: Step, said: Values) -> dict[str, str]:
    """What is told of an item otherwise than it stands: a form tells everything it shows. Only who does it at the enterprise may be
    left empty."""
    owner = row.item.enterprise.zh if row.item and row.item.enterprise else ""
    stands = {"move": str(row.target.due_on if row.target else ""), "rename": row.title, "customs": str(row.by)}
    told = {name: str(said[name][row.key]).strip() for name in TOLD if row.key in said.get(name, {})}
    if set(_findings(told)) <= {one.key for one in casefile.findings if row.key in one.steps}:
        told.pop("findings", None)
    news = {name: value for name, value in told.items() if value != {**stands, "enterprise": owner}.get(name)}
    return {name: value for name, value in news.items() if value or name == "enterprise"}


def _findings(told: Mapping[str, str]) -> list[str]:
    """The findings that are named: ``F1 F2``."""
    return [key for key in _BETWEEN.split(told.get("findings", "")) if key]


def _change(draft: Draft, row: Step, news: Mapping[str, str]) -> None:
    """A day that is chosen anew counts as if it had been chosen when the step was opened."""
    item = row.item or Item(origins(draft.casefile, row)[0])
    if "enterprise" in news:
        owner = news["enterprise"]
        item = replace(item, enterprise=Text(zh=owner, en=owner) if owner else None)
    if "rename" in news:
        item = replace(item, title=None)
    stood = row.chosen_on or (row.target.ends_on if row.target else draft.today)
    draft.add(
        ItemAmended(
            step=row.key,
            title=news.get("rename", row.title),
            by=Role(news.get("customs", row.by)),
            item=item,
            chosen_on=_day(news["move"]) if "move" in news else stood,
        )
    )
    for finding in draft.casefile.findings:
        if finding.key in _findings(news) and row.key not in finding.steps:
            draft.add(FindingLinked(finding=finding.key, step=row.key))
    if "move" in news:
        clocks.redate(draft, row.key, {Tier.TARGET: clocks.ANEW}, cause="amend-plan")


def _no_day(name: str, written: object, ask: Ask) -> Iterator[Reason]:
    day = day_of(written)
    if day is None:
        yield Reason("input.no_date", {"name": name, **titles(None, name)}, name)
    else:
        yield from out_of_range(name, day, first=ask.occasion.today)


def _day(written: object) -> date:
    day = day_of(written)
    assert day  # checked
    return day
