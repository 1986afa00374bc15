"""Papers: notes and evidence, attached to the case or to a step."""

from collections.abc import Iterator

from cases import papers, periods
from cases.acts import Ask
from cases.draft import Draft
from cases.inputs import out_of_range
from cases.naming import paper_title
from cases.transitions.assigning import misfit
from cases.transitions.working import materialise, papers_of
from models.acts import Input
from models.casefile import CaseFile, Evidence
from models.changes import EvidenceAttached, NoteAdded
from models.definitions import Text
from models.refusals import Reason


def note_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """What is to be remembered."""
    return (Input("text"),)


def note(draft: Draft, ask: Ask) -> None:
    """The text stands in the journal."""
    draft.add(NoteAdded(step=ask.step, text=ask.values["text"]))


def attach_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The stored file (its hash and its name), and what kind of evidence it is, the kinds the step asks for first; until when it is
    good, who sees to the next one, and which earlier file it takes the place of; of what comes again which period it is for."""
    asked = papers_of(casefile, key) if key else ()
    called = {kind: title for kind, title in casefile.process.papers.items() if kind in asked}
    earlier = {one.sha256: _name(casefile, one) for one in papers.replaceable(casefile, key)}
    recurs = any(periods.rhythm(casefile, key, kind) for kind in asked)
    return (
        Input("file", "file"),
        Input("kind", choices=asked, labels=called),
        *((Input("period", required=False),) if recurs else ()),
        Input("valid_until", "date", required=False),
        Input("owner", "person", required=False),
        *((Input("replaces", "choice", required=False, choices=tuple(earlier), labels=earlier),) if earlier else ()),
    )


def _name(casefile: CaseFile, one: Evidence) -> Text:
    called = paper_title(casefile, one.kind)
    return Text(zh=f"{called['kind_zh']} · {one.name}", en=f"{called['kind_en']} · {one.name}")


def attach_check(ask: Ask) -> Iterator[Reason]:
    """The same content as the same kind is there once; a new revision is of the same kind, and no paper has run out already."""
    there = papers.at(ask.casefile, ask.step)
    file, kind = ask.values.get("file"), ask.values.get("kind")
    period = _period(ask, kind or "")
    if file and any((one.sha256, one.kind, one.period) == (file["sha256"], kind, period) for one in there):
        yield Reason("evidence.twice", {"name": file["name"], **paper_title(ask.casefile, kind or "")}, "file")
    yield from _of_that_kind(ask, kind)
    yield from _of_some_period(ask, kind or "", period)
    if until := ask.values.get("valid_until"):
        yield from out_of_range("valid_until", until, first=ask.occasion.today)
    if owner := ask.values.get("owner"):
        yield from misfit(owner, ask.people.get(owner), site=ask.casefile.site, place=None, where="owner")


def _of_that_kind(ask: Ask, kind: str | None) -> Iterator[Reason]:
    there = papers.replaceable(ask.casefile, ask.step)
    replaced = [one for one in there if one.sha256 == ask.values.get("replaces")]
    if kind and replaced and all(one.kind != kind for one in replaced):
        said = paper_title(ask.casefile, replaced[0].kind)
        yield Reason("evidence.other_kind", {"name": replaced[0].name, **said}, "replaces")


def _period(ask: Ask, kind: str) -> str:
    """The period it is for: the one named, otherwise the usual one."""
    return ask.values.get("period") or periods.usual(ask.casefile, ask.step, kind, ask.occasion.today)


def _of_some_period(ask: Ask, kind: str, period: str) -> Iterator[Reason]:
    """What comes again is for some period that has begun, a shipment by its name; what comes once is for none."""
    often = periods.rhythm(ask.casefile, ask.step, kind)
    if often and not periods.is_written(period, often, ask.occasion.today):
        yield Reason(
            "evidence.no_period", {"period": period, "rhythm": often, **paper_title(ask.casefile, kind)}, "period"
        )
    elif period and not often:
        yield Reason("evidence.comes_once", paper_title(ask.casefile, kind), "period")


def attach(draft: Draft, ask: Ask) -> None:
    """The file belongs to the step, or to the case."""
    key = materialise(draft, ask.step).key if ask.step else ""
    file, kind = ask.values["file"], ask.values["kind"]
    evidence = Evidence(
        file["sha256"],
        file["name"],
        kind,
        draft.today,
        draft.occasion.actor.login,
        ask.values.get("valid_until") or papers.usual_end(draft.casefile, kind, draft.today, draft.calendar),
        ask.values.get("owner", ""),
        ask.values.get("replaces", ""),
        _period(ask, kind),
    )
    draft.add(EvidenceAttached(step=key, evidence=evidence))
