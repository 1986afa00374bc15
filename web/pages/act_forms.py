"""The form of an act as a page shows it: every field with its words, its choices and its bounds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.answers import question
from cases.bounds import Bounds, bounds
from cases.gate import gate, outcomes
from cases.occasion import Occasion
from cases.qualified import holders
from cases.transitions.assigning import FITTING, PLACES
from config import parties, words
from config.i18n import _
from config.words import said
from models.acts import Input, Option
from models.casefile import CaseFile
from models.people import Person
from models.vocabulary import Role, Unit

SIMPLE = frozenset({"note", "attach-evidence"})  # they move nothing, so there is nothing to look at first
FOLDED = {"attach-evidence": frozenset({"valid_until", "owner", "replaces"})}  # fields seldom filled in
HTML_TYPES = {"date": "date", "integer": "number", "number": "text", "file": "file"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen; ``note`` says what speaks against it."""

    value: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``kind`` is how it is shown: a type of HTML's ``input``, or ``select``, ``choices``, ``length``.

    ``unit`` is what a number counts in. A ``free`` one may be answered with something that is not among its choices.
    """

    name: str
    kind: str
    title: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    least: date | int | None = None
    most: date | int | None = None
    unit: str = ""
    hint: str = ""
    free: bool = False


@dataclass(frozen=True, slots=True)
class ActForm:
    """One act on the case ``no`` or on a step of it, as it was at ``version``. ``name`` tells it from all forms of any page.

    ``back`` is the page it leads back to, empty for the case itself; ``absent`` who it is done for, empty in one's own right.
    """

    no: str
    version: int
    act: str
    step: str
    title: str
    fields: tuple[Field, ...] = ()
    needs_reason: bool = False
    previews: bool = True
    back: str = ""
    absent: str = ""

    @property
    def name(self) -> str:
        """The form's own name."""
        return form_name(self.no, self.act, self.step)

    @property
    def folded(self) -> tuple[Field, ...]:
        """The fields that are unfolded by who wants them."""
        return tuple(one for one in self.fields if one.name in FOLDED.get(self.act, ()))

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields that stand there at once."""
        return tuple(one for one in self.fields if one not in self.folded)

    @property
    def where(self) -> list[str]:
        """What a reason names when it belongs beside a field."""
        return [*(one.name for one in self.fields), "reason"]


def form_name(no: str, act: str, step: str) -> str:
    """The name of the form of one act."""
    return f"{no}-{act}-{step}"


@dataclass(frozen=True, slots=True)
class ActForms:
    """Makes the forms of one case: its people and the day are known."""

    casefile: CaseFile
    colleagues: Sequence[Person]
    occasion: Occasion
    _unready: dict[str, bool] = field(default_factory=dict)

    def of(self, option: Option) -> ActForm:
        """The form of an act that is possible."""
        fields = tuple(self._field(option, one) for one in option.inputs)
        return ActForm(
            no=self.casefile.no,
            version=self.casefile.version,
            act=option.act,
            step=option.step,
            title=words.title(words.ACTS, option.act),
            fields=fields,
            needs_reason=option.needs_reason,
            previews=option.act not in SIMPLE,
            absent=next((one.name for one in self.colleagues if one.login == option.on_behalf_of), option.on_behalf_of),
        )

    def _field(self, option: Option, asked: Input) -> Field:
        limits = bounds(option.act, asked.name, self.casefile, option.step, self.occasion)
        choices = tuple(self._choices(option, asked))
        is_length = (option.act, asked.name) == ("add-step", "term")
        is_kind = (option.act, asked.name) == ("attach-evidence", "kind")
        return Field(
            name=asked.name,
            kind="length" if is_length else _kind(asked, choices),
            title=said(asked.title) or words.input_name(asked.name, option.act),
            required=asked.required,
            choices=choices,
            least=limits.least,
            most=limits.most,
            unit=words.units({str(tier): unit for tier, unit in asked.units.items()}),
            hint=" ".join(
                filter(
                    None,
                    (
                        words.hint(asked.name, option.act),
                        *_said_of(asked),
                        self._qualified(option, asked),
                        _range(limits),
                    ),
                )
            ),
            free=is_kind and not asked.choices,
        )

    def _choices(self, option: Option, asked: Input) -> Iterable[Choice]:
        match option.act, asked.name, asked.type:
            case _, _, "yes_no":
                return (Choice(value, words.name(words.YES_NO, value)) for value in words.YES_NO)
            case _, _, "person":
                return self._people(option)
            case "add-step", "term", _:
                return (Choice(str(unit), words.name(words.UNITS, unit)) for unit in Unit)
            case "attach-evidence", "kind", _ if not asked.choices:
                return (Choice(kind, said(title)) for kind, title in self.casefile.process.papers.items())
            case "advance-stage", "outcome", _:
                return (
                    Choice(one, _title(asked, one), self._against(one)) for one in asked.choices if self._is_ours(one)
                )
        return (Choice(one, _title(asked, one)) for one in asked.choices)

    def _people(self, option: Option) -> Iterable[Choice]:
        """Those who fit: for a step anybody with a place on cases, for a place whoever may take one of them."""
        fitting = FITTING[None] if option.step else frozenset().union(*(FITTING[place] for place in PLACES))
        for one in self.colleagues:
            if one.active and one.site == self.casefile.site and one.role in fitting:
                yield Choice(one.login, one.name, words.name(words.ROLES, one.role))

    def _qualified(self, option: Option, asked: Input) -> str:
        """Which qualification those named must hold on the day, and who holds one today."""
        answer = question(self.casefile, asked.name) if option.step and asked.type == "names" else None
        if answer is None or answer.qualified is None:
            return ""
        kinds = self.casefile.regime.qualifications
        title = said(kinds[answer.qualified].title) if answer.qualified in kinds else answer.qualified
        held = holders(self.occasion.register, answer.qualified, self.occasion.today)
        names = "、".join(f"{one.name}（{one.valid_to}）" for one in held) or _("无人")
        return _("须在当日持有效的“{title}”；今日有效：{names}").format(title=title, names=names)

    def _is_ours(self, outcome: str) -> bool:
        """Whether people choose it: what the clock alone does is no choice."""
        return outcomes(self.casefile)[outcome].by is not Role.CLOCK

    def _against(self, outcome: str) -> str:
        if outcome not in self._unready:
            self._unready.update({name: not gate(self.casefile, name).ready for name in outcomes(self.casefile)})
        return _("条件未齐") if self._unready.get(outcome) else ""


def _title(asked: Input, choice: str) -> str:
    if asked.name in {"party", "holder"}:
        return said(asked.labels.get(choice)) or parties.holder(choice)
    return said(asked.labels.get(choice)) or words.choice(asked.name, choice)


def _said_of(asked: Input) -> Iterable[str]:
    """What an input left out means, and how several names are written."""
    if asked.default:
        yield _("不选就是{title}").format(title=_title(asked, asked.default))
    if asked.type == "names":
        yield _("几个人名用顿号或逗号分开")


def _kind(asked: Input, choices: tuple[Choice, ...]) -> str:
    if asked.type == "choices":
        return "choices"
    return "select" if choices or asked.type == "person" else HTML_TYPES.get(asked.type, "text")


def _range(limits: Bounds) -> str:
    """The range of a number, in words; a date's the browser shows."""
    if limits.unit is None:
        return ""
    if limits.most is None:
        return _("至少 {least}，负数为收回").format(least=limits.least) if limits.least else ""
    return _("可填 {least} 至 {most}，负数为收回").format(least=limits.least, most=limits.most)
