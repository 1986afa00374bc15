"""Drawing (流程图): a process as a Mermaid flowchart: stages as boxes, steps with their order, gates and outcomes as arrows.

What rests on a rule that is still to be confirmed (待核) is marked wherever it is drawn.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cases.spelling import spelled
from models.definitions import (
    BarDefinition,
    CreditEventDefinition,
    Outcome,
    ProcessDefinition,
    RegimeDefinition,
    StageDefinition,
    Statutory,
    StepDefinition,
    Text,
)
from models.vocabulary import CUSTOMS, Need, Standing

_CLASSES = (
    "classDef required fill:#ffffff,stroke:#1f4e79,color:#1a1a1a",
    "classDef optional fill:#ffffff,stroke:#8a8a8a,stroke-dasharray:4 3,color:#1a1a1a",
    "classDef neutral fill:#f5f5f5,stroke:#8a8a8a,color:#1a1a1a",
    "classDef outside fill:#fff8e6,stroke:#9a6700,color:#1a1a1a",
    "classDef gate fill:#e8f0f8,stroke:#1f4e79,color:#1a1a1a",
    "classDef closed fill:#eeeeee,stroke:#555555,color:#1a1a1a",
)


@dataclass(frozen=True, slots=True)
class _Pen:
    """In which language it is drawn, and the regime whose clocks, events and bars the process names."""

    language: str
    regime: RegimeDefinition

    def says(self, text: Text) -> str:
        return _text(text.in_language(self.language))

    def law(self, statutory: Statutory) -> str:
        """The law's term; of a clock its title and its length."""
        if not statutory.clock:
            return f"§ {statutory.term}{self.mark(statutory.status)}"
        clock = self.regime.clocks[statutory.clock]
        term = f"{self.says(clock.title)} {clock.length} after {statutory.after}"
        return f"§ {term}{self.mark(statutory.status, clock.status)}"

    def follows(self, outcome: Outcome) -> Iterator[str]:
        """What comes of closing a case so."""
        if outcome.look_again:
            yield str(outcome.look_again)
        if outcome.event:
            yield self.marked(self.regime.events[outcome.event])
        if outcome.bar:
            yield self.marked(self.regime.bars[outcome.bar])

    def marked(self, one: StepDefinition | CreditEventDefinition | BarDefinition) -> str:
        return f"{self.says(one.title)}{self.mark(one.status)}"

    def mark(self, *standings: Standing) -> str:
        """Empty for what is confirmed."""
        if Standing.UNCONFIRMED not in standings:
            return ""
        return " (to be confirmed)" if self.language == "en" else "（待核）"


def mermaid(process: ProcessDefinition, regime: RegimeDefinition, language: str = "zh") -> str:
    """The diagram as text. A step at the border of its stage begins with it; dashed ones a person starts."""
    lines = ["flowchart TB", *(_indented(_process(process, _Pen(language, regime))))]
    return "\n".join(lines) + "\n"


def _process(process: ProcessDefinition, pen: _Pen) -> Iterator[str]:
    keys = list(process.stages)
    for key, stage in process.stages.items():
        yield from _stage(key, stage, pen)
        yield f'{_id("gate", key)}{{{{"{_text(_gate_words(stage, pen))}"}}}}:::gate'
        yield f"{_id('stage', key)} --> {_id('gate', key)}"
    groups = {group for stage in process.stages.values() for group in _groups(stage)}
    # After all boxes: a node first named in an arrow would be drawn in the wrong one.
    for stage in process.stages.values():
        yield from _arrows(stage, groups)
    for number, (key, stage) in enumerate(process.stages.items()):
        for name, outcome in stage.outcomes.items():
            yield from _outcome(key, name, outcome, pen, back=outcome.to in keys[: number + 1])
    yield from _CLASSES


def _stage(key: str, stage: StageDefinition, pen: _Pen) -> Iterator[str]:
    limit = "".join(f"<br/>{one}" for one in (stage.term, stage.statutory and pen.law(stage.statutory)) if one)
    yield f'subgraph {_id("stage", key)}["{pen.says(stage.title)}{limit}"]'
    yield from _indented(_inside(stage, pen))
    yield "end"


def _inside(stage: StageDefinition, pen: _Pen) -> Iterator[str]:
    for key, step in stage.steps.items():
        yield f'{_id("step", key)}["{_label(step, pen)}"]:::{_class(step)}'
    for key, nested in stage.stages.items():
        yield from _stage(key, nested, pen)


def _arrows(stage: StageDefinition, groups: Collection[str]) -> Iterator[str]:
    """From what is waited for; a nested stage is one end of an arrow as a whole."""
    for key, step in stage.steps.items():
        yield from (f"{_end(before, groups)} --> {_id('step', key)}" for before in step.after)
    for key, nested in stage.stages.items():
        yield from (f"{_end(before, groups)} --> {_id('stage', key)}" for before in nested.after)
        yield from _arrows(nested, groups)


def _groups(stage: StageDefinition) -> Iterator[str]:
    for key, nested in stage.stages.items():
        yield key
        yield from _groups(nested)


def _end(key: str, groups: Collection[str]) -> str:
    return _id("stage" if key in groups else "step", key)


def _outcome(stage: str, name: str, outcome: Outcome, pen: _Pen, *, back: bool) -> Iterator[str]:
    words = pen.says(outcome.title)
    if outcome.to:
        arrow = "-.->" if back else "==>"
        yield f'{_id("gate", stage)} {arrow}|"{words}"| {_id("stage", outcome.to)}'
        return
    end = _id("end", f"{stage}-{name}")
    extra = "".join(f"<br/>{one}" for one in pen.follows(outcome))
    yield f'{end}(["{words}{extra}"]):::closed'
    yield f"{_id('gate', stage)} --> {end}"


def _label(step: StepDefinition, pen: _Pen) -> str:
    """Title, terms, and what makes the step special."""
    lines = [pen.marked(step)]
    lines += [str(term) for term in (step.term,) if term]
    if step.statutory:
        lines.append(pen.law(step.statutory))
    if step.when:
        lines.append("? " + _text("; ".join(spelled(one) for one in step.when)))
    if step.repeat:
        lines.append(" ".join(["↻", *filter(None, [step.repeat.for_each]), f"≤ {step.repeat.at_most}"]))
    if step.review_by:
        lines.append(f"✓ {step.review_by}")
    return "<br/>".join(lines)


def _class(step: StepDefinition) -> str:
    if step.need is not Need.REQUIRED:
        return str(step.need)
    return "required" if step.held_by == CUSTOMS else "outside"


def _gate_words(stage: StageDefinition, pen: _Pen) -> str:
    conditions = "; ".join(spelled(one) for one in stage.gate)
    word = "Gate" if pen.language == "en" else "关口"
    return f"{word}: {conditions}" if conditions else word


def _id(kind: str, key: str) -> str:
    """Mermaid takes ``end`` and dashes for its own: every name carries what it is, and underscores."""
    return f"{kind}_{key.replace('-', '_')}"


def _text(text: str) -> str:
    """What may stand between quotes in Mermaid."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
