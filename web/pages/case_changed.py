"""The difference of two days in words: what it is about, how it was, how it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cases.changed import Changed, changed
from cases.naming import stage_title
from config import assessments, parties, words
from config.assessments import title
from config.i18n import N_, _
from models.casefile import CaseFile
from web.pages.case_history import Names

_FIELDS = {
    "status": N_("状态"),
    "state": N_("状态"),
    "stage": N_("阶段"),
    "round": N_("轮次"),
    "coordinator": N_("企业协调员"),
    "liaison": N_("企业联络员"),
    "supervisor": N_("主管"),
    "priority": N_("优先级"),
    "plan_revision": N_("方案版次"),
    "outcome": N_("结案结果"),
    "stage_due_on": N_("阶段时限"),
    "target": N_("目标期限"),
    "statutory": N_("法定期限"),
    "due_on": N_("整改期限"),
    "holder": N_("当前责任方"),
    "assignee": N_("指定给"),
    "promised_on": N_("承诺日"),
    "total": N_("总分"),
    "passed": N_("结论"),
    "attached_on": N_("附上日期"),
}
_STATES = {"step": words.STEP_STATES, "finding": words.FINDING_STATES, "assessment": words.ASSESSMENT_STATES}


@dataclass(frozen=True, slots=True)
class Row:
    """One difference; ``step`` is the key of the step it is about, empty for anything else."""

    about: str
    step: str
    field: str
    before: str
    after: str


def rows(before: CaseFile, after: CaseFile, titles: Names, people: Names) -> Iterator[Row]:
    """Every difference of the two."""
    heads = {one.key: title(one) for one in after.assessments}
    said = _Said(after, people)
    for one in changed(before, after):
        about = {"step": titles, "assessment": heads, "case": {"": _("案件")}}.get(one.of, {}).get(one.key, one.key)
        step = one.key if one.of == "step" else ""
        yield Row(about, step, _(_FIELDS[one.field]), said.value(one, one.before), said.value(one, one.after))


@dataclass(frozen=True, slots=True)
class _Said:
    casefile: CaseFile
    people: Names

    def value(self, one: Changed, value: Any) -> str:
        """A value of the field that differs, as people say it."""
        if value is None:
            return "—"
        say = self._ways(one.of).get(one.field, str)
        return say(value)

    def _ways(self, of: str) -> Mapping[str, Callable[[Any], str]]:
        person = dict.fromkeys(("coordinator", "liaison", "supervisor", "assignee"), self._person)
        return {
            **person,
            "status": lambda value: words.name(words.CASE_STATUS, value),
            "state": lambda value: words.name(_STATES[of], value),
            "stage": lambda value: words.said(stage_title(self.casefile, value)),
            "priority": lambda value: words.name(words.PRIORITIES, value),
            "outcome": lambda value: words.said(self.casefile.process.endings.get(value)) or str(value),
            "holder": parties.holder,
            "passed": assessments.passed,
        }

    def _person(self, login: str) -> str:
        return self.people.get(login, login)
