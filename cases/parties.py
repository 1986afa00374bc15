"""Parties (协作单位): whom a case can wait for besides customs: the enterprise, and whoever its process names."""

from cases.blueprint import blueprint
from models.casefile import CaseFile
from models.vocabulary import CUSTOMS, ENTERPRISE


def outside(casefile: CaseFile) -> tuple[str, ...]:
    """The enterprise, then the parties of the process; of one that names none, those that hold its steps."""
    held = (step.definition.held_by for step in blueprint(casefile).steps.values())
    return tuple(one for one in dict.fromkeys((ENTERPRISE, *casefile.process.parties, *held)) if one != CUSTOMS)


def named(casefile: CaseFile, party: str) -> dict[str, str]:
    """A party for a sentence: its code and, where the process has one, its title in both languages."""
    title = casefile.process.parties.get(party)
    return {"party": party, **({"party_zh": title.zh, "party_en": title.en} if title else {})}
