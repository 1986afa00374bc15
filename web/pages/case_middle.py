"""The middle of the case page: what each tab loads and shows, and nothing another tab does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from cases import rights
from cases.assessing.rectifiable import lacks
from cases.assessing.review import review
from cases.duty_strip import strip, years
from config.contract import Document
from config.reader import Reader
from models.acts import Option
from models.assessment import AGAINST_STANDARDS, AssessmentState
from models.casefile import CaseFile
from models.changes import NoteAdded
from models.record import Record
from models.vocabulary import MessageState
from store import looks, outbox
from web.pages import case_view
from web.pages.act_forms import ActForms
from web.pages.case_changed import Row, rows
from web.pages.case_gantt import plan_of
from web.pages.case_heat import heat
from web.pages.case_history import Entry, History, Names
from web.pages.case_papers import papers_of
from web.pages.case_problems import problems_of_case
from web.pages.case_requests import requests_of
from web.pages.case_tabs import Tab
from web.pages.radar import radar

MESSAGES = 20  # what was said last stands there, the rest is in the delivery log


@dataclass(frozen=True, slots=True)
class Seen:
    """The case as somebody looks at it: now, or as it was at the end of ``day``; ``compare`` are two days to be compared."""

    reader: Reader
    casefile: CaseFile
    document: Document
    day: date | None
    offered: Sequence[Option]
    forms: ActForms
    names: Names
    compare: tuple[date, date] | None = None

    @property
    def tx(self) -> Connection:
        """The transaction everything is read in."""
        return self.reader.tx

    @property
    def today(self) -> date:
        """The day it is looked at for."""
        return self.day or self.reader.today

    @property
    def titles(self) -> Names:
        """What its steps are called."""
        return case_view.titles(self.document)

    def records(self) -> tuple[Record, ...]:
        """What was done by then."""
        return self.reader.records(self.casefile.no, self.day)

    def told(self, records: Sequence[Record]) -> list[Entry]:
        """Records in words, the newest first."""
        return History(self.casefile, self.titles, self.names).entries(records)


def middle(tab: Tab, seen: Seen) -> dict[str, Any]:
    """What the tab needs."""
    return _LOADING[tab](seen)


def _steps(seen: Seen) -> dict[str, Any]:
    duties = strip(seen.casefile, seen.today)
    return {
        "groups": case_view.groups(seen.casefile, seen.document, seen.offered, seen.records(), seen.forms),
        "plan": plan_of(seen.casefile, seen.document, seen.today),
        "duties": duties,
        "duty_years": years(duties),
    }


def _diagnosis(seen: Seen) -> dict[str, Any]:
    """The last assessment that counts is laid out; of a day gone by what was answered is not kept, only how it ended."""
    against = (one for one in seen.casefile.assessments if one.kind in AGAINST_STANDARDS)
    counting = [one for one in against if one.state is not AssessmentState.DROPPED]
    survey = None if seen.day else seen.reader.survey(seen.casefile)
    found = {"survey": survey, "radar": radar(survey.profile, survey.earlier) if survey else None}
    if seen.day or not counting:
        return {**found, "heat": None}
    casefile, shelf = seen.reader.assessed(seen.casefile.no)
    return {**found, "heat": heat(review(casefile, shelf, counting[-1].key))}


def _findings(seen: Seen) -> dict[str, Any]:
    return {"lacks": {one.key: lacks(seen.casefile, one) for one in seen.casefile.findings}}


def _requests(seen: Seen) -> dict[str, Any]:
    waiting = {step.key for step in seen.casefile.live_steps if step.question}
    return {
        "requests": requests_of(seen.records(), seen.reader.zone),
        "waiting": waiting,
        **problems_of_case(seen.tx, seen.casefile, seen.reader.person),
    }


def _files(seen: Seen) -> dict[str, Any]:
    return {"papers": papers_of(seen.casefile)}


def _talk(seen: Seen) -> dict[str, Any]:
    """Notes, and the messages about the case that one may read; of a day gone by notes alone."""
    notes = [one for one in seen.records() if any(isinstance(change, NoteAdded) for change in one.changes)]
    person = seen.reader.person
    scope, of = rights.readable(person), rights.messages_of(person)
    if seen.day:
        return {"notes": seen.told(notes), "sent": ()}
    said = outbox.listing(seen.tx, scope, no=seen.casefile.no, of=of, without=MessageState.SUPERSEDED, limit=MESSAGES)
    return {"notes": seen.told(notes), "sent": said.items}


def _history(seen: Seen) -> dict[str, Any]:
    traces = rights.may(seen.reader.person, rights.TRACING, seen.casefile) is None
    return {
        "history": seen.told(seen.records()),
        "compare": seen.compare,
        "differing": _differing(seen),
        "looks": looks.of_case(seen.tx, seen.casefile.no) if traces else None,
    }


def _differing(seen: Seen) -> list[Row]:
    if seen.compare is None:
        return []
    before, after = (seen.reader.casefile(seen.casefile.no, day) for day in seen.compare)
    return list(rows(before, after, seen.titles, seen.names))


_LOADING: Mapping[Tab, Callable[[Seen], dict[str, Any]]] = {
    Tab.STEPS: _steps,
    Tab.DIAGNOSIS: _diagnosis,
    Tab.FINDINGS: _findings,
    Tab.REQUESTS: _requests,
    Tab.FILES: _files,
    Tab.TALK: _talk,
    Tab.HISTORY: _history,
}
