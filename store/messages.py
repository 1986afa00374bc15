"""Messages as others see them, and the one statement that reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, Select, select

from models.vocabulary import Channel, MessageState
from models.waiting import Intent, Waiting
from store.tables import case, message


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one person over one channel. ``error`` says why it failed or was held back; ``case`` is empty for what
    belongs to none; ``on_behalf_of`` is the absent person who would have heard it."""

    id: int
    key: str
    person: str
    channel: Channel
    kind: str
    case: str
    step: str
    rung: str
    state: MessageState
    attempts: int
    queued_at: datetime
    sent_at: datetime | None
    error: str
    subject_key: str
    revision: int
    planned_on: date
    not_before: datetime | None
    letter_id: int | None
    read_at: datetime | None
    site: str
    waiting: Waiting
    values: Mapping[str, Any]
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a message says, as it was planned."""

    waiting: Waiting
    values: Mapping[str, Any] = field(default_factory=dict)
    on_behalf_of: str = ""


_DETAIL = TypeAdapter(Detail)
_OTHERS = tuple(
    name for name in Message.__dataclass_fields__ if name not in {"kind", "case", *Detail.__dataclass_fields__}
)
MESSAGES = select(*(message.c[name] for name in _OTHERS), message.c.wording, message.c.detail, case.c.no).select_from(
    message.outerjoin(case)
)


def read(tx: Connection, statement: Select[Any]) -> list[Message]:
    """The messages found by a statement made from MESSAGES."""
    return [_message(row) for row in tx.execute(statement).mappings()]


def values(intent: Intent, case_id: int | None) -> dict[str, Any]:
    """The columns of a new message, except its state and moments."""
    waiting = intent.waiting
    return {
        "key": intent.key,
        "person": intent.person,
        "channel": intent.channel,
        "wording": intent.wording,
        "case_id": case_id,
        "site": waiting.site,
        "step": waiting.step,
        "subject_key": waiting.key,
        "revision": waiting.revision,
        "rung": intent.rung,
        "planned_on": intent.planned_on,
        "attempts": 0,
        "error": intent.because,
        "detail": _DETAIL.dump_python(
            Detail(waiting, intent.values, intent.on_behalf_of), mode="json", exclude_defaults=True
        ),
    }


def _message(row: RowMapping) -> Message:
    detail = _DETAIL.validate_python(row["detail"])
    columns = {name: row[name] for name in _OTHERS}
    said = {name: getattr(detail, name) for name in Detail.__dataclass_fields__}
    return Message(**columns, **said, kind=row["wording"], case=row["no"] or "")
