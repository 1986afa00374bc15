"""Taking over running cases and certificates from a list: the good rows in one transaction, the rejected with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from actions.take_over import take_over
from documents import headers, takeover
from documents.takeover import Takeover
from jobs.histories import History, told
from models.definitions import ProcessDefinition, StageDefinition
from models.people import Person, Scope
from models.refusals import OneplanError, Reason
from store import definitions, enterprises, sites
from store.database import Database
from store.enterprises import RosterRow

_SPOKEN_OF = {  # columns by the reasons that speak of them
    "enterprise_missing": "uscc",
    "case.running": "uscc",
    "definition_missing": "process",
}


@dataclass(frozen=True, slots=True)
class TakeoverRow:
    """What became of one row: taken over as case ``no``, or rejected; ``field`` is the first column ``why`` speaks of."""

    row: int
    no: str = ""
    field: str = ""
    why: tuple[Reason, ...] = ()

    @property
    def status(self) -> str:
        """new or rejected."""
        return "rejected" if self.why else "new"


@dataclass(frozen=True, slots=True)
class TakeoverReport:
    """What became of a takeover list."""

    rows: tuple[TakeoverRow, ...]

    @property
    def new(self) -> int:
        """Cases taken over."""
        return sum(not row.why for row in self.rows)

    @property
    def rejected(self) -> int:
        """Rows that could not be taken."""
        return sum(bool(row.why) for row in self.rows)


class _Undo(Exception):
    """Leaves a transaction without a trace."""


def import_cases(
    database: Database,
    content: bytes,
    *,
    site: str,
    actor: Person,
    now: datetime,
    zone: ZoneInfo,
    dry_run: bool = False,
) -> TakeoverReport:
    """Take the cases of the list over for ``site``. Raises Invalid for an unreadable file, Missing for the site."""
    listed = takeover.read(content)
    report = TakeoverReport(())
    try:
        with database.writing() as tx:
            sites.get(tx, site)
            processes = cast("dict[str, ProcessDefinition]", definitions.in_force(tx, "process"))
            rows = (_in_keys(row, processes) for row in listed)
            report = TakeoverReport(tuple(_one(tx, row, site, actor, now, zone) for row in rows))
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    return report


def _in_keys(row: Takeover, processes: Mapping[str, ProcessDefinition]) -> Takeover:
    """Process and stage may go by their titles, too; what is neither key nor title stays, and will be refused."""
    process = _key(row.process, processes)
    stages = processes[process].stages if process in processes else {}
    return replace(row, process=process, stage=_key(row.stage, stages))


def _key(written: str, titled: Mapping[str, ProcessDefinition] | Mapping[str, StageDefinition]) -> str:
    keys = {headers.plain(name): key for key, one in titled.items() for name in (one.title.zh, one.title.en, key)}
    return keys.get(headers.plain(written), written)


def _one(tx: Connection, row: Takeover, site: str, actor: Person, now: datetime, zone: ZoneInfo) -> TakeoverRow:
    """Take one case over, or say why not; a row that is refused leaves nothing behind."""
    if row.problems or row.since is None:
        return TakeoverRow(row.row, field=row.problems[0][0], why=tuple(reason for _column, reason in row.problems))
    attempt, history = tx.begin_nested(), History()
    try:
        history = _history(tx, row)
        if row.name and not enterprises.of_code(tx, Scope.of(site), row.uscc):
            enterprises.upsert(tx, site, [RosterRow(uscc=row.uscc, name=row.name)], now)
        done = take_over(
            tx,
            site=site,
            enterprise=row.uscc,
            process=row.process,
            stage=row.stage,
            since=row.since,
            coordinator=row.coordinator,
            liaison=row.liaison or None,
            supervisor=row.supervisor or None,
            opened_on=row.opened_on,
            facts=history.facts,
            milestones=history.milestones,
            actor=actor,
            now=now,
            zone=zone,
        )
    except OneplanError as refused:
        attempt.rollback()
        return TakeoverRow(
            row.row,
            field=_column(refused.reasons, {**{title: title for title in row.told}, **history.titles}),
            why=refused.reasons,
        )
    attempt.commit()
    return TakeoverRow(row.row, no=done.no)


def _column(reasons: tuple[Reason, ...], told_under: Mapping[str, str]) -> str:
    """The title of the first column a refusal speaks of, empty if it speaks of none."""
    titles = {**takeover.TITLES, **told_under}
    fields = (_SPOKEN_OF.get(name, name) for reason in reasons for name in (reason.where, reason.code))
    return next((titles[field] for field in fields if field in titles), "")


def _history(tx: Connection, row: Takeover) -> History:
    """What the row tells in the words of its process. Raises Missing for the process, Invalid for a cell that cannot be read."""
    edition = definitions.latest(tx, "process", row.process)
    process = cast(ProcessDefinition, definitions.get(tx, "process", edition.hash))
    return told(process, row.told)
