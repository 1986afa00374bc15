"""Lists of what the departments were asked and what they committed themselves to: problems, memoranda."""

from collections.abc import Iterator

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from actions.problems import rules_now
from cases import rights
from config import parties, words
from config.i18n import _
from models.memoranda import Commitment, Memorandum
from models.people import Scope
from models.problems import Problem
from store import memoranda, people, problems
from store.pages import every
from web.exports.taking import AT_ONCE, Columns, TakingAlong
from web.pages.memoranda import require_sight
from web.pages.problems import Chosen, require_register

router = APIRouter()


@router.get("/problems.{kind}")
def register(taking: TakingAlong, chosen: Chosen) -> Response:
    """The register as it is narrowed in the address, the newest first."""
    require_register(taking.person)
    scope, today = rights.readable(taking.person), taking.today
    with taking.reading() as tx:
        names, topics = people.names(tx), rules_now(tx).topics
        columns: Columns[Problem] = {
            _("编号"): lambda one: one.no,
            _("企业"): lambda one: one.enterprise,
            _("统一社会信用代码"): lambda one: one.uscc,
            _("示范点"): lambda one: one.site,
            _("问题"): lambda one: one.text,
            _("主题"): lambda one: words.said(topics[one.topic].title) if one.topic in topics else one.topic,
            _("税则章"): lambda one: one.chapter,
            _("承办"): lambda one: parties.holder(one.department),
            _("首问"): lambda one: names.get(one.handler, one.handler),
            _("状态"): lambda one: words.name(words.PROBLEM_STATES, one.state),
            _("期限"): lambda one: one.due_on if one.is_live else None,
            _("答复类型"): lambda one: words.name(words.ANSWER_KINDS, one.answer.kind) if one.answer else "",
            _("答复"): lambda one: one.answer.text if one.answer else "",
            _("答复日期"): lambda one: one.answer.on if one.answer else None,
        }
        found = every(lambda at: problems.listing(tx, scope, today, cursor=at, limit=AT_ONCE, **chosen))
        return taking.file(_("问题需求"), columns, found)


@router.get("/memoranda.{kind}")
def promised(taking: TakingAlong) -> Response:
    """Every memorandum, once for each commitment under it."""
    require_sight(taking.person)
    with taking.reading() as tx:
        names = people.names(tx)
        columns: Columns[tuple[Memorandum, Commitment | None]] = {
            _("合作备忘录"): lambda one: one[0].title,
            _("示范点"): lambda one: one[0].site,
            _("签署日"): lambda one: one[0].signed_on,
            _("有效期至"): lambda one: one[0].until,
            _("签署部门"): lambda one: _("、").join(parties.holder(code) for code in one[0].parties),
            _("承诺"): lambda one: one[1].text if one[1] else "",
            _("部门"): lambda one: parties.holder(one[1].department) if one[1] else "",
            _("经管"): lambda one: names.get(one[1].owner, one[1].owner) if one[1] else "",
            _("期限"): lambda one: one[1].due_on if one[1] else None,
            _("状态"): lambda one: words.name(words.COMMITMENT_STATES, one[1].state) if one[1] else "",
            _("说明"): lambda one: one[1].note if one[1] else "",
        }
        return taking.file(_("合作备忘录"), columns, _each(tx, rights.readable(taking.person)))


def _each(tx: Connection, scope: Scope) -> Iterator[tuple[Memorandum, Commitment | None]]:
    for one, commitments in memoranda.listing(tx, scope):
        yield from ((one, it) for it in commitments or (None,))
