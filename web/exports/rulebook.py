"""Lists of the rulebook: standards, the clauses of one and those that cases lost points for, ladders."""

from collections.abc import Iterator

from fastapi import APIRouter, Response

from cases.assessing.clauses import PlacedClause, everywhere
from config import standards, words
from config.assessments import Weak
from config.i18n import _
from config.standards import is_unconfirmed
from models.definitions import StandardDefinition
from store import definitions
from web.exports.taking import Columns, TakingAlong, yes
from web.pages.ladder_view import Line, lines
from web.pages.ladders import sites_seen

router = APIRouter()


@router.get("/standards.{kind}")
def listing(taking: TakingAlong) -> Response:
    """Every standard of the rulebook, the one in force latest first."""
    with taking.reading() as tx:
        columns: Columns[StandardDefinition] = {
            _("名称"): lambda one: words.said(one.title),
            _("编号"): lambda one: one.standard,
            _("文号"): lambda one: words.said(one.instrument),
            _("施行"): lambda one: one.effective_from,
            _("失效日"): lambda one: one.effective_to,
            _("待核"): lambda one: yes(one.effective_status == "unconfirmed"),
            _("数目"): standards.counts,
        }
        return taking.file(_("认证标准"), columns, [one for one, _digest in standards.in_force(tx)])


@router.get("/standards/{key}/clauses.{kind}")
def clauses(key: str, taking: TakingAlong) -> Response:
    """The clauses of one standard, for every kind of enterprise and every line of business."""
    with taking.reading() as tx:
        standard, _digest = standards.of(tx, key)
        columns: Columns[PlacedClause] = {
            _("条"): lambda one: one.key,
            _("类别"): lambda one: _section(standard, one),
            _("条款"): lambda one: words.said(one.clause.title),
            _("看什么"): lambda one: words.said(one.clause.look_for),
            _("认定方式"): lambda one: standards.means(one.clause),
            _("评定标准"): lambda one: "\n".join(_gradings(standard, one)),
            _("回溯期"): lambda one: standards.span(one.clause.look_back),
            _("留存"): lambda one: standards.span(one.clause.kept_for),
            _("适用企业"): lambda one: _("、").join(
                words.said(standard.variants[trade].title) for trade in one.clause.trades
            ),
            _("待核"): lambda one: yes(is_unconfirmed(one.clause)),
            _("备注"): lambda one: words.said(one.clause.note),
        }
        return taking.file(_("条款"), columns, everywhere(standard), of=key)


@router.get("/standards/{key}/weak.{kind}")
def weak(key: str, taking: TakingAlong) -> Response:
    """The clauses cases lost points for, the most frequent first."""
    with taking.reading() as tx:
        standard, _digest = standards.of(tx, key)
        columns: Columns[Weak] = {
            _("条"): lambda one: one.clause.key,
            _("条款"): lambda one: words.said(one.clause.clause.title),
            _("扣分案件"): lambda one: one.lost,
            _("已评案件"): lambda one: one.asked,
        }
        return taking.file(_("常见薄弱条款"), columns, taking.reader(tx).weak_clauses(standard), of=key)


@router.get("/ladders.{kind}")
def ladders(taking: TakingAlong) -> Response:
    """Every ladder, and what the sites one may see have changed."""
    theirs = sites_seen(taking.who)
    with taking.reading() as tx:
        columns: Columns[Line] = {
            _("名称"): lambda one: words.said(one.whole.ladder.title),
            _("编号"): lambda one: one.key,
            _("示范点"): lambda one: one.site,
            _("梯级"): lambda one: " ".join(str(origin.rung.at) for origin in one.whole.origins),
            _("用于"): lambda one: _("、").join(words.name(words.SUBJECTS, subject) for subject in one.subjects),
        }
        return taking.file(_("催办设置"), columns, lines(definitions.rulebook(tx), theirs))


def _section(standard: StandardDefinition, one: PlacedClause) -> str:
    """The category or the line a clause stands in, under its own title."""
    if one.line:
        return words.said(standard.lines[one.line].title)
    variant = standard.variants[str(one.path[1])]
    return words.said(variant.categories[one.category].title)


def _gradings(standard: StandardDefinition, one: PlacedClause) -> Iterator[str]:
    """Which limits give which rating."""
    for rating, groups in standards.grading(standard, one.clause):
        yield " · ".join((rating, _("；").join(groups)))
