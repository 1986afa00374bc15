"""Standards as documents and in words: what the command, the pages and the files all say of a clause, a limit, a pass rule."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from sqlalchemy import Connection

from cases.assessing.clauses import PlacedClause, general, single, unseen
from config import words
from config.i18n import N_, _, language
from models.definitions import Condition, StandardDefinition
from models.definitions.figure import Bound, ByProducer, Figure, Group, Limit, Measure
from models.definitions.standard import Category, Clause, Line, NotRectifiable, Variant
from models.terms import Length
from models.vocabulary import Standing
from store import definitions

Document = dict[str, Any]

MEANS = {"document": N_("查阅资料"), "interview": N_("访谈"), "site": N_("实地查看"), "sample": N_("抽样")}
COUNTS = {
    "categories": N_("类"),
    "items": N_("项"),
    "general_clauses": N_("条通用条款"),
    "bonus_clauses": N_("条加分条款"),
    "single_clauses": N_("条单项条款"),
    "lines": N_("条业务线"),
    "articles": N_("个条目"),
    "advanced_items": N_("项（高级认证）"),
    "general_items": N_("项（一般认证）"),
}
_SIGNS = {"at_least": "≥", "at_most": "≤", "above": ">", "below": "<"}
_PREDICATES = {
    "none_rated": N_("没有一条“{rating}”"),
    "at_most_rated": N_("“{rating}”至多 {count} 条"),
    "at_most_rated_per_item": N_("{within}中，每项“{rating}”至多 {count} 条"),
    "total_at_least": N_("总分至少 {least}"),
}


def in_force(tx: Connection) -> list[tuple[StandardDefinition, str]]:
    """Every standard of the rulebook with the hash of its content, the one in force latest first."""
    hashes = definitions.hashes_in_force(tx, "standard")
    found = [(cast(StandardDefinition, definitions.get(tx, "standard", digest)), digest) for digest in hashes.values()]
    return sorted(found, key=lambda one: (one[0].effective_from, one[0].standard), reverse=True)


def of(tx: Connection, key: str) -> tuple[StandardDefinition, str]:
    """The standard called ``key`` as it is in force, with its hash. Raises Missing."""
    digest = definitions.latest(tx, "standard", key).hash
    return cast(StandardDefinition, definitions.get(tx, "standard", digest)), digest


# in words ---------------------------------------------------------------------------------------------------------------


def is_unconfirmed(part: Any) -> bool:
    """Whether a part of a standard is still to be confirmed (待核)."""
    return getattr(part, "status", None) is Standing.UNCONFIRMED


def counts(standard: StandardDefinition) -> str:
    """How many there are by the published text: ``5 类、24 项``."""
    told = ((name, getattr(standard.counts, name)) for name in COUNTS)
    return _listed(f"{number} {words.name(COUNTS, name)}" for name, number in told if number is not None)


def predicate(standard: StandardDefinition, one: Condition) -> str:
    """One predicate of the pass rule."""
    argument = one.argument if isinstance(one.argument, dict) else {"rating": one.argument, "least": one.argument}
    titles = {key: words.said(category.title) for key, category in _categories(standard)}
    said = {
        "rating": words.said(grade.title) if (grade := standard.scale.get(str(argument.get("rating")))) else "",
        "within": _listed(titles.get(key, key) for key in argument.get("within", ())),
        "count": argument.get("count"),
        "least": argument.get("least"),
    }
    return words.name(_PREDICATES, one.name).format_map(said)


def not_rectifiable(standard: StandardDefinition, one: NotRectifiable) -> str:
    """What may not be put right within certification, and why: ``有回溯期的条款，评为不达标的：…``."""
    titles = {key: words.said(category.title) for key, category in _categories(standard)}
    which = [
        *(titles.get(key, key) for key in one.categories),
        *(_("第 {number} 项").format(number=number) for number in one.items),
        *(_("第 {number} 条").format(number=number) for number in one.clauses),
        *([_("有回溯期的条款")] if one.looking_back else []),
        *(_("评为“{rating}”的").format(rating=words.said(standard.scale[code].title)) for code in one.ratings),
    ]
    return _("{which}：{reason}").format(which=_listed(which), reason=words.said(one.reason))


def means(clause: Clause) -> str:
    """How a clause is looked into."""
    return _listed(words.name(MEANS, one) for one in clause.means)


def span(length: Length | None) -> str:
    """A length as people say it; none is empty."""
    return words.length(length.number, length.unit) if length else ""


def group(standard: StandardDefinition, limits: Group) -> str:
    """Limits that must all hold."""
    return _(" 且 ").join(limit(standard, one) for one in limits)


def limit(standard: StandardDefinition, one: Limit) -> str:
    """One figure against one bound: ``单笔最高罚款 ≤ 50,000 元``."""
    figure, comparison = standard.figures[one.figure], one.written[0]
    title = words.said(figure.title)
    if one.one_of:
        return _("{title}为{choices}").format(
            title=title, choices=_listed(words.said(figure.choices[name]) for name in one.one_of)
        )
    return f"{title} {_bound(figure, _SIGNS[comparison], getattr(one, comparison))}"


def amount(figure: Figure, value: float | str | None) -> str:
    """A value of a figure with its unit: ``85%``, ``50,000 元``; none is a dash."""
    if value is None:
        return "—"
    match figure.measure:
        case Measure.CHOICE:
            return words.said(figure.choices.get(str(value)))
        case Measure.SHARE:
            return f"{round(float(value) * 100, 4):g}%"
        case Measure.CNY:
            return _("{amount} 元").format(amount=f"{float(value):,.10g}")
        case Measure.RATIO:
            return f"{round(float(value), 4):g}"
        case _:
            return f"{float(value):g}"


def quotient(standard: StandardDefinition, figure: Figure) -> str:
    """How a figure is worked out: ``（营业收入 − 营业成本）÷ 营业收入``; empty if it is asked for."""
    if not figure.quotient:
        return ""
    over = _sum(standard, figure.quotient.of, figure.quotient.less)
    under = _sum(standard, figure.quotient.to)
    average = _("平均") + " " if figure.quotient.averaged else ""
    return f"{over} ÷ {average}{under}"


def unseen_in_words(variant: Variant) -> str:
    """The numbers of clauses nobody here has seen: ``20–30``; empty if there are none."""
    numbers = sorted(unseen(variant))
    if not numbers:
        return ""
    runs = [[numbers[0], numbers[0]]]
    for number in numbers[1:]:
        if number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return _listed(f"{first}–{last}" if last > first else str(first) for first, last in runs)


def grading(standard: StandardDefinition, clause: Clause) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a clause is measured by: a rating with the alternatives that give it, or the indicators that are counted."""
    for rating, groups in clause.thresholds.items():
        yield words.said(standard.scale[rating].title), tuple(group(standard, one) for one in groups)
    if clause.indicators:
        passes = _listed(
            _("{count} 项合格为{rating}").format(count=count, rating=words.said(standard.scale[rating].title))
            for rating, count in clause.passes.items()
        )
        yield passes, tuple(group(standard, one) for one in clause.indicators.values())


