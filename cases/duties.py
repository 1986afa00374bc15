"""Separation of duties (职责分离): what is reserved to a role above the coordinator's is decided by somebody without a stake in it.

One person may hold two places on a case, as a small site cannot always help it; what they may not do is decide on their own case.
Source: product page, section 7.
"""

from collections.abc import Iterator

from cases.naming import about_step
from cases.occasion import Occasion
from cases.rights import is_reserved
from models.casefile import CaseFile
from models.refusals import Reason
from models.vocabulary import Role


def own_case(casefile: CaseFile, occasion: Occasion, role: Role) -> Iterator[Reason]:
    """The case's coordinator takes no decision that is reserved to ``role``, neither themselves nor through a substitute."""
    if is_reserved(role) and casefile.coordinator in deciding(occasion):
        yield Reason("duty.own_case", {"role": str(role)})


def own_step(casefile: CaseFile, key: str, occasion: Occasion, role: Role) -> Iterator[Reason]:
    """The same for what is to be decided on one step, which whoever submitted it, or for whom it was, does not decide on either."""
    yield from own_case(casefile, occasion, role)
    row = casefile.step(key)
    if is_reserved(role) and row and {row.submitted_by, row.submitted_for} & deciding(occasion):
        yield about_step("duty.own_work", casefile, key)


def deciding(occasion: Occasion) -> set[str]:
    """Whoever acts, and the absent person for whom."""
    return {occasion.actor.login, occasion.capacity.login}
