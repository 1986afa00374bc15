"""Wording (措辞): messages put into words, and the letter that gathers a person's messages, most urgent first.

Mail says it whole; what other services carry says it briefly, as the rulebook has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from models.definitions import Text, Wording, WordingDefinition
from models.refusals import Invalid, Reason
from models.vocabulary import Role
from models.waiting import Waiting

LANGUAGES = ("zh", "en")
_PLAIN = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_SLIPS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)  # all a template may slip over


@dataclass(frozen=True, slots=True)
class Matter:
    """What one message is about, named in the reader's language.

    ``workdays`` to or since the day, never negative; ``late``: the day is over; ``mine``: it is the reader who has to act.
    ``for_whom`` is the absent person in whose place the reader hears it; ``path`` leads there. What is said of an absence has
    ``absent``, ``substitute``, ``first``, ``last`` and ``note``; an alarm has an ``amount``,
    evidence that runs out is a ``paper``. What was asked has a ``question``, and perhaps a day to ``answer_by``; a ``problem`` is
    named by its number; ``asked``: the reader speaks for whoever has the ball; of a commitment there is
    the ``memorandum``'s title.
    """

    key: str
    wording: str
    case: str
    enterprise: str
    stage: str
    step: str
    due_on: date
    workdays: int
    holder: str
    mine: bool = True
    provisional: bool = False
    unconfirmed: bool = False
    late: bool = False
    for_whom: str = ""
    path: str = ""
    absent: str = ""
    substitute: str = ""
    first: str = ""
    last: str = ""
    note: str = ""
    amount: int = 0
    paper: str = ""
    event: str = ""
    opens_on: str = ""
    outcome: str = ""
    problem: str = ""
    question: str = ""
    answer_by: str = ""
    process: str = ""
    added: int = 0
    dropped: int = 0
    redated: int = 0
    stranded: int = 0
    back_until: str = ""
    asked: bool = False
    memorandum: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One message as bots and webhooks say it, under its key, with the address of its case (empty: of no case)."""

    key: str
    case: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter ready to go: subject, plain text, the same as simple HTML; in brief its heading and messages, most urgent first.

    ``url`` is the desk's.
    """

    subject: str
    text: str
    html: str
    heading: str = ""
    briefs: tuple[Brief, ...] = ()
    url: str = ""


def desk_path(waiting: Waiting, role: Role | None = None) -> str:
    """Where at the desk it is about, for somebody of ``role``: a department sees nothing but what it was asked."""
    if waiting.commitment and role is not Role.DEPARTMENT:
        return "/memoranda"
    if role is Role.DEPARTMENT:
        return "/".join(filter(None, ("/asked", waiting.problem or waiting.case, waiting.step)))
    if waiting.case:
        return f"/cases/{waiting.case}"
    if waiting.problem:
        return f"/problems/{waiting.problem}"
    return "/absences" if waiting.absence else "/delivery"


def compose(wording: WordingDefinition, matters: Iterable[Matter], *, person: str, url: str, language: str) -> Composed:
    """One letter about all ``matters``, most urgent first, gathered by enterprise. Raises Invalid for a broken template."""
    ordered = by_urgency(wording, matters)
    lines = [line(wording, one, person=person, url=url, language=language) for one in ordered]
    around = {"person": person, "url": url, "count": len(ordered), "mine": sum(one.mine for one in ordered)}
    greeting = _render(wording.greeting, language, around)
    closing = _render(wording.closing, language, around)
    said = [(text, url + one.path if url else "") for one, text in zip(ordered, lines, strict=True)]
    return Composed(
        _subject(wording, ordered, around, language),
        _text(greeting, said, closing),
        _html(greeting, said, closing),
        _one_line(_render(wording.subject, language, around)),
        tuple(_brief(wording, one, person=person, url=url, language=language) for one in ordered),
        url,
    )


def line(wording: WordingDefinition, matter: Matter, *, person: str, url: str, language: str) -> str:
    """One message as one line, for the letter and the inbox."""
    return _said(_kind(wording, matter).line, wording, matter, person=person, url=url, language=language)


def _brief(wording: WordingDefinition, matter: Matter, *, person: str, url: str, language: str) -> Brief:
    kind = _kind(wording, matter)
    text = _said(kind.brief or kind.line, wording, matter, person=person, url=url, language=language)
    return Brief(matter.key, matter.case, _one_line(text), url + matter.path if url else "")


def _said(text: Text, wording: WordingDefinition, matter: Matter, *, person: str, url: str, language: str) -> str:
    """It says for whom it is heard, if not for the reader."""
    said = _render(text, language, _values(matter) | {"person": person, "url": url})
    around: dict[str, object] = {"absent": matter.for_whom, "line": said}
    return _render(wording.standing_in, language, around) if matter.for_whom else said


def by_urgency(wording: WordingDefinition, matters: Iterable[Matter]) -> list[Matter]:
    """Most urgent first; then by day and case."""
    return sorted(matters, key=lambda one: (-_kind(wording, one).urgency, one.due_on, one.case, one.step))


def _kind(wording: WordingDefinition, matter: Matter) -> Wording:
    """How this kind is worded. Raises Invalid for one that the wording lacks."""
    if matter.wording not in wording.kinds:
        raise Invalid(Reason("wording.no_such", {"kind": matter.wording, "allowed": ", ".join(wording.kinds)}))
    return wording.kinds[matter.wording]


def _subject(wording: WordingDefinition, matters: Sequence[Matter], around: dict[str, object], language: str) -> str:
    """A single message speaks for itself; several are counted."""
    if len(matters) == 1:
        return _one_line(_render(_kind(wording, matters[0]).subject, language, around | _values(matters[0])))
    return _one_line(_render(wording.subject, language, around))


def _values(matter: Matter) -> dict[str, object]:
    return {
        "case": matter.case,
        "enterprise": matter.enterprise,
        "stage": matter.stage,
        "step": matter.step,
        "due": str(matter.due_on),
        "workdays": matter.workdays,
        "holder": matter.holder,
        "late": matter.late,
        "mine": matter.mine,
        "provisional": matter.provisional,
        "unconfirmed": matter.unconfirmed,
        "absent": matter.absent,
        "substitute": matter.substitute,
        "first": matter.first,
        "last": matter.last,
        "note": matter.note,
        "amount": matter.amount,
        "paper": matter.paper,
        "event": matter.event,
        "opens_on": matter.opens_on,
        "outcome": matter.outcome,
        "problem": matter.problem,
        "question": matter.question,
        "answer_by": matter.answer_by,
        "process": matter.process,
        "added": matter.added,
        "dropped": matter.dropped,
        "redated": matter.redated,
        "stranded": matter.stranded,
        "back_until": matter.back_until,
        "asked": matter.asked,
        "memorandum": matter.memorandum,
    }


def _render(text: Text, language: str, values: dict[str, object]) -> str:
    template = text.in_language(language)
    try:
        return _compiled(template).render(values)
    except _SLIPS as error:
        raise Invalid(Reason("wording.broken", {"template": template, "error": str(error)})) from error


@lru_cache(maxsize=1024)
def _compiled(template: str) -> Template:
    return _PLAIN.from_string(template)


def broken(wording: WordingDefinition) -> Iterator[tuple[tuple[str, ...], Reason]]:
    """Every text that could not be rendered for some message, and where it stands; each is tried in each language."""
    reader: dict[str, object] = {"person": "林", "url": "http://desk"}
    around = [reader | {"count": 3, "mine": mine} for mine in (0, 1, 3)]
    lines = [reader | _values(matter) for matter in _samples()]
    for name in ("subject", "greeting", "closing"):
        yield from _broken((name,), getattr(wording, name), around)
    yield from _broken(("standing_in",), wording.standing_in, [{"absent": "林", "line": "一行"}])
    for key, kind in wording.kinds.items():
        yield from _broken(("kinds", key, "subject"), kind.subject, [{"count": 1} | values for values in lines])
        yield from _broken(("kinds", key, "line"), kind.line, lines)
        yield from _broken(("kinds", key, "brief"), kind.brief, lines)


def _broken(
    path: tuple[str, ...], text: Text | None, samples: Iterable[dict[str, object]]
) -> Iterator[tuple[tuple[str, ...], Reason]]:
    """The first failure of a text in each language says enough."""
    if text is None:
        return
    for language in LANGUAGES:
        try:
            for values in samples:
                _render(text, language, values)
        except Invalid as failure:
            yield (*path, language), failure.reasons[0]


def _samples() -> Iterator[Matter]:
    """Messages of every sort: of a step, of a stage; one's own or somebody else's; provisional, to be confirmed, late; of somebody
    absent, with a note and without."""
    yes_no = (False, True)
    for step, mine, provisional, unconfirmed, late in product(("步骤", ""), yes_no, yes_no, yes_no, yes_no):
        yield Matter(
            "key",
            "",
            "RZ-2026-0001",
            "企业",
            "阶段",
            step,
            date(2026, 11, 20),
            3,
            "海关",
            mine,
            provisional,
            unconfirmed,
            late,
            absent="林",
            substitute="周",
            first="2026-11-16",
            last="2026-11-20",
            note="培训" if mine else "",
            amount=3,
            paper="材料",
            event="失信",
            opens_on="2027-11-21",
            outcome="结案",
            problem="RZ-2026-W0001" if mine else "",
            question="问题",
            answer_by="2026-11-27" if mine else "",
            process="流程",
            added=2,
            dropped=1,
            redated=3,
            stranded=1 if late else 0,
            back_until="2026-12-04",
            asked=mine,
            memorandum="备忘录",
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _text(greeting: str, said: list[tuple[str, str]], closing: str) -> str:
    numbered = [
        f"{number}. {line}" + (f"\n   {link}" if link else "") for number, (line, link) in enumerate(said, start=1)
    ]
    return "\n\n".join([greeting, *numbered, closing]) + "\n"


def _html(greeting: str, said: list[tuple[str, str]], closing: str) -> str:
    items = "".join(f"<li>{escape(line)}{_linked(link)}</li>" for line, link in said)
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in closing.split("\n"))
    return f"<p>{escape(greeting)}</p><ol>{items}</ol>{paragraphs}"


def _linked(url: str) -> str:
    """The case's number (for what belongs to none: the page's name), leading there."""
    return f' <a href="{escape(url)}">{escape(url.rpartition("/")[2])}</a>' if url else ""
