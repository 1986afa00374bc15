"""The plan document (方案书) put together in the language in use: what the case, its plan and its last assessment say on paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, groupby

from cases.assessing.review import Part, Review, Row, review
from cases.blueprint import blueprint
from cases.facts import elements
from cases.instances import applies
from cases.naming import answer_words, stage_title
from cases.outlook import Stretch, outlook
from cases.planning.items import items, keeper
from cases.workdays import WorkCalendar
from config import assessments, parties, words
from config.i18n import N_, _, language
from config.plan import origin, paper, reason
from config.reasons import sentence
from documents.plan_document import (
    Bar,
    ClauseRow,
    Company,
    Diagnosis,
    Due,
    Edition,
    Item,
    Member,
    PlanDocument,
    Revision,
    SectionScore,
    StagePlan,
)
from models.assessment import AGAINST_STANDARDS, Assessment, AssessmentState, Shelf
from models.casefile import CaseFile, Deadline
from models.definitions import StandardDefinition
from models.plan import PlanItem, PlanState
from models.vocabulary import CUSTOMS, ENDED, Role, StepState
from store.enterprises import EnterpriseRecord

LABELS = {
    "title": N_("一企一策培育方案书"),
    "page": N_("第 {page} 页，共 {pages} 页"),
    "enterprise": N_("企业"),
    "case_no": N_("案件编号"),
    "target": N_("培育目标"),
    "revision": N_("方案版次"),
    "rulebook": N_("规则库版本"),
    "issued_on": N_("编制日期"),
    "version": N_("版本"),
    "chapter_basis": N_("一、企业与依据"),
    "name": N_("企业名称"),
    "uscc": N_("统一社会信用代码"),
    "customs_code": N_("海关注册编码"),
    "level": N_("现信用等级"),
    "lines": N_("涉及的单项标准"),
    "rests_on": N_("方案依据"),
    "process": N_("培育流程"),
    "regime": N_("信用管理办法"),
    "standard": N_("认证标准"),
    "people": N_("参与人员"),
    "revisions": N_("方案修订"),
    "reason": N_("修订理由"),
    "approved_by": N_("批准人"),
    "approved_on": N_("批准日期"),
    "chapter_diagnosis": N_("二、现状与差距"),
    "no_diagnosis": N_("还没有评估，差距待评估后补入。"),
    "assessment": N_("评估"),
    "assessed_on": N_("评估日期"),
    "total": N_("总分"),
    "verdict": N_("结论"),
    "by_section": N_("分类情况"),
    "section": N_("类别"),
    "clauses": N_("条款数"),
    "gaps": N_("扣分条款"),
    "unrated": N_("未评定"),
    "gap_clauses": N_("差距条款"),
    "no_gaps": N_("没有扣分条款。"),
    "clause": N_("条"),
    "clause_title": N_("条款"),
    "result": N_("结果"),
    "gap": N_("差距与说明"),
    "shown": N_("佐证材料"),
    "chapter_items": N_("三、方案事项"),
    "marks": N_("预计：按期限推算，尚未定下；暂定：该年度放假安排尚未公布；待核：所依据的规定尚待核实。"),
    "number": N_("序"),
    "item": N_("事项"),
    "origin": N_("来源"),
    "ours": N_("海关"),
    "theirs": N_("企业或部门"),
    "to_show": N_("应交材料"),
    "term": N_("期限"),
    "statutory": N_("法定"),
    "foreseen": N_("预计"),
    "provisional": N_("暂定"),
    "unconfirmed": N_("待核"),
    "chapter_gantt": N_("四、进度安排"),
    "foreseen_says": N_("已完成的按实际日期，进行中的到期限为止；空心的尚未开始，按前序各项都在期限当日办结推算。"),
    "look_stage": N_("阶段"),
    "look_done": N_("已完成"),
    "look_open": N_("进行中"),
    "look_foreseen": N_("预计"),
    "today": N_("编制日"),
    "chapter_signed": N_("五、确认"),
    "signed_site": N_("示范点"),
    "signed_enterprise": N_("企业"),
    "signature": N_("签字（盖章）："),
    "signed_on": N_("日期：          年      月      日"),
    "annex_clauses": N_("附件  逐条评定表"),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What the document says and the case does not know: the site's name, the enterprise's record, the names of accounts."""

    site: str
    record: EnterpriseRecord
    names: Mapping[str, str]
    calendar: WorkCalendar
    today: date


