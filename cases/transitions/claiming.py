"""Claiming and releasing (认领、退回待领): a case or step that nobody has is taken by whoever may; what one has goes back to the
queue, for whoever may to take. Until then the site's supervisors hear what is due."""

from collections.abc import Iterator

from cases.acts import Ask
from cases.draft import Draft
from cases.naming import about_step
from cases.occasion import Occasion
from cases.transitions import assigning
from cases.waiting import doer
from models.casefile import CaseFile
from models.people import Person
from models.refusals import Reason
from models.vocabulary import Role


def claim_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Nobody has it, and the actor fits."""
    actor, place = occasion.actor, _to_claim(key, occasion.actor)
    yield from assigning.misfit(actor.login, actor, site=casefile.site, place=place, where="")
    row = casefile.step(key)
    if key:
        yield from assigning.reserved(casefile, key, actor.login)
        if row and (has := doer(casefile, row)):
            yield about_step("claim.step_taken", casefile, key, login=has)
    elif has := assigning.holder_of(casefile, "", place):
        yield Reason("claim.taken", {"no": casefile.no, "role": str(place), "login": has})


def claim(draft: Draft, ask: Ask) -> None:
    """It is the actor's from now on; reminders go to them."""
    actor = ask.occasion.actor
    assigning.put(draft, ask.step, _to_claim(ask.step, actor), actor.login)


def release_objections(casefile: CaseFile, key: str, occasion: Occasion) -> Iterator[Reason]:
    """Somebody has it."""
    place = _to_release(casefile, key, occasion.capacity)
    if assigning.holder_of(casefile, key, place) is None:
        code = "release.step_nobodys" if key else "release.nobodys"
        values = {"no": casefile.no, "role": str(place)}
        yield about_step(code, casefile, key) if key else Reason(code, values)


def release(draft: Draft, ask: Ask) -> None:
    """It is nobody's, or again that of whoever has the step's place on the case."""
    assigning.put(draft, ask.step, _to_release(draft.casefile, ask.step, ask.occasion.capacity), None)


def _to_claim(key: str, actor: Person) -> Role | None:
    if key:
        return None
    return Role.LIAISON if actor.role is Role.LIAISON else Role.COORDINATOR


def _to_release(casefile: CaseFile, key: str, whose: Person) -> Role | None:
    """The place of whoever releases; supervisors release the coordinator's."""
    if key:
        return None
    return Role.LIAISON if whose.login == casefile.liaison != casefile.coordinator else Role.COORDINATOR
