"""Builders: a small process with one of everything, the standing cast, and a case that walks through it.

Lin (lin) coordinates at site RZ, Zhao (zhao) supervises, Wen (wen) is the liaison, Qiu (qiu) belongs to site QD.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from actions.catalogue import ACTS
from cases import acts
from cases.fold import advance, replay
from cases.occasion import NO_ATLAS, NO_SHELF, Occasion, occasion
from cases.transitions.opening import Beginning, Story, open_case, take_over
from cases.workdays import WorkCalendar
from models.acts import Option
from models.assessment import Shelf
from models.atlas import Atlas
from models.casefile import CaseFile, Enterprise, Step
from models.changes import Change
from models.content import content_hash
from models.definitions import ProcessDefinition, RegimeDefinition
from models.people import Person
from models.qualifications import Register
from models.record import LastAct, Record
from models.refusals import Refused
from models.vocabulary import Role
from tests.cases.calendars import china

SHANGHAI = ZoneInfo("Asia/Shanghai")
LIN = Person("lin", "林", Role.COORDINATOR, "RZ", supervisor="zhao")
ZHAO = Person("zhao", "赵", Role.SUPERVISOR, "RZ")
WEN = Person("wen", "温", Role.LIAISON, "RZ", supervisor="zhao")
MEI = Person("mei", "梅", Role.COORDINATOR, "RZ", supervisor="zhao")
ADA = Person("ada", "艾", Role.ADMINISTRATOR, "RZ")
QIU = Person("qiu", "邱", Role.COORDINATOR, "QD")
PEOPLE = {one.login: one for one in (LIN, ZHAO, WEN, MEI, ADA, QIU)}
ACME = Enterprise("91370000MA3C0AAA0X", "日照某某有限公司", "regular")


def text(words: str) -> dict[str, str]:
    """The same words in both languages."""
    return {"zh": words, "en": words}


def step(title: str, **parts: Any) -> dict[str, Any]:
    """A step definition as an expert writes it."""
    return {"title": text(title), **parts}


def regime(**parts: Any) -> RegimeDefinition:
    """An order with one clock and one bar."""
    return RegimeDefinition.model_validate(
        {
            "regime": "CN-282",
            "title": text("282"),
            "instrument": text("第282号令"),
            "effective_from": date(2026, 4, 1),
            "source": "test",
            "levels": [{"code": "advanced", "title": text("高级认证"), "is_aeo": True}],
            "clocks": {
                "certify": {
                    "title": text("认证"),
                    "length": "90 days",
                    "extension": {"by": "30 days", "times": 1},
                    "pausable": True,
                    "source": "test",
                    "status": "unconfirmed",
                }
            },
            "bars": {"reapply": {"title": text("再次申请"), "length": "1 year"}},
            **parts,
        }
    )


SCREENING: dict[str, Any] = {
    "title": text("初筛评估"),
    "term": "20 workdays after stage entered",
    "steps": {
        "intent": step(
            "登记意向",
            term="3 workdays after stage entered",
            extension={"by": "5 workdays", "times": 1, "approved_by": "coordinator"},
            evidence=["letter_of_intent"],
            answers={
                "producer": {"title": text("生产型企业"), "type": "yes_no"},
                "business_lines": {
                    "title": text("业务类型"),
                    "type": "choices",
                    "choices": {"trade": text("收发货"), "broker": text("报关")},
                    "required": False,
                },
            },
        ),
        "self-assessment": step(
            "企业自评", held_by="enterprise", after=["intent"], term="10 workdays after intent done"
        ),
        "line-check": step(
            "业务核对",
            after=["intent"],
            term="5 workdays after step opened",
            repeat={"for_each": "business_lines", "at_most": 4},
        ),
        "factory-visit": step("走访工厂", after=["intent"], when=["producer"], term="5 days after step opened"),
        "tax-opinion": step(
            "征询税务",
            when=["producer"],
            by="liaison",
            held_by="tax",
            need="optional",
            after=["intent"],
            term="15 workdays after asked",
        ),
        "survey": step("调查问卷", need="neutral", term="8 workdays after step opened"),
        "opinion": step(
            "评估意见",
            after=["self-assessment"],
            term="5 workdays after step opened",
            review_by="supervisor",
            answers={"opinion": {"title": text("意见")}},
        ),
    },
    "outcomes": {
        "take-up": {"title": text("纳入"), "to": "guidance"},
        "pool": {"title": text("入库"), "close": "pooled", "look_again": "6 months", "gate": []},
        "refuse": {
            "title": text("不予"),
            "close": "refused",
            "bar": "reapply",
            "gate": [],
            "by": "supervisor",
            "reason": True,
        },
    },
}
GUIDANCE: dict[str, Any] = {
    "title": text("量身辅导"),
    "on_enter": [{"milestone": "guidance-started"}],
    "steps": {
        "plan": step("制定方案", term="10 workdays after guidance-started"),
        "contract": step("签约", each_round=False),
        "closing-talk": step("总结", after=["coaching"]),
    },
    "stages": {
        "coaching": {
            "title": text("辅导"),
            "after": ["plan"],
            "term": "30 days after step opened",
            "steps": {
                "visit": step("走访"),
                "training": step("培训", need="optional"),
                "rehearsal": step("演练", when=["later_round"], term="1 month after step opened"),
            },
        }
    },
    "outcomes": {"rehearse": {"title": text("进入模拟"), "to": "mock-audit"}},
}
MOCK_AUDIT: dict[str, Any] = {
    "title": text("模拟认证"),
    "steps": {
        "audit": step("模拟评审", answers={"score": {"title": text("得分"), "type": "number"}}),
    },
    "outcomes": {
        "passed": {"title": text("通过"), "to": "onsite", "gate": ["required_steps_done", {"at_least": {"score": 90}}]},
        "failed": {"title": text("未通过"), "to": "guidance"},
    },
}
ONSITE: dict[str, Any] = {
    "title": text("实地认证"),
    "steps": {
        "acceptance": step("受理", milestone="accepted"),
        "decision": step(
            "作出决定",
            after=["acceptance"],
            term="100 days after acceptance done",
            statutory={"clock": "certify", "after": "acceptance done"},
            answers={
                "certified_on": {"title": text("认证日期"), "type": "date", "milestone": "certified"},
                "expires_on": {"title": text("到期"), "type": "date", "milestone": "expires", "required": False},
            },
        ),
        "hearing": step(
            "陈述申辩",
            pausable=False,
            need="optional",
            after=["acceptance"],
            term="10 days after step opened",
            statutory={"term": "20 days after step opened", "ladder": "statutory"},
        ),
    },
    "outcomes": {"certified": {"title": text("通过认证"), "to": "follow-up"}},
}
FOLLOW_UP: dict[str, Any] = {
    "title": text("后续跟踪"),
    "steps": {
        "yearly-audit": step("年度内审", term="each year on 06-30", repeat={"when_done": True, "at_most": 3}),
        "re-review": step("重新认证准备", need="neutral", term="3 months before expires"),
        "anniversary": step("周年回访", need="neutral", term="1 year after certified"),
    },
    "outcomes": {"finish": {"title": text("结束"), "close": "finished"}},
}
STAGES = {
    "screening": SCREENING,
    "guidance": GUIDANCE,
    "mock-audit": MOCK_AUDIT,
    "onsite": ONSITE,
    "follow-up": FOLLOW_UP,
}


def process(stages: Mapping[str, Any] = STAGES) -> ProcessDefinition:
    """The small process, or one of other stages."""
    return ProcessDefinition.model_validate(
        {
            "process": "small",
            "title": text("小流程"),
            "regime": "CN-282",
            "target": "advanced",
            "parties": {"tax": {"zh": "税务部门", "en": "tax authority"}},
            "endings": {"withdrawn": text("撤回"), "merged": text("并案")},
            "stages": stages,
        }
    )


def one_stage(**steps: Any) -> ProcessDefinition:
    """A process of one stage; names of steps are written with underscores."""
    named = {name.replace("_", "-"): parts for name, parts in steps.items()}
    outcomes = {"end": {"title": text("结束"), "close": "finished"}}
    return process({"only": {"title": text("唯一"), "steps": named, "outcomes": outcomes}})


def day(words: str | date) -> date:
    """``2026-07-01`` or ``07-01`` of 2026."""
    if isinstance(words, date):
        return words
    return date.fromisoformat(words if len(words) == 10 else f"2026-{words}")


def on(
    words: str | date,
    actor: Person = LIN,
    reason: str = "",
    calendar: WorkCalendar | None = None,
    shelf: Shelf = NO_SHELF,
    register: Register = (),
    atlas: Atlas = NO_ATLAS,
) -> Occasion:
    """The occasion at nine in the morning of that day at the site."""
    at = day(words)
    now = datetime(at.year, at.month, at.day, 9, tzinfo=SHANGHAI)
    by = calendar or china()
    return occasion(now, SHANGHAI, actor, by, reason=reason, shelf=shelf, register=register, atlas=atlas)


@dataclass
class Walk:
    """A case with a memory: every act is recorded, so that the journal can be folded again."""

    casefile: CaseFile
    records: list[Record] = field(default_factory=list)
    calendar: WorkCalendar = field(default_factory=china)
    shelf: Shelf = NO_SHELF
    register: Register = ()
    atlas: Atlas = NO_ATLAS

    def do(
        self,
        act: str,
        step: str = "",
        *,
        at: str | date,
        by: Person = LIN,
        reason: str = "",
        **inputs: Any,
    ) -> "Walk":
        """Do one act, or raise what it raises."""
        when = on(at, by, reason, self.calendar, self.shelf, self.register, self.atlas)
        when = replace(when, last=self.last()) if ACTS[act].looks_back else when
        changes = acts.decide(ACTS[act], self.casefile, step, inputs, when, PEOPLE)
        if changes:
            self.casefile = advance(self.casefile, changes, self.atlas.definition)
            self.records.append(Record(act, when.now, by.login, changes, reason))
        return self

    def last(self) -> LastAct | None:
        """The newest act, and the case before it."""
        *earlier, newest = self.records
        return LastAct(newest, self._told_by(earlier)) if earlier else None

    def refused(self, act: str, step: str = "", **how: Any) -> list[str]:
        """The codes of all reasons why the act is refused; empty if it would be done."""
        try:
            replace(self, records=list(self.records)).do(act, step, **how)
        except Refused as refusal:
            return [reason.code for reason in refusal.reasons]
        return []

    def options(self, at: str | date, by: Person = LIN) -> dict[tuple[str, str], Option]:
        """What is offered, by act and step."""
        offered = acts.options(ACTS.values(), self.casefile, on(at, by, calendar=self.calendar))
        return {(one.act, one.step): one for one in offered}

    def step(self, key: str) -> Step:
        """The row with this key."""
        found = self.casefile.step(key)
        assert found is not None, key
        return found

    def due(self, key: str) -> date | None:
        """The target date of a step."""
        target = self.step(key).target
        return target.due_on if target else None

    def law(self, key: str) -> date | None:
        """The statutory date of a step."""
        statutory = self.step(key).statutory
        return statutory.due_on if statutory else None

    @property
    def states(self) -> dict[str, str]:
        """Every row's state by key."""
        return {row.key: str(row.state) for row in self.casefile.steps}

    @property
    def changes(self) -> list[Change]:
        """What the last act changed."""
        return list(self.records[-1].changes)

    def folded(self) -> CaseFile:
        """The case as its journal tells it."""
        return self._told_by(self.records)

    def _told_by(self, records: list[Record]) -> CaseFile:
        definitions = {"process": self.casefile.process, "regime": self.casefile.regime}
        return replay(records, lambda kind, _: definitions[kind])


