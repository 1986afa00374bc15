"""Standards: which there are, and what one asks for, clause by clause."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from cases.assessing.clauses import PlacedClause, general, single
from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import open_app
from config import contract, standards, words
from config.i18n import _
from models.definitions import StandardDefinition, Text

app = Commands(_("认证标准"))


@app.command("list")
def listing() -> Answer:
    """现行规则库里的认证标准"""
    with open_app().database.reading() as tx:
        items = [standards.line(one, digest) for one, digest in standards.in_force(tx)]
    titles = (_("标准"), _("名称"), _("依据"), _("施行"), _("止"), _("条款"))
    names = ("id", "title", "instrument", "effective_from", "effective_to", "clauses")
    return Answer(contract.listing(items), [Table(titles, [[one[name] for name in names] for one in items])])


@app.command("show")
def show(id: Annotated[str, typer.Argument(metavar="ID", help=_("标准，如 CN-ADV-2026-34"))]) -> Answer:
    """一个标准：数目、通过条件、逐条看什么"""
    with open_app().database.reading() as tx:
        standard, digest = standards.of(tx, id)
    return Answer(standards.document(standard, digest), [*_head(standard), *_tables(standard)])


def _head(standard: StandardDefinition) -> Iterator[str]:
    yield f"{words.said(standard.title)}  {words.said(standard.instrument)}"
    yield standards.counts(standard)
    if rule := standard.pass_rule:
        said = "; ".join(standards.predicate(standard, one) for one in rule.all_of)
        mark = words.name(words.STANDINGS, rule.status) if standards.is_unconfirmed(rule) else ""
        yield _("通过条件：{said}").format(said=said) + (f" ({mark})" if mark else "")


def _tables(standard: StandardDefinition) -> Iterator[str | Table]:
    for key, variant in standard.variants.items():
        yield _table(variant.title, general(standard, key))
        if numbers := standards.unseen_in_words(variant):
            yield _("文本未见的条款：{numbers}").format(numbers=numbers)
    for key, line in standard.lines.items():
        yield _table(line.title, single(standard, key))


def _table(title: Text, clauses: Sequence[PlacedClause]) -> str | Table:
    """The clauses; of a part that was never seen just that."""
    if not clauses:
        return _("{title}（文本未见）").format(title=words.said(title))
    titles = (_("条"), _("名称"), _("看什么"), _("认定方式"), _("回溯期"))
    rows = [
        (
            one.key,
            words.said(one.clause.title),
            words.said(one.clause.look_for),
            standards.means(one.clause),
            standards.span(one.clause.look_back),
        )
        for one in clauses
    ]
    return Table(titles, rows, words.said(title))
