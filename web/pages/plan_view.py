"""What stands where on the page of a plan: its items by stage, and how somebody may put things into it, change or decide on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cases.blueprint import blueprint
from cases.naming import stage_title
from cases.transitions.planning import own_items
from models.acts import Option
from models.casefile import CaseFile, Step
from models.definitions import Text
from models.plan import PlanItem, Why
from models.refusals import Reason
from models.vocabulary import ENDED, StepState
from web.pages.act_forms import ActForm, ActForms

DECIDING = ("submit-plan", "approve-plan", "return-plan", "refuse-plan")
PLANNING = frozenset({"draft-plan", "amend-plan", *DECIDING})
COUNTED = frozenset({StepState.DROPPED})


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one stay in one stage, in the order of the process, the plan's own after them."""

    title: Text
    round: int
    items: tuple[PlanItem, ...]
    is_now: bool

    @property
    def parts(self) -> tuple[tuple[bool, tuple[PlanItem, ...]], ...]:
        """The plan's own items first, then the steps of the process; a part that is empty is left out."""
        own = tuple(one for one in self.items if not one.of)
        found = ((True, own), (False, tuple(one for one in self.items if one.of)))
        return tuple(part for part in found if part[1])

    @property
    def ended(self) -> int:
        """How many are done or waived."""
        return sum(one.state in ENDED - COUNTED for one in self.items)

    @property
    def count(self) -> int:
        """How many there are, without what was dropped."""
        return sum(one.state not in COUNTED for one in self.items)

    @property
    def own(self) -> int:
        """How many the plan has beyond the process."""
        return sum(not one.of and one.state not in COUNTED for one in self.items)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The forms of what can be decided now; ``against`` tells why somebody who otherwise may cannot."""

    forms: tuple[ActForm, ...]
    against: tuple[Reason, ...]


def groups(casefile: CaseFile, items: Iterable[PlanItem]) -> tuple[Group, ...]:
    """The items by stay, in the order of the stages."""
    plan = blueprint(casefile)
    places = {
        key: place for stage in plan.stages.values() for place, key in enumerate(step.key for step in stage.steps)
    }
    stays: dict[tuple[int, int, str], list[PlanItem]] = {}
    for one in items:
        position = plan.stages[one.stage].position if one.stage in plan.stages else len(plan.stages)
        stays.setdefault((position, one.round, one.stage), []).append(one)
    return tuple(
        Group(
            title=stage_title(casefile, stage),
            round=number,
            items=tuple(sorted(found, key=lambda one: places.get(one.of, len(places)))),
            is_now=(stage, number) == (casefile.stage, casefile.round),
        )
        for (_, number, stage), found in sorted(stays.items())
    )


def decisions(offered: Mapping[str, Option], forms: ActForms) -> Decisions:
    """What can be decided, and why not what the person's role would let them."""
    possible = tuple(
        replace(forms.of(offered[act]), back="plan", previews=False) for act in DECIDING if offered[act].allowed
    )
    against = (why for act in ("approve-plan",) if not offered[act].allowed for why in offered[act].reasons)
    told = tuple(why for why in against if why.code in {"plan.own_work", "duty.own_case"})
    return Decisions(possible, told)


def findings_of(casefile: CaseFile, key: str) -> str:
    """The findings a step puts right: ``F1 F2``."""
    return " ".join(one.key for one in casefile.findings if key in one.steps)


def amendable(casefile: CaseFile) -> tuple[Step, ...]:
    """The items an amendment may touch."""
    return own_items(casefile)


def open_gaps(items: Iterable[PlanItem], gaps: Iterable[str]) -> tuple[str, ...]:
    """The clauses that lost points and for which nothing is in the plan."""
    planned = {
        origin.clause
        for one in items
        for origin in one.origins
        if origin.why in {Why.GAP, Why.FINDING} and one.state is not StepState.DROPPED
    }
    return tuple(clause for clause in gaps if clause not in planned)
