"""Assessments of a case (评估): how they went; one of them section by section, to be filled in, handed in, compared, taken along.

Every form works without a script; with one, each answer is saved as it is given. A form says what it showed, so that only what
somebody changed on it is saved, and nothing that another saved meanwhile is put back.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.datastructures import FormData

from actions import perform
from cases.assessing.review import Part, Review
from cases.transitions.assessing.which import open_ones
from config import assessments
from config.i18n import speaking
from config.reader import Reader
from config.wiring import App
from documents import clause_sheet
from jobs.fill_assessment import SheetReport, fill, fill_from_sheet
from models.acts import Option
from models.assessment import AGAINST_STANDARDS, FILLABLE, AssessmentKind, AssessmentState, SectionState
from models.refusals import Missing, Reason
from web import flash
from web.access import Asking, Form, Parts, Visitor, text
from web.again import NOTHING, Again, shown_again
from web.kept import kept
from web.looks import LOOKING
from web.pages.radar import radar
from web.paper import render
from web.saved import XLSX, saved_as

router = APIRouter(dependencies=[LOOKING])
SUBMITTED, ACCEPTED = frozenset({SectionState.SUBMITTED}), frozenset({SectionState.ACCEPTED})
HANDED_IN = SUBMITTED | ACCEPTED
MOVES = ("submit-section", "return-section", "accept-section", "close-assessment", "drop-assessment")
ANSWERS = "answers"
SAVES = "x-saves-as-it-goes"
"""A request by the page's script: it wants to know what stands now, no page."""


# reading ----------------------------------------------------------------------------------------------------------------


@router.get("/cases/{no}/assessments")
def listing(request: Request, no: str, app: Parts, who: Asking) -> HTMLResponse:
    """The assessments of the case, and a form to begin one."""
    return _list(request, no, app, who)


def with_opening(request: Request, no: str, app: App, who: Visitor, again: Again) -> HTMLResponse:
    """The list again, after none could be begun."""
    return _list(request, no, app, who, again)


@router.get("/cases/{no}/assessments/{key}")
def page(request: Request, no: str, key: str, app: Parts, who: Asking, section: str = "") -> HTMLResponse:
    """One assessment, one of its sections open."""
    return _page(request, no, key, app, who, section)


def with_form(
    request: Request, no: str, key: str, app: App, who: Visitor, sent: FormData, again: Again
) -> HTMLResponse:
    """The section again, after something in it was refused."""
    return _page(request, no, key, app, who, text(sent, "section"), again)


@router.get("/cases/{no}/assessments/{key}/sheet")
def sheet(no: str, key: str, app: Parts, who: Asking) -> Response:
    """The spreadsheet to take along."""
    with app.database.reading() as tx, speaking(who.person.language):
        found = Reader(tx, who.person, app.now(), app.zone).review(no, key)
    content = clause_sheet.write(no, found, who.person.language)
    return Response(content, media_type=XLSX, headers=saved_as(f"{no}-{key}.xlsx"))


# doing ------------------------------------------------------------------------------------------------------------------