def plan_document(casefile: CaseFile, shelf: Shelf, around: Around) -> PlanDocument:
    """The document as of today; the sheets of the case must be loaded."""
    found = _diagnosed(casefile, shelf)
    return PlanDocument(
        language=language(),
        no=casefile.no,
        site=around.site,
        company=_company(casefile, around.record),
        target=_level(casefile, casefile.process.target),
        issued_on=around.today,
        revisions=tuple(_revisions(casefile, around.names)),
        process=Edition(words.said(casefile.process.title), casefile.process_hash),
        regime=Edition(words.said(casefile.regime.instrument), casefile.regime_hash),
        standard=Edition(words.said(found.standard.title), found.head.standard_hash) if found else None,
        people=tuple(_people(casefile, around)),
        diagnosis=_diagnosis(casefile, found) if found else None,
        stages=tuple(_stages(casefile, around)),
        words=_labels(casefile),
    )


# who and what for -------------------------------------------------------------------------------------------------------


def _labels(casefile: CaseFile) -> dict[str, str]:
    said = {name: (label := _(text))[:1].upper() + label[1:] for name, text in LABELS.items()}
    state, number = words.name(words.PLAN_STATES, casefile.plan_state), casefile.plan_revision
    revision = _("第 {number} 版").format(number=number) if number else ""
    return said | {
        "subtitle": words.said(casefile.process.title),
        "revision_line": " · ".join(filter(None, (revision, state))),
        "revision_no": _("方案第 {number} 版").format(number=number) if number else state,
    }


def _level(casefile: CaseFile, code: str) -> str:
    level = casefile.regime.level(code)
    return words.said(level.title) if level else code


def _company(casefile: CaseFile, record: EnterpriseRecord) -> Company:
    lines = elements(casefile, "business_lines") or ()
    said = answer_words(casefile, "business_lines", lines, under="lines")
    return Company(
        name=casefile.enterprise.name,
        uscc=casefile.enterprise.uscc,
        customs_code=record.customs_code,
        level=_level(casefile, casefile.enterprise.credit_level),
        lines=said.get(f"lines_{language()}", _listed(lines)),
    )


def _people(casefile: CaseFile, around: Around) -> Iterator[Member]:
    for role in (Role.COORDINATOR, Role.LIAISON, Role.SUPERVISOR):
        login = getattr(casefile, role)
        if login:
            yield Member(words.title(words.ROLES, role), around.names.get(login, login))
    if around.record.contact:
        yield Member(words.title(words.ROLES, Role.ENTERPRISE), around.record.contact)


def _revisions(casefile: CaseFile, names: Mapping[str, str]) -> Iterator[Revision]:
    for one in casefile.revisions:
        decided = one.decided if one.state is PlanState.APPROVED else None
        by = names.get(decided.by, decided.by) if decided else ""
        yield Revision(one.number, reason(one), by, decided.on if decided else None)


# where the enterprise stands --------------------------------------------------------------------------------------------


def _diagnosed(casefile: CaseFile, shelf: Shelf) -> Review | None:
    """The last assessment that was closed, otherwise the last in which anything was rated."""
    heads = [one for one in casefile.assessments if one.kind in AGAINST_STANDARDS]
    usable = [one for one in heads if one.state is not AssessmentState.DROPPED]
    closed = [one for one in usable if one.state is AssessmentState.CLOSED]
    found = closed or [one for one in usable if _is_begun(casefile, one)]
    return review(casefile, shelf, found[-1].key) if found else None


def _is_begun(casefile: CaseFile, head: Assessment) -> bool:
    sheet = casefile.sheet(head.key)
    return sheet is not None and any(one.rating for one in sheet.answers.values())


def _diagnosis(casefile: CaseFile, found: Review) -> Diagnosis:
    verdict, head = found.verdict, found.head
    return Diagnosis(
        title=assessments.title(head),
        on=head.closed_on or head.opened_on,
        total=verdict.total,
        verdict=assessments.passed(verdict.passed),
        passed=verdict.passed,
        unconfirmed=verdict.unconfirmed,
        predicates=tuple(sentence(one.reason) for one in verdict.judged),
        sections=tuple(_section(found, part) for part in found.parts),
        clauses=tuple(_clause(casefile, found, part, row) for part in found.parts for row in part.rows),
    )


def _section(found: Review, part: Part) -> SectionScore:
    gaps = sum(_is_gap(found.standard, row) for row in part.rows)
    return SectionScore(words.said(part.title), len(part.rows), part.owed, gaps)


def _clause(casefile: CaseFile, found: Review, part: Part, row: Row) -> ClauseRow:
    papers, is_gap = {one.sha256: one.name for one in casefile.papers}, _is_gap(found.standard, row)
    return ClauseRow(
        no=row.clause.key.rpartition(".")[2],
        title=words.said(row.clause.clause.title),
        section=words.said(part.title),
        result=assessments.rating(found.standard, row.answer.rating),
        note=row.answer.note or (words.said(row.clause.clause.look_for) if is_gap else ""),
        papers=_listed([papers[one] for one in row.answer.evidence if one in papers]),
        is_gap=is_gap,
    )


