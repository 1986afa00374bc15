"""Why a message is (缘由), as pages, the command and the API tell it alike."""

from collections.abc import Iterator
from typing import Any

from config import words
from config.i18n import _
from jobs.causes import Cause, Counted
from models.waiting import Waiting


def document(why: Cause) -> dict[str, Any]:
    """The chain for programs; ``counted`` is None where the date no longer stands so."""
    counted = why.counted
    date = {"term": str(counted.term), "since": counted.since, "source": counted.source} if counted else None
    return {
        "counted": date,
        "ladder": why.ladder,
        "lineage": list(why.lineage),
        "written_in": why.written_in or None,
        "to": [str(one) for one in why.to],
        "then": [str(one) for one in why.then],
    }


def chain(why: Cause, about: Waiting, rung: str) -> Iterator[tuple[str, str]]:
    """The same for people, link by link: what each is called, and what it says."""
    yield _("日期"), f"{words.name(words.SUBJECTS, about.subject)} {about.due_on}"
    if why.counted:
        yield _("怎么算"), _counted(why.counted)
        yield _("依据"), why.counted.source or _("规则库没有写")
    yield (
        _("催办阶梯"),
        " ← ".join(
            [f"{words.said(why.title)}（{why.ladder}）", *(one for one in reversed(why.lineage) if one != why.ladder)]
        ),
    )
    yield _("梯级"), f"{words.rung(rung, about.subject)}（{rung}）" + _written(why, rung)
    if why.to:
        yield _("给谁"), "、".join(words.name(words.RECIPIENTS, one) for one in why.to)
    if why.then:
        yield _("同时"), "、".join(words.name(words.CONSEQUENCES, one) for one in why.then)


def _counted(counted: Counted) -> str:
    term = counted.term
    if term.each_year_on:
        month, day = term.each_year_on
        return _("{since} 之后每年 {day}").format(since=counted.since, day=f"{month:02}-{day:02}")
    if term.length is None:
        return _("{since} 当日").format(since=counted.since)
    how = _("{since} 之前 {length}") if term.before else _("{since} 起 {length}")
    return how.format(since=counted.since, length=words.length(term.length.number, term.length.unit))


def _written(why: Cause, rung: str) -> str:
    if not why.written_in:
        return "" if rung.startswith("U") else " · " + _("现行规则库里已没有这一级")
    return "" if why.written_in == why.ladder else " · " + _("写在 {ladder}").format(ladder=why.written_in)
