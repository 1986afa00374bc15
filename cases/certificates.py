"""Certificates (证书): when a case brings one, and what stands against it. Cycles follow each other and never overlap."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cases.credit import cycles
from cases.draft import Draft
from models.casefile import CaseFile, Evidence
from models.changes import CertificateGranted
from models.credit import Certificate, CreditHistory, Cycle
from models.definitions import ProcessDefinition, RegimeDefinition
from models.refusals import Reason


def grant(draft: Draft) -> None:
    """The certificate is given as soon as all that it needs is known, and told anew when that is corrected."""
    casefile = draft.casefile
    found = of_case(casefile)
    if found and found != casefile.certificate:
        draft.add(CertificateGranted(certificate=found))


def of_case(casefile: CaseFile) -> Certificate | None:
    """The certificate that the case brings by what is known in it."""
    return told(
        casefile.process,
        casefile.regime,
        casefile.no,
        facts=casefile.facts,
        milestones=casefile.milestones,
        papers=casefile.papers,
    )


def told(
    process: ProcessDefinition,
    regime: RegimeDefinition,
    case: str,
    *,
    facts: Mapping[str, Any],
    milestones: Mapping[str, date],
    papers: Iterable[Evidence] = (),
) -> Certificate | None:
    """The certificate told of by these facts and milestones, None while its number or its first day is missing."""
    asked = process.certificate
    if asked is None or not facts.get(asked.no) or asked.valid_from not in milestones:
        return None
    return Certificate(
        no=str(facts[asked.no]),
        level=process.target,
        regime=regime.regime,
        valid_from=milestones[asked.valid_from],
        event=asked.event,
        review_on=milestones.get(asked.review_on) if asked.review_on else None,
        scope=str(facts.get(asked.scope) or "") if asked.scope else "",
        case=case,
        papers=tuple(one.sha256 for one in papers if one.kind in asked.papers),
        renews=asked.renews,
    )


def against(certificate: Certificate, history: CreditHistory, process: ProcessDefinition) -> Iterator[Reason]:
    """All that stands against it: a number that is taken, dates that end before they begin, other certificates it overlaps."""
    about = {"certificate": certificate.no, "valid_from": certificate.valid_from}
    if certificate.review_on and certificate.review_on <= certificate.valid_from:
        said = {**about, "review_on": certificate.review_on}
        yield Reason("certificate.ends_early", said, _answer(process, "review_on"))
    for cycle in cycles(history):
        other = cycle.certificate
        if other.case == certificate.case:
            continue
        if other.no == certificate.no and not certificate.renews:
            yield Reason("certificate.no_taken", {**about, "case": other.case}, _answer(process, "no"))
        elif _overlap(certificate, cycle):
            until = cycle.ended_on or other.review_on
            said = {**about, "other": other.no, "case": other.case, "since": other.valid_from, "until": until or "…"}
            yield Reason("certificate.overlaps", said, _answer(process, "valid_from"))


def _overlap(certificate: Certificate, cycle: Cycle) -> bool:
    """A later one may take the place of one in force: as its renewal, or at another level; otherwise no two share a day."""
    other = cycle.certificate
    apart = (certificate.review_on or date.max) < other.valid_from or (
        cycle.ended_on is not None and cycle.ended_on < certificate.valid_from
    )
    takes_its_place = certificate.renews or certificate.level != other.level
    return not apart and not (takes_its_place and certificate.valid_from > other.valid_from)


def _answer(process: ProcessDefinition, part: str) -> str:
    """The answer that tells a part of the certificate, so that a form can say it beside its field."""
    asked = process.certificate
    named = getattr(asked, part) if asked else ""
    answers = (
        (n, a) for stage in process.stages.values() for step in stage.steps.values() for n, a in step.answers.items()
    )
    return next((name for name, answer in answers if named in (name, answer.milestone)), part)
