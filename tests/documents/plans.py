"""A plan document to draw: one enterprise, one gap, two stages."""

from dataclasses import replace
from datetime import date
from typing import Any

from config.plan_document import LABELS
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

ISSUED = date(2026, 11, 16)
WORDS = LABELS | {"subtitle": "高级认证培育", "revision_line": "第 2 版 · 已批准", "revision_no": "方案第 2 版"}
GAP = ClauseRow("12", "单证复核", "内部控制", "不达标", "没有写明 <复核人> & 权限", "制度.pdf", is_gap=True)
MET = ClauseRow("13", "印章管理", "内部控制", "达标", "", "", is_gap=False)
DIAGNOSIS = Diagnosis(
    title="企业自评 1",
    on=date(2026, 8, 3),
    total=91,
    verdict="未通过",
    passed=False,
    unconfirmed=True,
    predicates=("总分不低于 95，现为 91",),
    sections=(SectionScore("内部控制", 2, 0, 1),),
    clauses=(GAP, MET),
)


def an_item(number: int = 1, **changes: Any) -> Item:
    """One item, due by our target and by a law that is to be confirmed."""
    item = Item(
        number=str(number),
        title="补单证复核制度",
        origin="差距 12",
        ours="林晓岚",
        theirs="关务负责人",
        papers="制度文件",
        term="",
        due=(Due(date(2026, 12, 1), foreseen=True, provisional=True), Due(date(2027, 1, 4), True, unconfirmed=True)),
        state="进行中",
        is_done=False,
    )
    return replace(item, **changes)


def a_plan(**changes: Any) -> PlanDocument:
    """The document, with every part filled in."""
    bars = (
        Bar("量身辅导", date(2026, 11, 2), date(2026, 12, 1), "stage"),
        Bar("补单证复核制度", date(2026, 11, 2), date(2026, 12, 1), "open"),
    )
    plan = PlanDocument(
        language="zh",
        no="RZ-2026-0031",
        site="日照示范点",
        company=Company("日照某某有限公司", "91370000MA3C0AAA0X", "3701234567", "常规企业", "食品化妆品"),
        target="高级认证企业",
        issued_on=ISSUED,
        revisions=(Revision(1, "初稿", "赵启明", date(2026, 9, 1)), Revision(2, "企业搬迁")),
        process=Edition("高级认证培育", "8f3a9c12b7d4e6f0"),
        regime=Edition("第 282 号令", "1122334455667788"),
        standard=Edition("高级认证企业标准", "99aabbccddeeff00"),
        people=(Member("企业协调员", "林晓岚"), Member("主管", "赵启明")),
        diagnosis=DIAGNOSIS,
        stages=(StagePlan("量身辅导", (an_item(),), bars),),
        words=WORDS,
    )
    return replace(plan, **changes)