@router.post("/cases/{no}/assessments")
@shown_again(with_opening, "open-assessment")
def begin(request: Request, no: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Begin an assessment."""
    inputs = {name: value for name in ("kind", "standard", "carry") if (value := text(sent, name))}
    with app.database.writing() as tx:
        perform.perform(tx, "open-assessment", no, actor=who.person, now=app.now(), zone=app.zone, inputs=inputs)
        key = open_ones(Reader(tx, who.person, app.now(), app.zone).casefile(no))[-1].key
    return RedirectResponse(f"/cases/{no}/assessments/{key}", 303)


@router.post("/cases/{no}/assessments/{key}/answers")
@shown_again(with_form, ANSWERS)
def answer(request: Request, no: str, key: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Save what was changed on the form; what cannot be kept is shown again beside its clause."""
    filled = fill(app.database, no, key, _changed(sent), actor=who.person, now=app.now(), zone=app.zone)
    if SAVES in request.headers:
        return _standing(no, key, app, who, text(sent, "section"), filled.refused)
    if filled.refused:
        again = Again.of_sent(ANSWERS, sent)
        refused = Again(again.form, again.fields, filled.refused, 409)
        return _page(request, no, key, app, who, text(sent, "section"), refused)
    return RedirectResponse(_at(no, key, text(sent, "then") or text(sent, "section")), 303)


@router.post("/cases/{no}/assessments/{key}/figures")
@shown_again(with_form, "figures")
def figures(request: Request, no: str, key: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Save the figures."""
    given = {name.removeprefix("figure."): text(sent, name) for name in sent if name.startswith("figure.")}
    inputs = {"assessment": key, "figures": {name: value for name, value in given.items() if value}}
    if inputs["figures"]:
        with app.database.writing() as tx:
            perform.perform(tx, "record-figures", no, actor=who.person, now=app.now(), zone=app.zone, inputs=inputs)
    return RedirectResponse(_at(no, key, text(sent, "section")), 303)


@router.post("/cases/{no}/assessments/{key}/acts/{act}")
@shown_again(with_form, lambda given: str(given["act"]))
def move(request: Request, no: str, key: str, act: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Hand a section in, back or on; close the assessment, or drop it."""
    if act not in MOVES:
        raise Missing(Reason("page_missing"))
    inputs = {"assessment": key} | ({"section": text(sent, "section")} if act.endswith("-section") else {})
    with app.database.writing() as tx:
        perform.perform(
            tx,
            act,
            no,
            actor=who.person,
            now=app.now(),
            zone=app.zone,
            inputs=inputs,
            reason=text(sent, "reason").strip(),
        )
    return flash.say(RedirectResponse(_at(no, key, text(sent, "section")), 303), "done.act", act=act)


@router.post("/cases/{no}/assessments/{key}/sheet")
@shown_again(with_form, "sheet")
def bring_back(request: Request, no: str, key: str, app: Parts, who: Asking, sent: Form) -> Response:
    """Take a filled spreadsheet in; the rows that could not be taken are told."""
    content, name = kept(app, who, sent, "file") or (b"", "")
    with speaking(who.person.language):
        report = fill_from_sheet(
            app.database, no, key, content, name=name, actor=who.person, now=app.now(), zone=app.zone
        )
    return _page(request, no, key, app, who, text(sent, "section"), report=report)


# what all share ---------------------------------------------------------------------------------------------------------


def _list(request: Request, no: str, app: App, who: Visitor, again: Again = NOTHING) -> HTMLResponse:
    with app.database.reading() as tx, speaking(who.person.language):
        reader = Reader(tx, who.person, app.now(), app.zone)
        casefile = reader.casefile(no)
        offered = _offered(perform.options(tx, no, actor=who.person, now=app.now(), zone=app.zone))
    return render(
        request,
        "assessments.html",
        who,
        again=again,
        casefile=casefile,
        kinds=tuple(AssessmentKind),
        opening=offered["open-assessment"],
        assessments=assessments,
    )


def _page(
    request: Request,
    no: str,
    key: str,
    app: App,
    who: Visitor,
    section: str,
    again: Again = NOTHING,
    report: SheetReport | None = None,
) -> HTMLResponse:
    with app.database.reading() as tx, speaking(who.person.language):
        reader = Reader(tx, who.person, app.now(), app.zone)
        casefile, found = reader.casefile(no), reader.review(no, key)
        survey = reader.survey(casefile, key)
        offered = _offered(perform.options(tx, no, actor=who.person, now=app.now(), zone=app.zone))
    part = next((one for one in found.parts if one.key == section), found.parts[0])
    mine = key in offered["answer-clauses"].inputs[0].choices if offered["answer-clauses"].allowed else False
    return render(
        request,
        "assessment.html",
        who,
        again=again,
        casefile=casefile,
        found=found,
        part=part,
        following=_following(found, part),
        seen=_seen(part),
        fills=mine and part.section.state in FILLABLE,
        records=mine,
        moves=tuple(_moves(found, part, offered)),
        report=report,
        assessments=assessments,
        survey=survey,
        radar=radar(survey.profile, survey.earlier) if survey else None,
    )


def _offered(options: list[Option]) -> dict[str, Option]:
    return {one.act: one for one in options if not one.step}


def _moves(found: Review, part: Part, offered: Mapping[str, Option]) -> Iterator[str]:
    """What can be done with the section, and with the assessment as a whole."""
    if found.head.state is not AssessmentState.OPEN:
        return
    yield from (act for act in _section_moves(found, part) if offered[act].allowed)
    if offered["close-assessment"].allowed and _is_ready(found):
        yield "close-assessment"
    if offered["drop-assessment"].allowed:
        yield "drop-assessment"


def _section_moves(found: Review, part: Part) -> Iterator[str]:
    """What can be done with the section in its state: nothing with one of a survey, which nobody hands in or accepts."""
    states = {"submit-section": FILLABLE, "accept-section": SUBMITTED, "return-section": HANDED_IN}
    if found.head.kind in AGAINST_STANDARDS:
        yield from (act for act, those in states.items() if part.section.state in those)


def _is_ready(found: Review) -> bool:
    """Whether nothing but closing is left."""
    if found.head.kind in AGAINST_STANDARDS:
        return all(one.section.state in ACCEPTED for one in found.parts)
    return found.tally.is_complete


def _following(found: Review, part: Part) -> Part | None:
    """The section after this one."""
    place = found.parts.index(part)
    return found.parts[place + 1] if place + 1 < len(found.parts) else None


def _seen(part: Part) -> str:
    """What the form shows, clause by clause."""
    answers = ((row.clause.key, row.answer) for row in part.rows)
    shown = {key: [one.rating, one.note, sorted(one.evidence)] for key, one in answers}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _changed(sent: FormData) -> Mapping[str, Mapping[str, Any]]:
    """What somebody changed on the form, clause by clause."""
    changed: dict[str, dict[str, Any]] = {}
    for key, (rating, note, evidence) in _shown(text(sent, "seen")).items():
        said = {
            "rating": text(sent, f"rating.{key}"),
            "note": text(sent, f"note.{key}").strip(),
            "evidence": sorted(one for one in sent.getlist(f"evidence.{key}") if isinstance(one, str)),
        }
        was = {"rating": rating, "note": note, "evidence": evidence}
        if differing := {name: value for name, value in said.items() if value != was[name]}:
            changed[key] = differing
    return changed


def _shown(seen: str) -> Mapping[str, tuple[str, str, list[str]]]:
    """What the form showed; of one that was tampered with nothing is believed."""
    try:
        return {
            str(key): (str(rating), str(note), list(files)) for key, (rating, note, files) in json.loads(seen).items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def _standing(no: str, key: str, app: App, who: Visitor, section: str, refused: tuple[Reason, ...]) -> JSONResponse:
    """What stands now, for the page's script."""
    with app.database.reading() as tx, speaking(who.person.language):
        found = Reader(tx, who.person, app.now(), app.zone).review(no, key)
        part = next(one for one in found.parts if one.key == section)
        document = {
            "seen": _seen(part),
            "rated": part.rated,
            "total": found.verdict.total,
            "refused": [assessments.refusal(one) for one in refused],
        }
    return JSONResponse(document)


def _at(no: str, key: str, section: str) -> str:
    return f"/cases/{no}/assessments/{key}" + (f"?section={quote(section)}" if section else "")
