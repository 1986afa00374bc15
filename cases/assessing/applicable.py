"""What applies (适用条款): the clauses of a standard an enterprise is held against, by its kind and its lines of business."""

from cases.assessing.clauses import PlacedClause, general, single
from cases.facts import elements, known
from cases.registry import judge_all
from models.casefile import CaseFile
from models.definitions import StandardDefinition

KIND_OF_ENTERPRISE = "business_type"  # the fact that names a variant: consignee_consignor, customs_broker


def variant_of(standard: StandardDefinition, casefile: CaseFile) -> str:
    """The general standard the enterprise goes by: the one its facts name, otherwise the first; empty if there is none."""
    told = str(known(casefile, KIND_OF_ENTERPRISE) or "")
    return told if told in standard.variants else next(iter(standard.variants), "")


def applicable(standard: StandardDefinition, casefile: CaseFile) -> tuple[PlacedClause, ...]:
    """The general clauses, then those of each line of business the enterprise has, in order.

    A condition that cannot be judged yet excludes nothing: a clause too many is seen, one too few is not.
    """
    variant = variant_of(standard, casefile)
    lines = elements(casefile, "business_lines") or ()
    found = (*general(standard, variant), *(one for line in lines for one in single(standard, line)))
    return tuple(
        one for one in found if _is_for(one, variant) and judge_all(one.clause.when, casefile).met is not False
    )


def sections(clauses: tuple[PlacedClause, ...]) -> tuple[str, ...]:
    """The sections the clauses belong to, in order."""
    return tuple(dict.fromkeys(one.section for one in clauses))


def with_keys(standard: StandardDefinition, variant: str, keys: tuple[str, ...]) -> tuple[PlacedClause, ...]:
    """The clauses with these keys, in their order: those that applied when an assessment was opened."""
    there = {one.key: one for one in general(standard, variant)}
    there |= {one.key: one for line in standard.lines for one in single(standard, line)}
    return tuple(there[key] for key in keys if key in there)


def _is_for(one: PlacedClause, variant: str) -> bool:
    return not one.clause.trades or variant in one.clause.trades
