"""Names of people (人名) as an answer: how many there must be, among whom, who keeps out of it (回避), who is qualified (持证)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from cases.acts import Ask
from cases.deadlines import as_delta
from cases.naming import fact_title, titles
from cases.qualified import about_kind, why_not
from models.casefile import CaseFile
from models.definitions import Answer
from models.refusals import Reason


def against(ask: Ask, name: str, answer: Answer) -> Iterator[Reason]:
    """All that is wrong with the names given for ``answer``."""
    given, about = ask.values[name], {"name": name, **titles(answer.title, name)}
    if len(given) < answer.at_least:
        yield Reason("names.too_few", {**about, "least": answer.at_least, "count": len(given)}, name)
    if answer.among:
        known = ask.values.get(answer.among, ask.casefile.facts.get(answer.among)) or ()
        among = fact_title(ask.casefile, answer.among)
        for one in given:
            if one not in known:
                said = {**about, "person": one, "among_zh": among["title_zh"], "among_en": among["title_en"]}
                yield Reason("names.not_among", said, name)
    involved = _involved(ask, answer) if answer.apart else frozenset()
    for one in given:
        if one in involved:
            yield Reason("names.involved", {**about, "person": one}, name)
    yield from _unqualified(ask, name, answer)


def coaches(casefile: CaseFile, since: date | None = None) -> frozenset[str]:
    """The logins of those who coach the enterprise, and of those who did a step of a coaching stage on ``since`` or later."""
    places = {casefile.coordinator, casefile.liaison}
    stages = {key for key, stage in casefile.process.stages.items() if stage.coaching}
    done = (one for one in casefile.steps if one.stage in stages and one.closed_on and since and one.closed_on >= since)
    return frozenset(filter(None, places.union(*({one.closed_by, one.submitted_by} for one in done))))


def asks_register(answers: Iterable[Answer]) -> bool:
    """Whether one of these answers names people who must be qualified."""
    return any(one.qualified for one in answers)


def _involved(ask: Ask, answer: Answer) -> frozenset[str]:
    """Who coached the enterprise as far back as it counts, by login and by name."""
    since = ask.occasion.today - as_delta(answer.apart_for) if answer.apart_for else None
    logins = coaches(ask.casefile, since)
    return logins | {one.name for login, one in ask.people.items() if login in logins}


def _unqualified(ask: Ask, name: str, answer: Answer) -> Iterator[Reason]:
    """Everybody named who holds no qualification that is valid on the day it happened."""
    if answer.qualified is None:
        return
    day = ask.values.get("on") or ask.occasion.today
    asked = about_kind(ask.casefile.regime.qualifications, answer.qualified)
    for one in ask.values[name]:
        if why := why_not(ask.occasion.register, one, answer.qualified, day):
            yield replace(why, values={**titles(answer.title, name), **asked, **why.values}, where=name)
