"""What moving cases comes to (换规单), as the command tells it: each case with its verdict and its slip."""

from collections.abc import Sequence
from typing import Any

from cases.moving.rebase import Rebased
from cases.moving.slip import AnswerLine, Slip, StepLine
from cases.naming import step_title
from cases.ripple import DateMove
from config import words
from config.reasons import as_document
from jobs import bulk
from jobs.move_cases import Row, counted
from models.casefile import CaseFile, Deadline
from models.definitions import Text

Document = dict[str, Any]


def survey_document(rows: Sequence[Row]) -> Document:
    """Every case looked at, with how many there are of each verdict."""
    return {"dry_run": True, "counts": counted(rows), "cases": [case_document(row) for row in rows]}


def done_document(rows: Sequence[bulk.Row]) -> Document:
    """What became of each case that was to be moved, or taken back."""
    done = sum(row.good for row in rows)
    cases = [{"no": row.no, "done": row.good, "reasons": [as_document(one) for one in row.against]} for row in rows]
    return {"dry_run": False, "done": done, "refused": len(rows) - done, "cases": cases}


def case_document(row: Row) -> Document:
    """One case: where it stands, the verdict, and everything on its slip."""
    return {
        "no": row.casefile.no,
        "enterprise": row.casefile.enterprise.name,
        "version": row.casefile.version,
        "process": row.casefile.process.process,
        "verdict": row.verdict,
        **slip_document(row.casefile, row.slip),
    }


def slip_document(casefile: CaseFile, slip: Slip) -> Document:
    """The slip in the language in use."""
    after = slip.after or casefile
    return {
        "stays": as_document(slip.stays) if slip.stays else None,
        "against": [as_document(one) for one in slip.against],
        "decisions": [as_document(one) for one in slip.decisions],
        "added": [_step(one) for one in slip.added],
        "dropped": [_step(one) for one in slip.dropped],
        "kept": len(slip.kept),
        "answers": [_answer(one) for one in slip.answers],
        "unrated": slip.unrated,
        "dates": [_date(after, one) for one in slip.dates],
        "rebased": [_rebased(one) for one in slip.rebased],
        "reissue": [words.said(one) for one in slip.reissue],
        "tell": list(slip.tell),
    }


def date_title(casefile: CaseFile, step: str) -> Text:
    """Of what a date is: a step, or the stage."""
    if not step:
        return casefile.process.stages[casefile.stage].title
    named = step_title(casefile, step)
    return Text(zh=named["title_zh"], en=named["title_en"])


def _step(one: StepLine) -> Document:
    return {"key": one.key, "title": words.said(one.title), "stage": one.stage, "state": one.state}


def _answer(one: AnswerLine) -> Document:
    to = [
        {"assessment": new.carried_from, "clause": new.clause, "strength": one.strength(new), "rating": new.rating}
        for new in one.to
    ]
    why = one.stranded.why if one.stranded else None
    return {
        "assessment": one.assessment,
        "clause": one.clause,
        "title": words.said(one.title),
        "rating": one.rating,
        "to": to,
        "stranded": one.stranded is not None,
        "why": words.said(why) if why else "",
    }


def _date(casefile: CaseFile, one: DateMove) -> Document:
    title = words.said(date_title(casefile, one.step))
    return {"step": one.step, "title": title, "tier": one.tier, "before": _due(one.before), "after": _due(one.after)}


def _due(deadline: Deadline | None) -> str | None:
    return str(deadline.due_on) if deadline else None


def _rebased(one: Rebased) -> Document:
    parts = [{"part": name, "before": before, "after": after} for name, before, after in one.parts]
    return {"side": one.side, "step": one.step, "title": words.said(one.title), "parts": parts, "mine": list(one.mine)}
