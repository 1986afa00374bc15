"""What the demo's people answer when a step asks."""

from datetime import date
from typing import Any

from jobs.demo.course import Course
from models.definitions import Answer, StepDefinition
from models.definitions.process import AnswerType


def answers_of(step: StepDefinition, course: Course, stage_round: int, day: date) -> dict[str, Any]:
    """An answer for everything the step asks for."""
    known: dict[str, Any] = {
        "producer": "yes" if course.enterprise.producer else "no",
        "bonded": "yes" if course.enterprise.bonded else "no",
        "business_lines": course.enterprise.line,
    }
    return {name: known.get(name) or _ordinary(answer, day) for name, answer in step.answers.items()}


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
        case AnswerType.TEXT:
            return "已核对，未见异常"
