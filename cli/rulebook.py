"""The rulebook: checking what experts wrote, publishing it, seeing what is in force and what changes."""

from pathlib import Path
from typing import Annotated

import typer

from cases import rights
from cases.difference import difference
from cases.draw import mermaid
from cli.answer import DONE, FAILED, Answer, Table
from cli.commands import Commands
from cli.terminal import As, actor, open_app
from cli.trial import tell as tell_trial
from config import contract, words
from config.i18n import _, language
from config.reasons import as_document, sentences
from config.wiring import App
from jobs.check_rulebook import check_rulebook
from jobs.export_rulebook import export_rulebook
from jobs.publish_rulebook import publish_rulebook
from jobs.test_rulebook import test_rulebook
from jobs.try_rulebook import try_rulebook
from models.definitions import KINDS
from models.refusals import Invalid, Missing, Reason
from store import definitions
from store.rulebook import open_library

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
def publish(
    path: OptionalPath = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("不发布，只看会改什么、今后 30 天谁多收谁少收"))] = False,
    who: As = "",
) -> Answer:
    """发布规则库；内容没变的不动，在办案件仍按原来的流程"""
    opened = open_app()
    if dry_run:
        return _tried(opened, path or opened.settings.rulebook, who)
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


@app.command("test")
def tell(path: OptionalPath = None) -> Answer:
    """跑规则库自带的测试：给定日期与答复，应走哪条路、何日到期"""
    library = open_library(path or open_app(prepared=False).settings.rulebook)
    told = test_rulebook(library.rulebook, library.stories)
    failed = [one for one in told if one.reasons]
    wrong = [f"{one.story}: {sentences(one.reasons)}" for one in failed]
    document = {
        "ok": not failed,
        "stories": [{"story": one.story, "reasons": [*map(as_document, one.reasons)]} for one in told],
    }
    counts = _("{count} 个测试，{failed} 个不符").format(count=len(told), failed=len(failed))
    return Answer(document, [counts], code=FAILED if failed else DONE, wrong=wrong)


@app.command("draw")
def draw(id: Annotated[str, typer.Argument(metavar="ID", help=_("流程，如 aeo-advanced"))]) -> Answer:
    """画一个流程（Mermaid）"""
    rulebook = check_rulebook(open_app(prepared=False).settings.rulebook)
    if id not in rulebook.processes:
        raise Missing(Reason("definition_missing", {"kind": "process", "key": id}))
    process = rulebook.processes[id]
    drawn = mermaid(process, rulebook.regimes[process.regime], language())
    return Answer({"id": id, "mermaid": drawn}, [drawn])


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help=_("旧版哈希（可只写开头）"))],
    new: Annotated[str, typer.Argument(metavar="B", help=_("新版哈希（可只写开头）"))],
) -> Answer:
    """用业务语言说两个已发布版本有何不同"""
    with open_app().database.reading() as tx:
        found = [_edition(definitions.listing(tx), start) for start in (old, new)]
        if len({(one.kind, one.key) for one in found}) > 1:
            raise Invalid(Reason("editions_of_two", {"old": found[0].key, "new": found[1].key}))
        before, after = (definitions.get(tx, one.kind, one.hash) for one in found)
    changed = difference(before, after)
    document = {"changes": [as_document(one) for one in changed]}
    return Answer(document, [sentences([one]) for one in changed] or [_("没有不同")])


@app.command("export")
def export(directory: Annotated[Path, typer.Argument(metavar="DIR", help=_("写到哪个目录，须为空"))]) -> Answer:
    """把现行规则库写成文件"""
    with open_app().database.reading() as tx:
        in_force = definitions.rulebook(tx)
    written = export_rulebook(in_force, directory)
    return Answer({"files": written}, [_("已写出 {count} 个文件").format(count=len(written))])


def _tried(opened: App, path: Path, who: str) -> Answer:
    """What publishing would change, for the cases that whoever asks may see."""
    rulebook = check_rulebook(path)
    with opened.database.reading() as tx:
        return tell_trial(try_rulebook(tx, rulebook, opened.now(), opened.zone, rights.readable(actor(tx, who))))


def _edition(editions: list[definitions.Edition], start: str) -> definitions.Edition:
    """The one edition whose hash begins so. Raises Missing, or Invalid for several."""
    found = [one for one in editions if one.hash.startswith(start)]
    if not found:
        raise Missing(Reason("edition_missing", {"start": start}))
    if len(found) > 1:
        raise Invalid(Reason("edition_unclear", {"start": start, "allowed": [one.hash[:12] for one in found]}))
    return found[0]


def _editions(found: list[definitions.Edition]) -> Table:
    titles = (_("种类"), _("名称"), _("哈希"), _("发布时间"), _("谁"))
    rows = [
        (words.name(words.KINDS, one.kind), one.key, one.hash[:12], one.published_at, one.published_by) for one in found
    ]
    return Table(titles, rows)
