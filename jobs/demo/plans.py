"""Plans of the demo: some enterprises assessed themselves, what lost points is in their plan, and somebody has decided on it."""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import Connection

from models.assessment import Sheet
from store import cases, sheets

LOST: Mapping[str, tuple[str, str]] = {
    "5": ("not_met", "制单与复核同一人，没有复核痕迹"),
    "10": ("basically_met", "有内审制度，上年度未出报告"),
    "13": ("basically_met", "四项偿债指标只合格一项"),
    "48": ("not_met", "装卸区有监控盲区，录像只存 15 天"),
    "54": ("basically_met", "七点检查有做，记录不全"),
    "66": ("not_met", "商业伙伴没有准入审查"),
}
"""What an enterprise of the demo finds lacking, by clause of the advanced standard."""


class Do(Protocol):
    """Do an act on the case: by whom, with what, why."""

    def __call__(self, act: str, login: str, inputs: Mapping[str, Any] | None = None, reason: str = "") -> None: ...


def diagnose(tx: Connection, no: str, do: Do, coordinator: str, supervisor: str) -> None:
    """A self-assessment from beginning to end, and what lost points put into the plan."""
    do("open-assessment", coordinator, {"kind": "self"})
    sheet = sheets.with_sheets(tx, cases.load(tx, no)).sheets[-1]
    do("answer-clauses", coordinator, {"answers": _answers(sheet)})
    for section in cases.load(tx, no).assessments[-1].sections:
        do("submit-section", coordinator, {"section": section})
        do("accept-section", supervisor, {"section": section})
    do("close-assessment", supervisor)
    do("draft-plan", coordinator)


def settle(do: Do, coordinator: str, supervisor: str, *, decided: bool) -> None:
    """The plan is submitted, and approved if it is decided on by today."""
    do("submit-plan", coordinator, reason="请审定")
    if decided:
        do("approve-plan", supervisor, reason="同意，按月对账")


def _answers(sheet: Sheet) -> dict[str, dict[str, str]]:
    """As found, otherwise met; what is won is not claimed."""
    lost = {key: {"rating": rating, "note": note} for key, (rating, note) in LOST.items()}
    met = {"rating": "met", "note": "查阅资料，未见异常"}
    return {key: lost.get(key, met) for key in sheet.clauses if not key.isdigit() or int(key) < 69}
