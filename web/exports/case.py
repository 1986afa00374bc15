"""Lists of one case: its plan and steps, assessments, findings, papers, journal."""

from typing import Any

from fastapi import APIRouter, Response

from cases.naming import stage_title
from config import assessments, parties, words
from config.assessments import title
from config.i18n import _
from config.unsure import marks
from models.assessment import Assessment
from models.finding import Finding
from store import people
from web.exports.taking import Columns, TakingAlong, yes
from web.looks import LOOKING
from web.pages.case_history import Entry, History
from web.pages.case_papers import Paper, papers_of
from web.pages.case_requests import Request, requests_of
from web.pages.case_view import titles

router = APIRouter(dependencies=[LOOKING])


@router.get("/cases/{no}/steps.{kind}")
def steps(no: str, taking: TakingAlong) -> Response:
    """Every step of the case, those to come too."""
    with taking.reading() as tx:
        reader, names = taking.reader(tx), people.names(tx)
        casefile = reader.casefile(no)
        columns: Columns[dict[str, Any]] = {
            _("阶段"): lambda one: words.said(stage_title(casefile, one["stage"])),
            _("轮次"): lambda one: one["round"],
            _("步骤"): lambda one: one["title"],
            _("必做"): lambda one: yes(one["required"]),
            _("步骤状态"): lambda one: words.name(words.STEP_STATES, one["state"]),
            _("当前责任方"): lambda one: parties.holder(one["holder"]) if one["holder"] else "",
            _("指定给"): lambda one: names.get(one["assignee"] or "", one["assignee"] or ""),
            _("目标期限"): lambda one: one["due_on"],
            _("法定期限"): lambda one: one["statutory_due_on"],
            _("日期说明"): lambda one: _("、").join(
                marks(provisional=one["provisional"], unconfirmed=one["unconfirmed"])
            ),
            _("逾期工作日"): lambda one: one["overdue_workdays"] or None,
            _("开始日期"): lambda one: one.get("opened_on"),
            _("办结日期"): lambda one: one.get("closed_on"),
            _("说明"): lambda one: one.get("reason"),
        }
        return taking.file(_("方案与步骤"), columns, reader.case(no)["steps"], of=no)


@router.get("/cases/{no}/assessments.{kind}")
def assessed(no: str, taking: TakingAlong) -> Response:
    """How its assessments went."""
    with taking.reading() as tx:
        casefile, names = taking.reader(tx).casefile(no), people.names(tx)
        columns: Columns[Assessment] = {
            _("评估"): title,
            _("标准"): lambda one: one.standard,
            _("状态"): lambda one: words.name(words.ASSESSMENT_STATES, one.state),
            _("开始"): lambda one: one.opened_on,
            _("由谁开始"): lambda one: names.get(one.opened_by, one.opened_by),
            _("办结"): lambda one: one.closed_on,
            _("总分"): lambda one: one.total,
            _("结论"): lambda one: assessments.passed(one.passed),
        }
        return taking.file(_("评估"), columns, casefile.assessments, of=no)


@router.get("/cases/{no}/findings.{kind}")
def findings(no: str, taking: TakingAlong) -> Response:
    """What is to be put right, and what was."""
    with taking.reading() as tx:
        reader, names = taking.reader(tx), people.names(tx)
        casefile, called = reader.casefile(no), titles(reader.case(no))
        columns: Columns[Finding] = {
            _("编号"): lambda one: one.key,
            _("问题"): lambda one: one.text,
            _("条款"): lambda one: one.clause,
            _("标准"): lambda one: one.standard,
            _("严重程度"): lambda one: words.name(words.SEVERITIES, one.severity),
            _("状态"): lambda one: words.name(words.FINDING_STATES, one.state),
            _("提出日期"): lambda one: one.raised_on,
            _("整改期限"): lambda one: one.due_on,
            _("整改步骤"): lambda one: _("、").join(called.get(key, key) for key in one.steps),
            _("如何整改"): lambda one: one.how,
            _("整改日期"): lambda one: one.fixed_on,
            _("核验日期"): lambda one: one.verified_on,
            _("由谁核验"): lambda one: names.get(one.verified_by, one.verified_by),
            _("退回原因"): lambda one: one.returned,
        }
        return taking.file(_("问题与整改"), columns, casefile.findings, of=no)


@router.get("/cases/{no}/requests.{kind}")
def requests(no: str, taking: TakingAlong) -> Response:
    """What outside parties were asked, and what they answered."""
    with taking.reading() as tx:
        reader = taking.reader(tx)
        called = titles(reader.case(no))
        columns: Columns[Request] = {
            _("问了什么"): lambda one: one.question,
            _("问谁"): lambda one: parties.holder(one.party),
            _("步骤"): lambda one: called.get(one.step, one.step),
            _("何时问"): lambda one: one.asked_on,
            _("答复期限"): lambda one: one.answer_by,
            _("状态"): lambda one: words.name(words.QUESTIONS, one.state),
            _("答复"): lambda one: one.answer,
            _("答复日期"): lambda one: one.answered_on,
            _("原因"): lambda one: one.reason,
        }
        return taking.file(_("征询外单位"), columns, requests_of(reader.records(no), reader.zone), of=no)


@router.get("/cases/{no}/papers.{kind}")
def papers(no: str, taking: TakingAlong) -> Response:
    """Its files, what came last first."""
    with taking.reading() as tx:
        casefile, names = taking.reader(tx).casefile(no), people.names(tx)
        kinds = casefile.process.papers
        columns: Columns[Paper] = {
            _("文件"): lambda one: one.paper.name,
            _("材料种类"): lambda one: words.said(kinds.get(one.paper.kind)) or one.paper.kind,
            _("附上日期"): lambda one: one.paper.attached_on,
            _("由谁附上"): lambda one: names.get(one.paper.by, one.paper.by),
            _("有效期至"): lambda one: one.paper.valid_until,
            _("由谁更新"): lambda one: names.get(one.paper.owner, one.paper.owner),
            _("现行"): lambda one: yes(one.is_current),
            _("校验值"): lambda one: one.paper.sha256,
        }
        return taking.file(_("材料"), columns, papers_of(casefile), of=no)


@router.get("/cases/{no}/journal.{kind}")
def journal(no: str, taking: TakingAlong) -> Response:
    """What was done, the newest first."""
    with taking.reading() as tx:
        reader = taking.reader(tx)
        told = History(reader.casefile(no), titles(reader.case(no)), people.names(tx))
        columns: Columns[Entry] = {
            _("时间"): lambda one: one.at,
            _("由谁"): lambda one: one.who,
            _("代谁"): lambda one: one.on_behalf_of,
            _("做了什么"): lambda one: words.title(words.ACTS, one.act),
            _("步骤"): lambda one: one.title,
            _("说明"): lambda one: one.reason,
            _("详情"): lambda one: _("；").join(one.lines),
        }
        return taking.file(_("历史"), columns, told.entries(reader.records(no)), of=no)