def beginning(definition: ProcessDefinition | None = None, **parts: Any) -> Beginning:
    """What the case RZ-2026-0031 begins with."""
    chosen, order = definition or process(), parts.pop("regime", regime())
    return Beginning(
        **{
            "no": "RZ-2026-0031",
            "site": "RZ",
            "enterprise": ACME,
            "process": chosen,
            "process_hash": content_hash(chosen),
            "regime": order,
            "regime_hash": content_hash(order),
            "coordinator": "lin",
            "liaison": "wen",
            "supervisor": "zhao",
            "people": PEOPLE,
            **parts,
        }
    )


def opened(definition: ProcessDefinition | None = None, at: str | date = "2026-07-01", **parts: Any) -> Walk:
    """A case opened on that day by Zhao."""
    when = on(at, parts.pop("by", ZHAO))
    fresh, changes = open_case(beginning(definition, **parts), when)
    return _story(fresh, changes, when, "open-case")


def taken_over(
    stage: str, since: str | date, at: str | date, definition: ProcessDefinition | None = None, **story: Any
) -> Walk:
    """A case taken over by Zhao on the day ``at``."""
    when = on(at, ZHAO)
    fresh, changes = take_over(beginning(definition), Story(stage, day(since), **story), when)
    return _story(fresh, changes, when, "take-over")


