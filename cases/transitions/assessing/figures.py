"""Recording figures (数据项): what ratings are worked out from."""

import math
from collections.abc import Iterator
from typing import Any

from cases.acts import Ask
from cases.draft import Draft
from cases.naming import titles
from cases.transitions.assessing.which import head_of, sheet_of, standard_of, unclear, which
from models.acts import Input
from models.casefile import CaseFile
from models.changes import FiguresRecorded
from models.definitions.figure import Figure
from models.refusals import Reason


def figures_inputs(casefile: CaseFile, key: str) -> tuple[Input, ...]:
    """Figures with their values."""
    return (which(casefile), Input("figures", "pairs"))


def figures_check(ask: Ask) -> Iterator[Reason]:
    """Every figure is one the standard asks for, and its value of its kind."""
    head = head_of(ask)
    if head is None:
        yield from unclear(ask)
        return
    known = standard_of(ask, head).figures
    asked = [name for name, figure in known.items() if not figure.quotient]
    for name, value in ask.values.get("figures", {}).items():
        if name not in asked:
            yield Reason("assessment.no_figure", {"figure": name, "allowed": ", ".join(asked)}, name)
        elif _read(known[name], value) is None:
            named = titles(known[name].title, name)
            yield Reason(
                "assessment.figure_value",
                {**named, "value": str(value), "allowed": ", ".join(known[name].choices)},
                name,
            )


def record_figures(draft: Draft, ask: Ask) -> None:
    """What is new or put right."""
    head = head_of(ask)
    assert head  # checked
    standard, known = standard_of(ask, head), sheet_of(ask, head).figures
    read = {name: _read(standard.figures[name], value) for name, value in ask.values["figures"].items()}
    changed = {name: value for name, value in read.items() if value is not None and value != known.get(name)}
    if changed:
        draft.add(FiguresRecorded(assessment=head.key, figures=changed))


def _read(figure: Figure, value: Any) -> int | float | str | None:
    """The value as it is kept; None for one that is none."""
    if figure.choices:
        return str(value) if value in figure.choices else None
    try:
        number = float(str(value).replace(",", "").replace("，", ""))
    except ValueError:
        return None
    if not math.isfinite(number) or abs(number) > 1e15:
        return None
    return int(number) if number.is_integer() else number
