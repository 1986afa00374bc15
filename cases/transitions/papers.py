"""Papers: notes and evidence, attached to the case or to a step."""

from collections.abc import Iterator

from cases.acts import Ask
from cases.draft import Draft
from cases.naming import paper_title
from cases.transitions.working import definition_of, materialise
from models.acts import Input
from models.casefile import CaseFile, Evidence
from models.changes import EvidenceAttached, NoteAdded
from models.refusals import Reason


def note_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """What is to be remembered."""
    return (Input("text"),)


def note(draft: Draft, ask: Ask) -> None:
    """The text stands in the journal."""
    draft.add(NoteAdded(step=ask.step, text=ask.values["text"]))


def attach_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """The stored file (its hash and its name), and what kind of evidence it is; the kinds the step asks for come first."""
    definition = definition_of(casefile, key) if key else None
    asked = definition.evidence if definition else ()
    called = {kind: title for kind, title in casefile.process.papers.items() if kind in asked}
    return (Input("file", "file"), Input("kind", choices=asked, labels=called))


def attach_check(ask: Ask) -> Iterator[Reason]:
    """The same content as the same kind is there once."""
    row = ask.casefile.step(ask.step)
    there = row.evidence if row else () if ask.step else ask.casefile.evidence
    file, kind = ask.values.get("file"), ask.values.get("kind")
    if file and any(one.sha256 == file["sha256"] and one.kind == kind for one in there):
        yield Reason("evidence.twice", {"name": file["name"], **paper_title(ask.casefile, kind or "")}, "file")


def attach(draft: Draft, ask: Ask) -> None:
    """The file belongs to the step, or to the case."""
    key = materialise(draft, ask.step).key if ask.step else ""
    file = ask.values["file"]
    evidence = Evidence(file["sha256"], file["name"], ask.values["kind"], draft.today, draft.occasion.actor.login)
    draft.add(EvidenceAttached(step=key, evidence=evidence))
