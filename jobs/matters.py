"""Messages as matters: what each is about, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from cases.blueprint import blueprint
from cases.naming import ending_title, event_title, paper_title, step_title
from cases.rights import was_asked
from jobs.live import Live
from models.casefile import CaseFile
from models.people import Person
from models.vocabulary import Standing
from models.waiting import Waiting
from notifications.wording import Matter, desk_path
from store import cases, definitions, memoranda, problems

LONGEST = 80
HolderName = Callable[[str, str], str]
"""What a holder that no process names is called: (code, language) -> name."""


@dataclass(slots=True)
class Matters:
    """Names things for letters and the inbox; each case is loaded once."""

    tx: Connection
    live: Live
    today: date
    holder_name: HolderName
    _cases: dict[str, CaseFile] = field(default_factory=dict)

    def matter(self, waiting: Waiting, *, key: str, wording: str, reader: Person, on_behalf_of: str = "") -> Matter:
        """The matter of one message about ``waiting``, as ``reader`` is told of it, perhaps for somebody who is away."""
        if waiting.problem:
            return self._of_problem(waiting, key=key, wording=wording, reader=reader, on_behalf_of=on_behalf_of)
        if waiting.commitment:
            return self._of_commitment(waiting, key=key, wording=wording, reader=reader, on_behalf_of=on_behalf_of)
        if not waiting.case:
            return self._of_no_case(waiting, key=key, wording=wording, reader=reader)
        language = reader.language
        casefile = self._case(waiting.case)
        stage = blueprint(casefile).stages[casefile.stage].definition.title.in_language(language)
        step = step_title(casefile, waiting.step)[f"title_{language}"] if waiting.step else ""
        return Matter(
            key=key,
            wording=wording,
            case=waiting.case,
            enterprise=casefile.enterprise.name,
            stage=stage,
            step=step,
            due_on=waiting.due_on,
            workdays=abs(self.live.calendar(waiting.site).between(self.today, waiting.due_on)),
            holder=self._holder(casefile, waiting.holder, language),
            late=waiting.due_on < self.today,
            mine=(on_behalf_of or reader.login) == (waiting.doer or waiting.coordinator),
            for_whom=self._name(on_behalf_of),
            path=desk_path(waiting, reader.role),
            question=self._question(casefile, waiting.step),
            asked=bool(reader.party) and reader.party == waiting.holder,
            answer_by=str(waiting.answer_by or ""),
            paper=paper_title(casefile, waiting.paper)[f"kind_{language}"] if waiting.paper else "",
            event=event_title(casefile, waiting.event)[f"event_{language}"] if waiting.event else "",
            opens_on=str(waiting.opens_on or ""),
            outcome=ending_title(casefile)[f"title_{language}"],
            **_of_move(waiting, language),
            provisional=waiting.provisional,
            unconfirmed=waiting.standing is Standing.UNCONFIRMED,
        )

    def _of_problem(self, waiting: Waiting, *, key: str, wording: str, reader: Person, on_behalf_of: str) -> Matter:
        """An enterprise's problem; it is whoever was asked first, and the department, who have to act."""
        one = problems.get(self.tx, waiting.problem)
        acts = (on_behalf_of or reader.login) == waiting.doer or was_asked(reader, one)
        return Matter(
            key=key,
            wording=wording,
            case="",
            enterprise=one.enterprise,
            stage="",
            step="",
            due_on=waiting.due_on,
            workdays=abs(self.live.calendar(waiting.site).between(self.today, waiting.due_on)),
            holder=self._called(waiting.holder, reader.language),
            late=waiting.due_on < self.today,
            mine=acts,
            for_whom=self._name(on_behalf_of),
            path=desk_path(waiting, reader.role),
            provisional=waiting.provisional,
            problem=one.no,
            question=_short(one.text),
            answer_by=str(waiting.answer_by or ""),
        )

    def _of_commitment(self, waiting: Waiting, *, key: str, wording: str, reader: Person, on_behalf_of: str) -> Matter:
        """What a department committed itself to; it is the department, and whoever sees to it, who have to act."""
        one = memoranda.commitment_of(self.tx, waiting.commitment)
        acts = (on_behalf_of or reader.login) == waiting.doer or (bool(reader.party) and reader.party == one.department)
        return Matter(
            key=key,
            wording=wording,
            case="",
            enterprise="",
            stage="",
            step="",
            due_on=waiting.due_on,
            workdays=abs(self.live.calendar(waiting.site).between(self.today, waiting.due_on)),
            holder=self._called(waiting.holder, reader.language),
            late=waiting.due_on < self.today,
            mine=acts,
            for_whom=self._name(on_behalf_of),
            path=desk_path(waiting, reader.role),
            question=_short(one.text),
            memorandum=memoranda.get(self.tx, one.memorandum).title,
        )

    def _question(self, casefile: CaseFile, step: str) -> str:
        row = casefile.step(step)
        return _short(row.question.text) if row and row.question else ""

    def _called(self, party: str, language: str) -> str:
        """What a department is called, whichever process names it."""
        title = definitions.parties(self.tx).get(party)
        return title.in_language(language) if title else self.holder_name(party, language)

    def _of_no_case(self, waiting: Waiting, *, key: str, wording: str, reader: Person) -> Matter:
        """An absence, or an alarm."""
        absence = waiting.absence
        return Matter(
            key=key,
            wording=wording,
            case="",
            enterprise="",
            stage="",
            step="",
            due_on=waiting.due_on,
            workdays=abs(self.live.calendar(waiting.site).between(self.today, waiting.due_on)),
            holder=self.holder_name(waiting.holder, reader.language),
            path=desk_path(waiting),
            absent=self._name(absence.person) if absence else "",
            substitute=self._name(absence.substitute) if absence else "",
            first=str(absence.first_on) if absence else "",
            last=str(absence.until) if absence else "",
            note=absence.note if absence else "",
            amount=waiting.count,
        )

    def _name(self, login: str) -> str:
        return self.live.people[login].name if login in self.live.people else login

    def _holder(self, casefile: CaseFile, holder: str, language: str) -> str:
        title = casefile.process.parties.get(holder)
        return title.in_language(language) if title else self.holder_name(holder, language)

    def _case(self, no: str) -> CaseFile:
        if no not in self._cases:
            self._cases[no] = cases.load(self.tx, no)
        return self._cases[no]


def _short(text: str) -> str:
    """As much of a question as a line of a letter bears."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _of_move(waiting: Waiting, language: str) -> dict[str, Any]:
    """What a move came to, for the words of it."""
    if (move := waiting.move) is None:
        return {}
    return {
        "process": move.title.in_language(language),
        "added": move.added,
        "dropped": move.dropped,
        "redated": move.redated,
        "stranded": waiting.count,
        "back_until": str(move.back_until),
    }
