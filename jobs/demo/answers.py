"""What the demo's people answer when a step asks."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from jobs.demo.course import Course
from models.definitions import Answer, StepDefinition
from models.definitions.process import AnswerType


def answers_of(step: StepDefinition, course: Course, stage_round: int, day: date) -> dict[str, Any]:
    """An answer for everything the step asks for."""
    fails = stage_round < course.rounds
    known: dict[str, Any] = {
        "producer": _yes_no(course.enterprise.producer),
        "bonded": _yes_no(course.enterprise.bonded),
        "single_standards": _yes_no(bool(course.enterprise.line)),
        "business_lines": course.enterprise.line,
        "finance_met": "yes",
        "mock_verdict": "failed" if fails else "passed",
        "failed_areas": "internal_control",
        "certificate_no": f"AEO-DEMO-{course.enterprise.customs_code}",
        "valid_until": str(day + relativedelta(years=5)),
    }
    return {name: known.get(name, _ordinary(answer, day)) for name, answer in step.answers.items()}


def _yes_no(yes: bool) -> str:
    return "yes" if yes else "no"


def _ordinary(answer: Answer, day: date) -> str:
    match answer.type:
        case AnswerType.YES_NO:
            return "no"
        case AnswerType.DATE:
            return str(day)
        case AnswerType.NUMBER:
            return "0"
        case AnswerType.CHOICE | AnswerType.CHOICES:
            return next(iter(answer.choices))
        case AnswerType.NAMES:
            return "钱思源、孙立群" if answer.at_least > 1 else "钱思源"
        case AnswerType.TEXT:
            return "已核对，未见异常"
