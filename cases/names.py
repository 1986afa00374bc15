"""Names of people (人名) as an answer: how many there must be, among whom, and who keeps out of it (回避)."""

from collections.abc import Iterator

from cases.acts import Ask
from cases.naming import fact_title, titles
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
    for one in given if answer.apart else ():
        if one in _involved(ask):
            yield Reason("names.involved", {**about, "person": one}, name)


def _involved(ask: Ask) -> set[str]:
    """Who coached the enterprise, by login and by name."""
    case = ask.casefile
    logins = {login for login in (case.coordinator, case.liaison) if login}
    return logins | {one.name for login, one in ask.people.items() if login in logins}
