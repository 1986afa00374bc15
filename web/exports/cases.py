"""Lists of cases: all of them, one's own work, the agenda of the joint meeting, what departments owe."""

from fastapi import APIRouter, Request, Response

from cases import rights
from cases.benefits import Ledger
from cases.naming import of_key
from config import benefits, contract, parties, words
from config.i18n import _
from jobs.live import Live
from jobs.worklist import work_of
from models.vocabulary import Priority
from store import agenda, caselist, compliance, people, worklist
from store.agenda import AgendaItem
from store.caselist import CaseLine
from store.compliance import DoneStep
from store.pages import every
from web.exports.taking import AT_ONCE, Columns, TakingAlong, yes
from web.pages.board_results import last_of, month_of
from web.pages.case_filters import Chosen, filters_of
from web.pages.work_filters import WorkFilters
from web.pages.work_view import GROUPS, Row, row

router = APIRouter()


@router.get("/cases.{kind}")
def cases(request: Request, taking: TakingAlong) -> Response:
    """The list of cases as it is narrowed in the address."""
    scope, today = rights.readable(taking.person), taking.today
    with taking.reading() as tx:
        wanted = filters_of(request.query_params).wanted(tx, taking.person, today)
        found = every(lambda at: caselist.listing(tx, scope, today, cursor=at, limit=AT_ONCE, **wanted))
        stages, processes = contract.stage_titles(tx), contract.process_titles(tx)
        names = people.names(tx)
        columns: Columns[CaseLine] = {
            _("案号"): lambda one: one.no,
            _("企业"): lambda one: one.enterprise,
            _("统一社会信用代码"): lambda one: one.uscc,
            _("示范点"): lambda one: one.site,
            _("流程"): lambda one: processes.get(one.process, one.process),
            _("阶段"): lambda one: stages.get(one.stage, one.stage),
            _("轮次"): lambda one: one.round,
            _("进入阶段日期"): lambda one: one.stage_entered_on,
            _("阶段时限"): lambda one: one.stage_due_on,
            _("协调员"): lambda one: names.get(one.coordinator or "", ""),
            _("主管"): lambda one: names.get(one.supervisor or "", ""),
            _("最早期限"): lambda one: one.due_on,
            _("逾期"): lambda one: yes(one.is_late),
            _("状态"): lambda one: words.name(words.CASE_STATUS, one.status),
            _("优先级"): lambda one: words.name(words.PRIORITIES, one.priority),
            _("列入议程日期"): lambda one: one.agenda_since,
            _("最近进展"): lambda one: one.moved_on,
            _("立案日期"): lambda one: one.opened_on,
            _("结案日期"): lambda one: one.closed_on,
        }
        return taking.file(_("案件"), columns, found)


@router.get("/work.{kind}")
def work(request: Request, taking: TakingAlong) -> Response:
    """我的工作 as it is narrowed in the address, the most urgent first."""
    me, today = taking.person, taking.today
    with taking.reading() as tx:
        live, scope = Live(tx, today), rights.readable(me)
        everything, absences = work_of(tx, me, today)
        wanted, absent = (
            WorkFilters.of(request.query_params).wanted(everything, me.login),
            [one.person for one in absences],
        )
        found = every(lambda at: worklist.listing(tx, scope, wanted, cursor=at, limit=AT_ONCE))
        rows = (row(tx, one, live.calendar(one.site), today, me, live.people, absent) for one in found)
        columns: Columns[Row] = {
            _("分组"): lambda one: _(GROUPS[one.item.group]),
            _("案号"): lambda one: one.item.no,
            _("企业"): lambda one: one.item.enterprise,
            _("阶段"): lambda one: one.stage,
            _("步骤"): lambda one: one.title,
            _("步骤状态"): lambda one: words.name(words.STEP_STATES, one.item.state),
            _("期限"): lambda one: one.item.due,
            _("目标期限"): lambda one: one.item.due_on,
            _("法定期限"): lambda one: one.item.statutory_due_on,
            _("逾期工作日"): lambda one: one.late or None,
            _("当前责任方"): lambda one: parties.holder(one.item.holder),
            _("已持有工作日"): lambda one: one.held,
            _("承诺日"): lambda one: one.item.promised_on,
            _("优先级"): lambda one: words.name(words.PRIORITIES, one.item.priority),
            _("代谁"): lambda one: one.absent,
        }
        return taking.file(_("我的工作"), columns, rows, of=me.name)


@router.get("/board/done.{kind}")
def done(taking: TakingAlong, asked: Chosen, month: str = "", by: str = "", late: bool | None = None) -> Response:
    """The steps done in a month, as the page narrows them, those done last first."""
    scope, today = rights.readable(taking.person), taking.today
    first = month_of(month, today)
    with taking.reading() as tx:
        names = people.names(tx)
        wanted = asked.of_board().wanted(tx, taking.person, today) | {"is_closed": None}
        columns: Columns[DoneStep] = {
            _("案号"): lambda one: one.no,
            _("企业"): lambda one: one.enterprise,
            _("步骤"): lambda one: one.title or contract.step_title(tx, one.process_hash, one.of),
            _("期限"): lambda one: one.due_on,
            _("法定期限"): lambda one: one.statutory_due_on,
            _("办结日期"): lambda one: one.closed_on,
            _("迟办结"): lambda one: yes(one.late),
            _("责任方"): lambda one: parties.holder(one.holder),
            _("协调员"): lambda one: names.get(one.coordinator or "", ""),
        }
        found = every(
            lambda at: compliance.done_steps(
                tx,
                scope,
                today,
                first,
                last_of(first),
                had_by=by or None,
                late=late,
                cursor=at,
                limit=AT_ONCE,
                **wanted,
            )
        )
        return taking.file(_("已办结的步骤"), columns, found)


@router.get("/agenda.{kind}")
def on_agenda(taking: TakingAlong) -> Response:
    """The agenda of the next joint meeting, the longest waiting first."""
    with taking.reading() as tx:
        names, stages = people.names(tx), contract.stage_titles(tx)
        columns: Columns[AgendaItem] = {
            _("案号"): lambda one: one.line.no,
            _("企业"): lambda one: one.line.enterprise,
            _("阶段"): lambda one: stages.get(one.line.stage, one.line.stage),
            _("协调员"): lambda one: names.get(one.line.coordinator or "", ""),
            _("列入日期"): lambda one: one.since,
            _("缘由"): lambda one: words.by_rung(
                one.reason, lambda step: contract.step_title(tx, one.line.process_hash, of_key(step))
            ),
            _("逾期"): lambda one: yes(one.line.is_late),
            _("加急"): lambda one: yes(one.line.priority is Priority.HIGH),
        }
        found = agenda.listing(tx, rights.readable(taking.person), taking.today)
        return taking.file(_("联席会议议程"), columns, found)


@router.get("/benefits.{kind}")
def owed(taking: TakingAlong) -> Response:
    """红利兑现, department by department."""
    with taking.reading() as tx:
        columns: Columns[Ledger] = {
            _("部门"): lambda one: parties.holder(one.holder),
            _("应兑现"): lambda one: one.owed,
            _("已兑现"): lambda one: one.delivered,
            _("按期"): lambda one: one.in_time,
            _("逾期未兑现"): lambda one: one.overdue,
            _("按期兑现率（%）"): lambda one: one.percent,
        }
        found = benefits.of_scope(tx, rights.readable(taking.person), taking.today)
        return taking.file(_("红利兑现"), columns, found)
