"""A case under Order 251 and 2022-106, and the way to Order 282 and 2026-34: by the shipped rulebook and its mapping."""

from dataclasses import replace
from typing import Any

from cases.fold import replay
from models.assessment import Shelf
from models.atlas import Atlas
from models.casefile import CaseFile
from models.content import content_hash
from models.definitions import MappingDefinition, ProcessDefinition
from models.moving import Destination
from tests.builders import ZHAO, Walk, file, opened
from tests.shipped import RULEBOOK

OLD_PROCESS, NEW_PROCESS = RULEBOOK.processes["aeo-advanced-251"], RULEBOOK.processes["aeo-advanced"]
OLD_ORDER, NEW_ORDER = RULEBOOK.regimes["CN-251"], RULEBOOK.regimes["CN-282"]
OLD, NEW = RULEBOOK.standards["CN-ADV-2022-106"], RULEBOOK.standards["CN-ADV-2026-34"]
MAPPING = RULEBOOK.mappings["cn-251-to-282"]
HASHES = {one.standard: content_hash(one) for one in (OLD, NEW)}
SHELF = Shelf({HASHES[one.standard]: one for one in (OLD, NEW)}, HASHES, mapped=MAPPING.standards)
BEGUN, MOVED = "2026-03-02", "2026-04-07"


def destination(process: ProcessDefinition = NEW_PROCESS, mapping: MappingDefinition | None = MAPPING) -> Destination:
    """Order 282, perhaps with another process or mapping."""
    order = RULEBOOK.regimes[process.regime]
    return Destination(content_hash(process), content_hash(order), process, order, SHELF, mapping)


def a_case() -> Walk:
    """A case opened under Order 251, as its first month left it: in screening, self-assessment going on."""
    walk = opened(OLD_PROCESS, BEGUN, regime=OLD_ORDER)
    walk.shelf, walk.atlas = SHELF, Atlas(destination())
    walk.do("complete-step", "intent", at="2026-03-04")
    lines = ["commodity_inspection"]
    facts: dict[str, Any] = {"producer": "yes", "bonded": "no", "single_standards": "yes", "business_lines": lines}
    walk.do("complete-step", "basic-facts", at="2026-03-05", **facts)
    return walk.do("open-assessment", at="2026-03-06", kind="self", standard=OLD.standard)


def answered(walk: Walk, **ratings: str) -> Walk:
    """Clauses rated, as ``c11="met"``; each with a note that tells them apart."""
    answers = {key[1:]: {"rating": rating, "note": f"第{key[1:]}条"} for key, rating in ratings.items()}
    return walk.do("answer-clauses", at="2026-03-09", answers=answers)


def in_guidance(walk: Walk | None = None) -> Walk:
    """The case taken up, its plan drafted, the tracks of guidance open."""
    walk = walk or a_case()
    paper(walk, "look-back", "credit_record")
    walk.do("complete-step", "look-back", at="2026-03-10", penalties=0, arrears="no", abnormal_list="no")
    paper(walk, "self-assessment", "self_assessment_report")
    walk.do("complete-step", "self-assessment", at="2026-03-10")
    signed(walk, "screening-report", "screening_report", at="2026-03-11")
    walk.do("advance-stage", at="2026-03-12", outcome="take-up")
    return signed(walk, "plan-draft", "cultivation_plan", at="2026-03-13")


def paper(walk: Walk, step: str, kind: str, at: str = "2026-03-10") -> Walk:
    """A paper of this kind attached."""
    return walk.do("attach-evidence", step, at=at, kind=kind, file=file(str(len(walk.records) % 10)))


def signed(walk: Walk, step: str, kind: str, *, at: str) -> Walk:
    """A step submitted with its paper and accepted by Zhao."""
    paper(walk, step, kind, at)
    return walk.do("submit-step", step, at=at).do("accept-step", step, at=at, by=ZHAO)


def moved(walk: Walk, at: str = MOVED, **inputs: Any) -> Walk:
    """The case moved to Order 282 by Zhao, who has seen what is to be decided."""
    walk.do("move-case", at=at, by=ZHAO, **{"decided": "yes", **inputs})
    return with_past(walk)


KNOWN: dict[str, Any] = {content_hash(one): one for one in (OLD_PROCESS, NEW_PROCESS, OLD_ORDER, NEW_ORDER)}


def with_past(walk: Walk, known: dict[str, Any] = KNOWN) -> Walk:
    """What the way back is read from: the journal before and right after the last move."""
    version = walk.casefile.last_move.version if walk.casefile.last_move else 0

    def told(number: int) -> CaseFile:
        return replay(walk.records[:number], lambda kind, digest: known[digest])

    walk.atlas = replace(walk.atlas, was=told(version - 1), became=told(version))
    return walk


def back(walk: Walk, at: str = "2026-04-08") -> Walk:
    """The move taken back."""
    return walk.do("move-case-back", at=at, by=ZHAO, reason="先走完旧办法")
