"""A list of running cases and certificates to take over (接管表), from paper or another system.

One row is one case in the stage it is in; a certificate granted elsewhere is a case in its follow-up stage with its dates.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from documents import headers, spreadsheet
from documents.headers import Column, Header
from documents.roster import COLUMNS as ROSTER_COLUMNS
from documents.spreadsheet import Row
from models import credit_code
from models.refusals import Reason

_USCC = next(column for column in ROSTER_COLUMNS if column.field == "uscc")
COLUMNS = (
    _USCC,
    Column("name", ("企业名称", "单位名称", "公司名称", "名称")),
    Column("process", ("流程", "流程编号", "培育流程", "process"), required=True),
    Column("stage", ("阶段", "当前阶段", "所处阶段", "stage"), required=True),
    Column("since", ("进入阶段日期", "进入日期", "阶段开始日期", "since"), required=True),
    Column("coordinator", ("协调员", "企业协调员", "coordinator"), required=True),
    Column("liaison", ("联络员", "企业联络员", "liaison")),
    Column("supervisor", ("主管", "科长", "supervisor")),
    Column("opened_on", ("立案日期", "受理培育日期", "opened_on")),
)
TITLES = {column.field: column.titles[0] for column in COLUMNS}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00(?::00)?)?")


@dataclass(frozen=True, slots=True)
class Takeover:
    """One case to take over. ``told`` is what stands in further columns, by title: its process knows which answers they are.
    ``problems`` are what is wrong with the row: per cell its title and the reason."""

    row: int
    uscc: str
    name: str
    process: str
    stage: str
    since: date | None
    coordinator: str
    liaison: str = ""
    supervisor: str = ""
    opened_on: date | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[str, Reason], ...] = field(default=())


def read(content: bytes) -> tuple[Takeover, ...]:
    """The rows of a takeover list. Raises Invalid when the file as a whole cannot be read."""
    rows = spreadsheet.read(content)
    header = headers.find(rows, COLUMNS)
    return tuple(_Reading(row, header).takeover() for row in rows if row.number > header.row)


def day(text: str) -> date:
    """A date as people type it: 2026-03-01, 2026/3/1, 2026年3月1日, full-width digits too. Raises ValueError."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", text))
    if not found:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), int(found[3]))


class _Reading:
    """One row being read: collects every problem, not only the first."""

    def __init__(self, row: Row, header: Header) -> None:
        self._row = row
        self._header = header
        self._problems: list[tuple[str, Reason]] = []

    def takeover(self) -> Takeover:
        """The row's values with everything that is wrong with them."""
        told = self._header.extra(self._row)
        self._require_clean({TITLES[column]: self._cell(column) for column in TITLES} | told)
        return Takeover(
            row=self._row.number,
            uscc=self._uscc(),
            name=self._cell("name"),
            process=self._needed("process"),
            stage=self._needed("stage"),
            since=self._date("since", needed=True),
            coordinator=self._needed("coordinator"),
            liaison=self._cell("liaison"),
            supervisor=self._cell("supervisor"),
            opened_on=self._date("opened_on"),
            told=told,
            problems=tuple(self._problems),  # last: by now every cell has been read
        )

    def _require_clean(self, cells: Mapping[str, str]) -> None:
        wrong = (title for title, cell in cells.items() if not spreadsheet.is_clean(cell))
        where = str(self._row.number)
        self._problems += ((title, Reason("text_unusable", {"field": title}, where)) for title in wrong)

    def _wrong(self, column: str, code: str, /, **values: object) -> None:
        self._problems.append((TITLES[column], Reason(code, values, where=str(self._row.number))))

    def _cell(self, column: str) -> str:
        return self._header.cell(self._row, column)

    def _needed(self, column: str) -> str:
        text = self._cell(column)
        if not text:
            self._wrong(column, "cell_missing")
        return text

    def _uscc(self) -> str:
        code = credit_code.tidy(self._needed("uscc"))
        if code and not credit_code.is_valid(code):
            self._wrong("uscc", "code_check_digit", code=code)
        return code

    def _date(self, column: str, *, needed: bool = False) -> date | None:
        text = self._needed(column) if needed else self._cell(column)
        try:
            return day(text) if text else None
        except ValueError:
            self._wrong(column, "bad_date", value=text)
            return None
