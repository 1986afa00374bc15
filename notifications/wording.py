"""Wording (措辞): messages put into words, and the letter that gathers a person's messages, most urgent first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

from models.definitions import Text, Wording, WordingDefinition
from models.refusals import Invalid, Reason
from models.waiting import Waiting

_PLAIN = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


@dataclass(frozen=True, slots=True)
class Matter:
    """What one message is about, named in the reader's language. ``workdays`` to or since the day, never negative; ``mine``: it is
    the reader who has to act. ``for_whom`` is the absent person in whose place the reader hears it; ``path`` leads there.

    What is said of an absence has ``absent``, ``substitute``, ``first``, ``last`` and ``note``; an alarm has an ``amount``.
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
    for_whom: str = ""
    path: str = ""
    absent: str = ""
    substitute: str = ""
    first: str = ""
    last: str = ""
    note: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter ready to go: subject, plain text, and the same as simple HTML."""

    subject: str
    text: str
    html: str


def desk_path(waiting: Waiting) -> str:
    """Where at the desk it is about."""
    if waiting.case:
        return f"/cases/{waiting.case}"
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
        _subject(wording, ordered, around, language), _text(greeting, said, closing), _html(greeting, said, closing)
    )


def line(wording: WordingDefinition, matter: Matter, *, person: str, url: str, language: str) -> str:
    """One message as one line, for the letter and the inbox."""
    said = _render(_kind(wording, matter).line, language, _values(matter) | {"person": person, "url": url})
    return (
        _render(wording.standing_in, language, {"absent": matter.for_whom, "line": said}) if matter.for_whom else said
    )


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
        "mine": matter.mine,
        "provisional": matter.provisional,
        "unconfirmed": matter.unconfirmed,
        "absent": matter.absent,
        "substitute": matter.substitute,
        "first": matter.first,
        "last": matter.last,
        "note": matter.note,
        "amount": matter.amount,
    }


def _render(text: Text, language: str, values: dict[str, object]) -> str:
    template = text.in_language(language)
    try:
        return _PLAIN.from_string(template).render(values)
    except TemplateError as error:
        raise Invalid(Reason("wording.broken", {"template": template, "error": str(error)})) from error


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