def _story(fresh: CaseFile, changes: tuple[Change, ...], when: Occasion, act: str) -> Walk:
    return Walk(advance(fresh, ()), [Record(act, when.now, when.actor.login, changes)])


def with_intent(at: str | date = "2026-07-02", **answers: Any) -> Walk:
    """A case whose first step is done."""
    story = opened().do("attach-evidence", "intent", at="2026-07-01", kind="letter_of_intent", file=file("a"))
    return story.do("complete-step", "intent", at=at, **{"producer": "no", "business_lines": ["trade"], **answers})


def in_guidance() -> Walk:
    """A case taken up."""
    story = with_intent()
    for key in ("self-assessment", "line-check"):
        story.do("complete-step", key, at="2026-07-06")
    story.do("submit-step", "opinion", at="2026-07-07", opinion="宜")
    story.do("accept-step", "opinion", at="2026-07-08", by=ZHAO)
    return story.do("advance-stage", at="2026-07-08")


def in_mock_audit(story: Walk | None = None, at: str | date = "2026-07-20") -> Walk:
    """A case that went through guidance."""
    story = story or in_guidance()
    while open_keys := [row.key for row in story.casefile.live_steps]:
        for key in open_keys:
            story.do("complete-step", key, at=at)
    return story.do("advance-stage", at=at)


def in_onsite(at: str | date = "2026-07-21") -> Walk:
    """A case that passed its mock audit."""
    return in_mock_audit().do("complete-step", "audit", at=at, score=95).do("advance-stage", at=at)


def file(name: str) -> dict[str, str]:
    """A stored file."""
    return {"sha256": (name * 64)[:64], "name": f"{name}.pdf"}


def days_after(start: date, number: int) -> date:
    """``number`` days later."""
    return start + timedelta(days=number)
