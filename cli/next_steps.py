"""What to do next (下一步): the command that shows what there is, by the code of a reason. Only a terminal has commands."""

from collections.abc import Iterable

from config.i18n import _
from models.refusals import Reason

SHOWN_BY = {
    "case_missing": "oneplan case list",
    "person_missing": "oneplan person list",
    "person.no_such": "oneplan person list",
    "person_needs_site": "oneplan site list",
    "site_missing": "oneplan site list",
    "enterprise_missing": "oneplan enterprise list",
    "enterprise_unknown": "oneplan enterprise list",
    "definition_missing": "oneplan rulebook list",
    "message_missing": "oneplan messages list",
    "qualification.missing": "oneplan person qualifications",
    "absence.missing": "oneplan absence list",
    "absence.none": "oneplan absence list",
    "mute.missing": "oneplan mute list",
    "stale": "oneplan case show NO",
    "act.needs_step": "oneplan case options NO --as LOGIN",
    "step.no_such": "oneplan case options NO --as LOGIN",
    "input.missing": "oneplan case options NO --as LOGIN",
    "input.unknown": "oneplan case options NO --as LOGIN",
    "database_unreachable": "oneplan settings",
    "rights.not_own": "oneplan case show NO",
}


def next_steps(reasons: Iterable[Reason]) -> list[str]:
    """A line for each command that helps, none of them twice."""
    commands = dict.fromkeys(SHOWN_BY[one.code] for one in reasons if one.code in SHOWN_BY)
    return [_("下一步：{command}").format(command=command) for command in commands]
