"""A small site, its people, its rulebook, and case files made by hand; only what matters is stated."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from cases.lateness import turns
from cases.shares import held_now
from models.casefile import CaseFile, Enterprise, Step, Visit
from models.changes import CaseOpened, Change, NoteAdded, StageEntered
from models.content import content_hash
from models.credit_code import check_digit
from models.definitions import ProcessDefinition, RegimeDefinition
from models.record import Record
from models.rulebook import Rulebook
from models.vocabulary import CUSTOMS, CaseStatus, Channel, Need, Role, StepState, Subject
from models.waiting import Intent, Waiting, Watch
from store import cases, definitions
from store.tables import enterprise, person, site

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Beijing
TODAY = date(2026, 3, 2)

PROCESS = ProcessDefinition.model_validate(
    {
        "process": "cultivation",
        "title": {"zh": "培育", "en": "Cultivation"},
        "regime": "CN-282",
        "target": "advanced_certified",
        "stages": {
            "screening": {
                "title": {"zh": "初筛评估", "en": "Screening"},
                "steps": {
                    "intent": {"title": {"zh": "意向", "en": "Intent"}, "term": "3 workdays after stage entered"},
                    "report": {"title": {"zh": "报告", "en": "Report"}, "review_by": "supervisor"},
                },
                "outcomes": {"take-up": {"title": {"zh": "纳入", "en": "Take up"}, "to": "guidance"}},
            },
            "guidance": {"title": {"zh": "量身辅导", "en": "Guidance"}},
        },
    }
)
REGIME = RegimeDefinition.model_validate(
    {
        "regime": "CN-282",
        "title": {"zh": "282号令", "en": "Order 282"},
        "instrument": {"zh": "海关总署令第282号", "en": "GACC Order 282"},
        "effective_from": "2026-04-01",
        "source": "invented for tests",
        "levels": [],
    }
)
RULEBOOK = Rulebook(processes={PROCESS.key: PROCESS}, regimes={REGIME.key: REGIME})


def uscc(number: int) -> str:
    """A valid code, a different one for every number."""
    body = f"91371100MA3C{number:05}"
    return body + check_digit(body)


def settle(tx: Connection) -> None:
    """Sites RZ and QD, Lin, Zhao and Qiu, three enterprises at each site, and the rulebook in force."""
    tx.execute(insert(site), [{"code": code, "name": code, "calendar": "cn"} for code in ("RZ", "QD")])
    people = [
        ("zhao", Role.SUPERVISOR, "RZ", None),
        ("lin", Role.COORDINATOR, "RZ", "zhao"),
        ("qiu", Role.COORDINATOR, "QD", None),
    ]
    for login, role, at, supervisor in people:
        values = {"login": login, "name": login.title(), "role": role, "site": at, "supervisor": supervisor}
        rest = {"language": "zh", "password": "", "active": True, "created_at": NOW}
        tx.execute(insert(person), values | rest)
    tx.execute(insert(enterprise), [_enterprise_row(at, number) for at in ("RZ", "QD") for number in (1, 2, 3)])
    definitions.publish(tx, RULEBOOK, "host", NOW)


def a_case(no: str = "RZ-2026-0001", **changes: Any) -> CaseFile:
    """An open case at its first version, in screening, with the step ``intent`` open."""
    number = int(no[-1]) % 3 + 1
    case = CaseFile(
        no=no,
        site=no.split("-")[0],
        enterprise=Enterprise(uscc(number), f"企业{number}"),
        process_hash=content_hash(PROCESS),
        regime_hash=content_hash(REGIME),
        process=PROCESS,
        regime=REGIME,
        status=CaseStatus.OPEN,
        version=1,
        opened_on=TODAY,
        stage="screening",
        round=1,
        coordinator="lin",
        visits=(Visit("screening", 1, TODAY),),
        steps=(a_step(),),
    )
    return replace(case, **changes)


def a_step(key: str = "intent", **changes: Any) -> Step:
    """An open required step held by customs."""
    step = Step(
        key=key,
        of=key.split(".")[0],
        stage="screening",
        round=1,
        state=StepState.OPEN,
        need=Need.REQUIRED,
        by=Role.COORDINATOR,
        holder=CUSTOMS,
        opened_on=TODAY,
    )
    return replace(step, **changes)


def opened(case: CaseFile, at: datetime = NOW) -> Record:
    """The record that opened ``case``."""
    began = CaseOpened(
        no=case.no,
        site=case.site,
        uscc=case.enterprise.uscc,
        name=case.enterprise.name,
        process=case.process.process,
        process_hash=case.process_hash,
        regime_hash=case.regime_hash,
        coordinator=case.coordinator,
        opened_on=case.opened_on,
    )
    entered = StageEntered(stage=case.stage, round=1, entered_on=case.opened_on)
    return Record("open-case", at, "lin", (began, entered))


def noted(text: str = "called", at: datetime = NOW, *more: Change) -> Record:
    """A record of somebody writing something down."""
    return Record("note", at, "lin", (NoteAdded(text=text), *more))


def keep(tx: Connection, case: CaseFile, watches: Iterable[Watch] = ()) -> CaseFile:
    """Open ``case`` in the database."""
    cases.apply(tx, None, case, opened(case), watches, turns(case), held=held_now(case))
    return case


def go_on(tx: Connection, before: CaseFile, at: datetime = NOW, **changes: Any) -> CaseFile:
    """Apply one act that changes ``before`` so."""
    after = replace(before, version=before.version + 1, **changes)
    cases.apply(tx, before, after, noted(at=at), (), turns(after), held=held_now(after))
    return after


def waiting(case: CaseFile, step: str = "intent", **changes: Any) -> Waiting:
    """What waits for the target date of a step, due on the Thursday."""
    value = Waiting(
        key=f"{case.no}/{case.enterprise.uscc}/{step}/target",
        subject=Subject.TARGET,
        case=case.no,
        site=case.site,
        step=step,
        due_on=date(2026, 3, 5),
        ladder="default",
        holder=CUSTOMS,
        doer="lin",
        coordinator="lin",
        supervisor="zhao",
    )
    return replace(value, **changes)


def intent(case: CaseFile, rung: str = "T", **changes: Any) -> Intent:
    """A message to Lin over e-mail about the step ``intent``."""
    value = Intent(waiting(case), rung, "lin", Channel.EMAIL, "due", TODAY)
    return replace(value, **changes)


def _enterprise_row(at: str, number: int) -> dict[str, Any]:
    return {
        "site": at,
        "uscc": uscc(number),
        "name": f"企业{number}",
        "customs_code": "",
        "credit_level": "",
        "industry": "",
        "contact": "",
        "phone": "",
        "email": "",
        "extra": {},
        "search": f"企业{number}",
        "updated_at": NOW,
    }
