"""The rulebook: checking what experts wrote, publishing it, seeing what is in force and what changes."""

from pathlib import Path
from typing import Annotated

import typer

from cli.answer import Answer, Table
from cli.commands import Commands
from cli.terminal import As, actor, open_app
from config import contract, words
from config.i18n import _
from jobs.check_rulebook import check_rulebook
from jobs.publish_rulebook import publish_rulebook
from models.definitions import KINDS
from store import definitions

app = Commands(_("规则库：检查、发布、比较、画图"))
OptionalPath = Annotated[Path | None, typer.Argument(metavar="[PATH]", help=_("规则库目录；不写则用设置里的"))]


@app.command("check")
def check(path: OptionalPath = None) -> Answer:
    """检查规则库；有错则逐条说明文件、行和应当怎样写"""
    rulebook = check_rulebook(path or open_app(prepared=False).settings.rulebook)
    counts = {kind: len(rulebook.of_kind(kind)) for kind in KINDS}
    told = "、".join(f"{words.name(words.KINDS, kind)} {count}" for kind, count in counts.items())
    return Answer({"ok": True, "counts": counts, "problems": []}, [_("没有问题：{counts}").format(counts=told)])


@app.command("publish")
def publish(path: OptionalPath = None, who: As = "") -> Answer:
    """发布规则库；内容没变的不动，在办案件仍按原来的流程"""
    opened = open_app()
    with opened.database.reading() as tx:
        person = actor(tx, who)
    published = publish_rulebook(opened.database, path or opened.settings.rulebook, by=person.login, now=opened.now())
    document = {"published": published}
    told = _("已发布 {count} 项").format(count=len(published)) if published else _("没有变化，未发布")
    return Answer(document, [*([_editions(published)] if published else []), told])


@app.command("list")
def listing() -> Answer:
    """已发布的全部版本，现行的在前"""
    with open_app().database.reading() as tx:
        found = definitions.listing(tx)
    seen: set[tuple[str, str]] = set()
    items = []
    for one in found:
        items.append({**contract.edition(one), "in_force": (one.kind, one.key) not in seen})
        seen.add((one.kind, one.key))
    return Answer(contract.listing(items), [_editions(found)])


def _editions(found: list[definitions.Edition]) -> Table:
    titles = (_("种类"), _("名称"), _("哈希"), _("发布时间"), _("谁"))
    rows = [
        (words.name(words.KINDS, one.kind), one.key, one.hash[:12], one.published_at, one.published_by) for one in found
    ]
    return Table(titles, rows)
