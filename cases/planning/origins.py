"""The origin of something somebody puts into a plan by hand (事项来源), as acts ask for it."""

from cases.acts import Ask
from models.acts import Input
from models.plan import Origin, Why

GIVEN = (Why.JUDGEMENT, Why.MEETING)


def origin_inputs() -> tuple[Input, ...]:
    """Whether a meeting decided it or the coordinator judged so; which meeting, or what was judged."""
    whys = tuple(map(str, GIVEN))
    return (
        Input("origin", "choice", required=False, choices=whys, default=str(Why.JUDGEMENT)),
        Input("said", required=False),
    )


def given(ask: Ask) -> Origin:
    """The origin as it was put in."""
    return Origin(Why(ask.values.get("origin", Why.JUDGEMENT)), said=ask.values.get("said", ""))