def _is_gap(standard: StandardDefinition, row: Row) -> bool:
    grade = standard.scale.get(row.answer.rating)
    return grade is not None and (grade.points or 0) < 0


# what is done, and when -------------------------------------------------------------------------------------------------


def _stages(casefile: CaseFile, around: Around) -> Iterator[StagePlan]:
    """Stay by stay as they were, then as they are to come; without what was dropped, or has not begun and nobody waits for."""
    seen = {one.key: one for one in outlook(casefile, around.calendar, around.today)}
    told = [one for one in items(casefile, around.calendar, around.today) if one.key in seen]
    stays = [(visit.stage, visit.round) for visit in casefile.visits]
    told.sort(key=lambda one: stays.index((one.stage, one.round)) if (one.stage, one.round) in stays else len(stays))
    numbers = count(1)
    for (stage, number), group in groupby(told, key=lambda one: (one.stage, one.round)):
        those = list(group)
        title = words.said(stage_title(casefile, stage))
        if number > 1:
            title += " · " + _("第 {number} 轮").format(number=number)
        yield StagePlan(
            title=title,
            items=tuple(_item(casefile, one, seen[one.key], next(numbers), around) for one in those),
            bars=tuple(_bars(casefile, title, [(one, seen[one.key]) for one in those])),
        )


def _item(casefile: CaseFile, one: PlanItem, stretch: Stretch, number: int, around: Around) -> Item:
    dates = [(stretch.due, False), (stretch.statutory, True)]
    due = tuple(_due(day, stretch, statutory=law) for day, law in dates if day and not one.closed_on)
    return Item(
        number=str(number),
        title=_title(casefile, one),
        origin=_listed([origin(each) for each in one.origins]),
        ours=_ours(casefile, one, around.names),
        theirs=_theirs(one),
        papers=_listed([paper(casefile, kind) for kind in _evidence(casefile, one)]),
        term="" if due else _term(casefile, one),
        due=due,
        state=words.name(words.STEP_STATES, one.state),
        is_done=one.state in ENDED,
    )


def _due(day: Deadline, stretch: Stretch, *, statutory: bool) -> Due:
    return Due(day.due_on, statutory, stretch.foreseen, day.provisional, day.is_unconfirmed)


def _ours(casefile: CaseFile, one: PlanItem, names: Mapping[str, str]) -> str:
    """Who sees to it here: by name where somebody has it or the case has one of that role."""
    login = keeper(casefile, one.by, one.assignee)
    return names.get(login, login) if login else words.title(words.ROLES, one.by)


def _theirs(one: PlanItem) -> str:
    """Who does it on the other side: nobody if it is customs' alone."""
    if one.enterprise:
        return words.said(one.enterprise)
    return "" if one.holder == CUSTOMS else parties.holder(one.holder)


def _evidence(casefile: CaseFile, one: PlanItem) -> Sequence[str]:
    plan = blueprint(casefile).steps.get(one.of)
    return one.evidence or (plan.definition.evidence if plan else ())


def _title(casefile: CaseFile, one: PlanItem) -> str:
    """What it is called; of one to come of which nobody knows yet whether it applies, with that said."""
    plan = blueprint(casefile).steps.get(one.of)
    unsure = one.state is StepState.PLANNED and plan and applies(casefile, plan).met is None
    return words.said(one.title) + (_("（视情况）") if unsure else "")


def _term(casefile: CaseFile, one: PlanItem) -> str:
    """What stands in place of a day that is to be kept."""
    if one.closed_on:
        return _("{on} 办结").format(on=one.closed_on)
    plan = blueprint(casefile).steps.get(one.of)
    return _("届时确定") if plan and (plan.target or plan.statutory) else _("不设期限")


def _bars(casefile: CaseFile, title: str, those: Sequence[tuple[PlanItem, Stretch]]) -> Iterator[Bar]:
    """The stage's own, then one for each item whose end is known."""
    dated = [(one, stretch.first, stretch.last, stretch) for one, stretch in those if stretch.last]
    if not dated:
        return
    yield Bar(title, min(first for _, first, _, _ in dated), max(last for _, _, last, _ in dated), "stage")
    for one, first, last, stretch in dated:
        look = "foreseen" if stretch.foreseen else "done" if one.state in ENDED else "open"
        yield Bar(_title(casefile, one), first, last, look)


def _listed(parts: Sequence[str]) -> str:
    return (", " if language() == "en" else "、").join(parts)