def _bound(figure: Figure, sign: str, bound: Bound) -> str:
    if not isinstance(bound, ByProducer):
        return f"{sign} {amount(figure, bound)}"
    return _("{sign} {producer}（生产型）、{sign} {other}（非生产型）").format(
        sign=sign, producer=amount(figure, bound.producer), other=amount(figure, bound.non_producer)
    )


def _sum(standard: StandardDefinition, names: Iterable[str], less: Iterable[str] = ()) -> str:
    plus = " + ".join(words.said(standard.figures[name].title) for name in names)
    minus = "".join(f" − {words.said(standard.figures[name].title)}" for name in less)
    return f"({plus}{minus})" if "+" in plus or minus else plus


def _categories(standard: StandardDefinition) -> Iterator[tuple[str, Any]]:
    for variant in standard.variants.values():
        yield from variant.categories.items()


def _listed(parts: Iterable[str]) -> str:
    return (", " if language() == "en" else "、").join(parts)


# documents --------------------------------------------------------------------------------------------------------------


def line(standard: StandardDefinition, digest: str) -> Document:
    """A standard in a list."""
    return {
        "id": standard.standard,
        "title": words.said(standard.title),
        "instrument": words.said(standard.instrument),
        "levels": list(standard.levels),
        "effective_from": standard.effective_from,
        "effective_to": standard.effective_to,
        "counts": {name: number for name, number in standard.counts.model_dump().items() if number is not None},
        "clauses": sum(1 for _ in standard.everything),
        "hash": digest,
    }


