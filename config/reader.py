"""What one person may read, at one moment: the questions the command and the API answer alike, as the contract's documents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions import perform
from actions.surroundings import surroundings
from cases import rights
from cases.assessing.review import Review, review
from cases.fold import replay
from cases.inputs import LATEST
from cases.occasion import Occasion
from cases.planning.drafting import Proposal, diagnoses, proposals
from cases.planning.usual import Usual, usual
from cases.workdays import WorkCalendar
from config import assessments, benefits, causes, contract, credit, plan, watchlist, whose_time
from config.contract import Document
from config.plan_document import Around, plan_document
from config.plan_history import PlanHistory
from config.ripples import ripple_document
from config.surveys import Surveyed, last, surveyed
from documents.plan_document import PlanDocument
from jobs.causes import Cause, cause
from jobs.live import Live
from jobs.ripple import ripple
from jobs.worklist import work_of
from models.assessment import AssessmentKind, Shelf
from models.casefile import CaseFile
from models.definitions import StandardDefinition
from models.moments import local_date, local_moment
from models.people import Person, Scope
from models.record import Record
from models.refusals import Invalid, Missing, Reason
from models.vocabulary import MessageState
from store import (
    absences,
    agenda,
    board,
    caselist,
    cases,
    definitions,
    enterprises,
    letters,
    mutes,
    narrowing,
    outbox,
    people,
    remedy_times,
    sheets,
    sites,
    watches,
    worklist,
)
from store import journal as journals
from store.letters import Attempt
from store.messages import Message
from store.weak_clauses import weak_clauses
from store.worklist import WorkItem

if TYPE_CHECKING:
    from jobs.preview import Preview

FORESEEN = timedelta(days=30)  # the longest look ahead, beyond the first day


@dataclass(frozen=True, slots=True)
class Reader:
    """``person`` reading through ``tx``. A site, or a case of a site, that is not theirs to see is Missing."""

    tx: Connection
    person: Person
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day where the sites are."""
        return local_date(self.now, self.zone)

    def scope(self, site: str = "") -> Scope:
        """The sites the person may see, or of these just ``site``. Raises Missing."""
        if site:
            sites.get(self.tx, site)
            if not rights.may_read(self.person, site):
                raise Missing(Reason("site_missing", {"code": site}))
        return rights.readable(self.person).at(site)

    def case(self, no: str, as_of: date | None = None) -> Document:
        """The case as it is, or as it was at the end of ``as_of``. Raises Missing."""
        casefile = self.casefile(no, as_of)
        calendar = self._occasion(casefile.site).calendar
        day, look_at = (self.today, _look_at(self.tx, no)) if as_of is None else (as_of, {})
        window = credit.window_of(self.tx, casefile, calendar, day)
        followed_by = caselist.followers(self.tx, no)
        document = contract.case_document(casefile, calendar, day, look_at)
        return {**document, "followed_by": followed_by, "window": window}

    def casefile(self, no: str, as_of: date | None = None) -> CaseFile:
        """The case itself, as it is or as it was at the end of ``as_of``. Raises Missing."""
        casefile = cases.load(self.tx, no)
        rights.require_sight(self.person, casefile)
        return casefile if as_of is None else self._as_it_was(no, as_of)

    def records(self, no: str, as_of: date | None = None) -> tuple[Record, ...]:
        """Every act on the case up to the end of ``as_of``, the oldest first. Raises Missing."""
        self.casefile(no)
        return journals.records(self.tx, no) if as_of is None else self._records_until(no, as_of)

    def assessed(self, no: str) -> tuple[CaseFile, Shelf]:
        """The case with the answers of its assessments, and the standards they go by. Raises Missing."""
        casefile = sheets.with_sheets(self.tx, self.casefile(no))
        return casefile, sheets.shelf(self.tx, casefile)

    def plan_history(self, no: str) -> PlanHistory:
        """The plan of the case with all its revisions. Raises Missing."""
        return PlanHistory(
            self.casefile(no), self.records(no), lambda kind, content: definitions.get(self.tx, kind, content)
        )

    def plan(self, no: str, *, revision: int | None = None, diff: str = "", propose: bool = False) -> Document:
        """The plan as it stands or as a ``revision`` had it; what changed between two (``diff``: ``1..3``); or what may go into it.

        Raises Missing, or Invalid for a pair that is none.
        """
        history = self.plan_history(no)
        casefile = history.casefile
        if propose:
            return plan.proposals_document(casefile, self.proposals(no))
        if diff:
            first, last = plan.pair(diff)
            return plan.difference_document(casefile, first, last, history.difference(first, last))
        found = history.items(revision, self.calendar(casefile.site), self.today)
        at = history.revision(revision) if revision is not None else casefile.revision
        return plan.document(casefile, found, at)

    def proposals(self, no: str) -> list[tuple[Proposal, Usual | None]]:
        """What may go into the plan because of the newest diagnosis, and how long each took others at the site. Raises Missing."""
        casefile, shelf = self.assessed(no)
        calendar, heads = self.calendar(casefile.site), diagnoses(casefile)
        found = proposals(casefile, shelf, heads[-1], calendar, self.today) if heads else ()
        spans = remedy_times.spans(self.tx, Scope.of(casefile.site), {one.place for one in found})
        return [(one, usual(spans.get(one.place, ()), calendar.between)) for one in found]

    def calendar(self, site: str) -> WorkCalendar:
        """The working calendar of a site the person may see."""
        return self._occasion(site).calendar

    def review(self, no: str, key: str) -> Review:
        """One assessment of the case laid out. Raises Missing."""
        return review(*self.assessed(no), key)

    def survey(self, casefile: CaseFile, key: str = "") -> Surveyed | None:
        """The survey of the case called ``key``, otherwise the last that counts; None without any."""
        head = casefile.assessment(key) if key else last(casefile)
        if head is None or head.kind is not AssessmentKind.SURVEY:
            return None
        return surveyed(sheets.with_sheets(self.tx, casefile), sheets.shelf(self.tx, casefile), head.key)

    def survey_of_enterprise(self, uscc: str) -> tuple[str, Surveyed] | None:
        """The survey closed last in any case of the enterprise that the person may see, with the number of that case."""
        found = sheets.last_closed(self.tx, self.scope(), uscc, AssessmentKind.SURVEY)
        known = self.survey(self.casefile(found[0]), found[1]) if found else None
        return (found[0], known) if found and known else None

    def plan_on_paper(self, no: str) -> PlanDocument:
        """The plan of the case as a document, in the language in use. Raises Missing."""
        casefile, shelf = self.assessed(no)
        around = Around(
            site=sites.get(self.tx, casefile.site).name,
            record=enterprises.get(self.tx, casefile.site, casefile.enterprise.uscc),
            names=people.names(self.tx),
            calendar=self._occasion(casefile.site).calendar,
            today=self.today,
        )
        return plan_document(casefile, shelf, around)

    def weak_clauses(self, standard: StandardDefinition, site: str = "") -> list[assessments.Weak]:
        """What the cases the person may see lost points for, the most frequent first. Raises Missing for the site."""
        return assessments.weak(standard, weak_clauses(self.tx, self.scope(site), standard.standard))

    def options(self, no: str) -> Document:
        """What can be done on the case, and why not what cannot. Raises Missing."""
        return contract.options(perform.options(self.tx, no, actor=self.person, now=self.now, zone=self.zone))

    def ripple(
        self,
        no: str,
        act: str,
        *,
        step: str | None = None,
        inputs: Mapping[str, Any] | None = None,
        reason: str = "",
        version: int | None = None,
    ) -> Document:
        """What the act would move. Raises Missing for a case they do not see, though asked in it; else as doing it would."""
        self.casefile(no)
        errand = perform.Errand(
            act=act,
            no=no,
            actor=self.person,
            now=self.now,
            zone=self.zone,
            step=step,
            inputs=inputs,
            reason=reason,
            version=version,
        )
        decided = perform.draft(self.tx, errand)
        return ripple_document(act, decided, ripple(self.tx, decided))

    def journal(self, no: str) -> Document:
        """Every act on the case, the oldest first. Raises Missing."""
        records = enumerate(self.records(no), start=1)
        return contract.listing(contract.record(seq, one) for seq, one in records)

    def cases(
        self,
        *,
        site: str = "",
        stage: str = "",
        coordinator: str = "",
        overdue: bool = False,
        search: str = "",
        cursor: str = "",
        limit: int = 50,
    ) -> Document:
        """The cases that fit every filter, the newest first; `narrowing.NOBODY` coordinates those to be claimed. Raises Missing for
        site and coordinator, Invalid for the stage."""
        self._require_coordinator(coordinator)
        self._require_stage(stage)
        found = caselist.listing(
            self.tx,
            self.scope(site),
            self.today,
            stage=stage or None,
            coordinator=coordinator or None,
            is_late=overdue or None,
            search=search,
            cursor=cursor or None,
            limit=limit,
        )
        return contract.listing(self._titled(map(contract.case_line, found.items)), found.next)

    def numbers(self, *, coordinator: str = "", stage: str = "", overdue: bool = False, most: int = 1000) -> list[str]:
        """The numbers of the cases in work that fit every filter, ``most`` at most; raises as `cases`."""
        self._require_coordinator(coordinator)
        self._require_stage(stage)
        wanted: narrowing.Filters = {
            "stage": stage or None,
            "coordinator": coordinator or None,
            "is_late": overdue or None,
            "is_closed": False,
        }
        found = caselist.listing(self.tx, self.scope(), self.today, limit=most, **wanted)
        return [one.no for one in found.items]

    def enterprise(self, uscc: str, *, site: str = "", as_of: date | None = None) -> Document:
        """The enterprise and its credit, as it is or as it was by the end of ``as_of``. Raises Missing."""
        at = site or self.site_of(uscc)
        self.scope(at)
        known = enterprises.get(self.tx, at, uscc)
        found = credit.of_enterprise(self.tx, at, uscc, self._occasion(at).calendar, as_of or self.today)
        return {"uscc": known.uscc, "name": known.name, "site": known.site, **credit.document(found)}

    def worklist(self, *, cursor: str = "", limit: int = 200) -> Document:
        """The steps the person has to do, for themselves or for somebody absent, urgent cases first, then by date."""
        wanted, _ = work_of(self.tx, self.person, self.today)
        found = worklist.listing(self.tx, self.scope(), wanted, cursor=cursor or None, limit=limit)
        occasions = {site: self._occasion(site) for site in {one.site for one in found.items}}
        items = (self._work_item(one, occasions[one.site].calendar) for one in found.items)
        return contract.listing(items, found.next)

    def _work_item(self, one: WorkItem, calendar: WorkCalendar) -> Document:
        absent = one.doer if one.doer and one.doer != self.person.login else ""
        return contract.work_item(self.tx, one, calendar, self.today, absent)

    def board(self, site: str = "") -> Document:
        """The stages that have open cases. Raises Missing for the site."""
        columns = board.board(self.tx, self.scope(site), self.today, cards=1000)
        live = Live(self.tx, self.today)
        held = whose_time.splits(self.tx, self.scope(site), live)
        documents = (contract.board_column(one, held[one.process, one.stage], live) for one in columns)
        return contract.listing(self._titled(documents))

    def agenda(self, site: str = "") -> Document:
        """The cases to be spoken of at the next joint meeting, the longest waiting first. Raises Missing for the site."""
        found = agenda.listing(self.tx, self.scope(site), self.today)
        return contract.listing(self._titled(map(contract.agenda_item, found)))

    def benefits(self, site: str = "") -> Document:
        """What each department owes the certified, and how much came in time. Raises Missing for the site."""
        return contract.listing(map(benefits.document, benefits.of_scope(self.tx, self.scope(site), self.today)))

    def watchlist(self, site: str = "") -> Document:
        """The certified to whom something happened since. Raises Missing for the site."""
        return contract.listing(map(watchlist.document, watchlist.of_scope(self.tx, self.scope(site), self.today)))

    def messages(
        self, *, state: MessageState | None = None, person: str = "", cursor: str = "", limit: int = 50
    ) -> Document:
        """Messages about the cases the person may see, the newest first. Raises Missing for an unknown ``person``."""
        self._require_person(person)
        found = outbox.listing(
            self.tx,
            self.scope(),
            state=state,
            person=person or None,
            of=rights.messages_of(self.person),
            cursor=cursor or None,
            limit=limit,
        )
        return contract.listing(map(contract.message, found.items), found.next)

    def message(self, id: int) -> Document:
        """One message, why it is, and every try to deliver it. Raises Missing."""
        one, why = self.why(id)
        return contract.message_in_full(one, causes.document(why), *self.tries(one))

    def why(self, id: int) -> tuple[Message, Cause]:
        """One message and what brought it about. Raises Missing."""
        one = outbox.get(self.tx, id, self.scope(), of=rights.messages_of(self.person))
        casefile = cases.load(self.tx, one.case) if one.case else None
        return one, cause(Live(self.tx, self.today), casefile, one.waiting, one.rung)

    def tries(self, one: Message) -> tuple[str, list[Attempt]]:
        """The name of the letter it is in, empty while it is in none, and every try to deliver that."""
        if one.letter_id is None:
            return "", []
        return letters.message_id_of(self.tx, one.letter_id), letters.attempts(self.tx, one.letter_id)

    def absences(self, site: str = "") -> Document:
        """Who of the sites the person may see is away or will be, the earliest first. Raises Missing for the site."""
        return contract.listing(map(contract.absence, absences.listing(self.tx, self.scope(site), self.today)))

    def mutes(self, site: str = "") -> Document:
        """What is muted at the sites the person may see. Raises Missing for the site."""
        return contract.listing(map(contract.mute, mutes.in_force(self.tx, self.today, self.scope(site))))

    def preview(self, on: date, *, until: date | None = None, person: str = "", site: str = "") -> Document:
        """What would be sent on that day, or up to and with ``until``, and what held back and why. Raises as `previews`."""
        last = until or on
        days = self.previews(on, last, person=person, site=site)
        messages = [contract.foreseen(one) for day in days for one in day.messages]
        held = [{**contract.foreseen(one), "because": one.because} for day in days for one in day.suppressed]
        span = {"on": on, "until": until} if until else {"on": on}
        return {**span, "messages": messages, "suppressed": held}

    def previews(self, on: date, last: date, *, person: str = "", site: str = "") -> "list[Preview]":
        """The days from ``on`` to ``last``, both included, on which anything would be sent or held back.

        Raises Missing for site and person, Invalid for the past and for more than 31 days.
        """
        from jobs.preview import previews  # the rest of what may be read needs none of what letters need

        if on < self.today:
            raise Invalid(Reason("preview_past", {"on": on, "today": self.today}, "on"))
        latest = min(on, LATEST) + FORESEEN
        if on > LATEST or not on <= last <= latest:
            raise Invalid(Reason("preview_range", {"until": last, "first": on, "last": latest}, "until"))
        self._require_person(person)
        whose = rights.messages_of(self.person)
        return previews(self.tx, on, last, self.now, self.zone, self.scope(site), person=person or None, of=whose)

    def site_of(self, uscc: str, coordinator: str = "") -> str:
        """The site that knows the enterprise, of several the coordinator's. Raises Missing, also when one must be named."""
        known = [one.site for one in enterprises.of_code(self.tx, self.scope(), uscc)]
        if not known:
            raise Missing(Reason("enterprise_unknown", {"uscc": uscc}))
        if len(known) == 1:
            return known[0]
        at = people.get(self.tx, coordinator).site if coordinator else ""
        if at not in known:
            raise Missing(Reason("enterprise_at_several", {"uscc": uscc, "sites": known}))
        return at

    def _require_stage(self, stage: str) -> None:
        if stage and stage not in (known := contract.stage_titles(self.tx)):
            raise Invalid(Reason("stage_unknown", {"stage": stage, "allowed": list(known)}, "stage"))

    def _require_coordinator(self, login: str) -> None:
        if login != narrowing.NOBODY:
            self._require_person(login)

    def _require_person(self, login: str) -> None:
        """A filter that names nobody is a slip, no empty list. Raises Missing."""
        if login:
            people.get(self.tx, login)

    def _titled(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Each with the title of its stage beside the key."""
        titles = contract.stage_titles(self.tx)
        return ({**one, "stage_title": titles.get(one["stage"], one["stage"])} for one in documents)

    def _occasion(self, site: str) -> Occasion:
        return surroundings(self.tx, site, self.person, self.now, zone=self.zone).occasion

    def _as_it_was(self, no: str, day: date) -> CaseFile:
        return replay(self._records_until(no, day), lambda kind, content: definitions.get(self.tx, kind, content))

    def _records_until(self, no: str, day: date) -> tuple[Record, ...]:
        records = journals.records_until(self.tx, no, local_moment(day, time.max, self.zone))
        if not records:
            raise Missing(Reason("case_not_yet", {"no": no, "on": day}))
        return records


def _look_at(tx: Connection, no: str) -> dict[str, Any]:
    """When each step is looked at next."""
    earliest: dict[str, Any] = {}
    for watch in watches.of_case(tx, no):
        known, found = earliest.get(watch.waiting.step), watch.look_at
        earliest[watch.waiting.step] = min(filter(None, (known, found)), default=None)
    return earliest
