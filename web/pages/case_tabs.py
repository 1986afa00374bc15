"""The tabs of the case page (页签): real links, so that each loads what it shows and nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from config.i18n import N_, _
from models.casefile import CaseFile


class Tab(StrEnum):
    """What stands in the middle of the page."""

    STEPS = "steps"
    DIAGNOSIS = "diagnosis"
    FINDINGS = "findings"
    REQUESTS = "requests"
    FILES = "files"
    TALK = "talk"
    HISTORY = "history"


TITLES = {
    Tab.STEPS: N_("方案与步骤"),
    Tab.DIAGNOSIS: N_("对标诊断"),
    Tab.FINDINGS: N_("整改项"),
    Tab.REQUESTS: N_("问题需求"),
    Tab.FILES: N_("资料"),
    Tab.TALK: N_("沟通"),
    Tab.HISTORY: N_("历史"),
}
_COUNTS: Mapping[Tab, Callable[[CaseFile], int]] = {
    Tab.DIAGNOSIS: lambda casefile: len(casefile.assessments),
    Tab.FINDINGS: lambda casefile: len(casefile.unverified),
    Tab.REQUESTS: lambda casefile: sum(step.question is not None for step in casefile.live_steps),
    Tab.FILES: lambda casefile: len(casefile.papers),
}


@dataclass(frozen=True, slots=True)
class Link:
    """One tab; ``count`` is how much waits or lies there, 0 where nobody counts."""

    title: str
    href: str
    count: int
    is_here: bool


def tab_of(asked: str) -> Tab:
    """The tab asked for; the steps for one that is none."""
    return Tab(asked) if asked in set(Tab) else Tab.STEPS


def links(casefile: CaseFile, chosen: Tab, day: date | None, problems: int = 0) -> Sequence[Link]:
    """All tabs, of the same day; so many ``problems`` of the case still wait."""
    counts = {tab: count(casefile) for tab, count in _COUNTS.items()}
    counts[Tab.REQUESTS] += problems
    return [Link(_(TITLES[tab]), address(casefile.no, tab, day), counts.get(tab, 0), tab is chosen) for tab in Tab]


def address(no: str, tab: Tab = Tab.STEPS, day: date | None = None) -> str:
    """Where a tab of a case is, as it is or as of ``day``."""
    asked = {"tab": tab.value if tab is not Tab.STEPS else "", "as_of": str(day or "")}
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"/cases/{no}" + (f"?{said}" if said else "")