def document(standard: StandardDefinition, digest: str) -> Document:
    """One standard in full: its scale and pass rule, then every clause of every variant and line."""
    return line(standard, digest) | {
        "source": standard.source,
        "base": standard.base,
        "scale": {
            key: {"title": words.said(grade.title), "points": grade.points} for key, grade in standard.scale.items()
        },
        "pass_rule": _pass_rule(standard),
        "annexes": [
            {"no": no, "title": words.said(annex.title), "seen": annex.seen} for no, annex in standard.annexes.items()
        ],
        "variants": [_variant(standard, key, one) for key, one in standard.variants.items()],
        "lines": [_line(standard, key, one) for key, one in standard.lines.items()],
    }


def _pass_rule(standard: StandardDefinition) -> Document | None:
    rule = standard.pass_rule
    if rule is None:
        return None
    predicates = [
        {"predicate": one.name, "argument": one.argument, "text": predicate(standard, one)} for one in rule.all_of
    ]
    return {"all_of": predicates, "unconfirmed": is_unconfirmed(rule), "source": rule.source}


def _variant(standard: StandardDefinition, key: str, variant: Variant) -> Document:
    return {
        "key": key,
        "title": words.said(variant.title),
        "seen": bool(variant.categories),
        "unseen_clauses": list(unseen(variant)),
        "categories": [_category(name, category) for name, category in variant.categories.items()],
        "clauses": [_clause(standard, one) for one in general(standard, key)],
    }


def _category(key: str, category: Category) -> Document:
    items = [
        {"no": no, "title": words.said(item.title), "note": words.said(item.note)}
        for no, item in category.items.items()
    ]
    return {
        "key": key,
        "title": words.said(category.title),
        "unconfirmed": is_unconfirmed(category),
        "items": items,
    }


def _line(standard: StandardDefinition, key: str, one: Line) -> Document:
    return {
        "key": key,
        "title": words.said(one.title),
        "seen": bool(one.clauses),
        "clauses": [_clause(standard, placed) for placed in single(standard, key)],
    }


def _clause(standard: StandardDefinition, placed: PlacedClause) -> Document:
    clause = placed.clause
    return {
        "key": placed.key,
        "category": placed.category,
        "item": placed.item,
        "line": placed.line,
        "title": words.said(clause.title),
        "look_for": words.said(clause.look_for),
        "means": list(clause.means),
        "ratings": list(clause.ratings or standard.scale),
        "bonus": clause.bonus,
        "look_back": str(clause.look_back) if clause.look_back else None,
        "kept_for": str(clause.kept_for) if clause.kept_for else None,
        "recurs": clause.recurs,
        "each_year_by": clause.each_year_by,
        "deemed_met": {key: words.said(title) for key, title in clause.deemed_met.items()},
        "not_applicable": {key: words.said(ground.title) for key, ground in clause.not_applicable.items()},
        "grading": [{"rating": rating, "any_of": list(groups)} for rating, groups in grading(standard, clause)],
        "trades": list(clause.trades),
        "like": dict(clause.like),
        "unconfirmed": is_unconfirmed(clause),
    }
