"""An enterprise roster (企业名单) as departments send it: good rows with their values, bad rows with every reason.

Codes are put right where only the typing was off (blanks, full-width, lower case); what is wrong is never guessed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from documents import headers, spreadsheet
from documents.headers import Column, Header
from documents.spreadsheet import Row
from models import credit_code
from models.refusals import Reason

COLUMNS = (
    Column("uscc", ("统一社会信用代码", "社会信用代码", "统一信用代码", "统一代码", "信用代码", "USCC"), required=True),
    Column("name", ("企业名称", "单位名称", "公司名称", "企业全称", "单位全称", "名称"), required=True),
    Column("customs_code", ("海关注册编码", "海关注册代码", "海关编码", "海关备案编码", "海关十位编码", "注册编码")),
    Column("credit_level", ("信用等级", "企业信用等级", "海关信用等级", "信用级别", "信用状况")),
    Column("industry", ("行业", "所属行业", "行业类别", "行业分类")),
    Column("trade_volume", ("进出口额（亿元）", "年进出口额（亿元）", "进出口总额（亿元）", "进出口额（亿）")),
    Column("trade_volume_wan", ("进出口额（万元）", "年进出口额（万元）", "进出口总额（万元）")),
    Column("contact", ("联系人", "企业联系人", "联系人姓名")),
    Column("phone", ("电话", "联系电话", "联系人电话", "手机", "手机号", "手机号码", "联系方式")),
    Column("email", ("邮箱", "电子邮箱", "电子邮件", "邮箱地址", "联系邮箱", "Email", "E-mail")),
)
_SERIALS = {headers.plain(title) for title in ("序号", "编号", "No.")}  # they say nothing of the enterprise
TITLES = {column.field: column.titles[0] for column in COLUMNS}
Value = TypeVar("Value")
LONGEST_NAME = 200
LONGEST_TEXT = 500
_NOTHING = {"-", "—", "--", "——", "/", "无", "N/A", "n/a"}  # how people write that there is nothing
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_SPOILT = re.compile(r"\d(\.\d+)?e\+?\d+", re.IGNORECASE)  # 9.1371E+17: a spreadsheet took the code for a number


@dataclass(frozen=True, slots=True)
class Entry:
    """One enterprise as the roster tells it. ``extra`` holds the columns nobody knows, by title."""

    row: int
    uscc: str
    name: str
    customs_code: str = ""
    credit_level: str = ""
    industry: str = ""
    trade_volume: Decimal | None = None
    contact: str = ""
    phone: str = ""
    email: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken: per wrong cell the column's title and the reason."""

    row: int
    why: tuple[tuple[str, Reason], ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster read: what can be taken, what cannot, and which columns nobody knows."""

    entries: tuple[Entry, ...]
    rejected: tuple[Rejected, ...]
    unknown_columns: tuple[str, ...]


def read(content: bytes) -> Roster:
    """Read a roster. Raises Invalid when the file as a whole cannot be read."""
    rows = spreadsheet.read(content)
    header = headers.find(rows, COLUMNS)
    entries: dict[str, Entry] = {}
    rejected = []
    for row in rows[_first_below(rows, header) :]:
        reading = _Reading(row, header)
        entry = reading.entry()
        if entry.uscc in entries and not reading.why:
            reading.wrong("uscc", "duplicate_row", row=entries[entry.uscc].row)
        if reading.why:
            rejected.append(Rejected(row.number, tuple(reading.why)))
        else:
            entries[entry.uscc] = entry
    return Roster(tuple(entries.values()), tuple(rejected), tuple(_told(dict(header.unknown))))


def number(text: str) -> Decimal | None:
    """A number as people type it: full-width digits, thousands separators; None for nothing. Raises ValueError."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    if not plain or plain in _NOTHING:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite() or value < 0 or value >= 10**14:  # the column keeps 18 digits, 4 of them decimals
        raise ValueError(text)
    return round(value, 4)


def _first_below(rows: Sequence[Row], header: Header) -> int:
    return next(place for place, row in enumerate(rows) if row.number == header.row) + 1


def _told(extra: dict[str, Value]) -> dict[str, Value]:
    return {title: value for title, value in extra.items() if headers.plain(title) not in _SERIALS}


class _Reading:
    """One row being read: collects every reason, not only the first."""

    def __init__(self, row: Row, header: Header) -> None:
        self._row = row
        self._header = header
        self.why: list[tuple[str, Reason]] = []

    def wrong(self, column: str, code: str, /, **values: object) -> None:
        """Remember what is wrong with a cell."""
        title = TITLES.get(column, column)
        self.why.append((title, Reason(code, values, where=str(self._row.number))))

    def entry(self) -> Entry:
        """The row's values; only meaningful if nothing was wrong."""
        if len(self._row.cells) > self._header.width:
            self.wrong("", "row_too_long", cells=len(self._row.cells), columns=self._header.width)
        for title, place in {**self._header.known, **self._header.unknown}.items():
            if place < len(self._row.cells) and not spreadsheet.is_clean(self._row.cells[place]):
                self.wrong(title, "text_unusable", field=TITLES.get(title, title))
        return Entry(
            row=self._row.number,
            uscc=self._uscc(),
            name=self._name(),
            customs_code=credit_code.tidy(self._optional("customs_code")),
            credit_level=self._optional("credit_level"),
            industry=self._optional("industry"),
            trade_volume=self._trade_volume(),
            contact=self._optional("contact"),
            phone=self._optional("phone"),
            email=self._email(),
            extra=_told(self._header.extra(self._row)),
        )

    def _cell(self, column: str) -> str:
        return self._header.cell(self._row, column)

    def _optional(self, column: str) -> str:
        text = self._cell(column)
        if len(text) > LONGEST_TEXT:
            self.wrong(column, "text_too_long", length=len(text), limit=LONGEST_TEXT)
        return "" if text in _NOTHING else text

    def _uscc(self) -> str:
        text = self._cell("uscc")
        code = credit_code.tidy(text)
        if not code:
            self.wrong("uscc", "cell_missing")
        elif _SPOILT.fullmatch(code):
            self.wrong("uscc", "code_spoilt", code=text)
        elif len(code) != credit_code.LENGTH:
            self.wrong("uscc", "code_length", code=code, length=len(code))
        elif strange := sorted(set(code) - set(credit_code.ALPHABET)):
            self.wrong("uscc", "code_characters", code=code, characters=strange)
        elif not credit_code.is_valid(code):
            self.wrong("uscc", "code_check_digit", code=code)
        return code

    def _name(self) -> str:
        text = self._cell("name")
        if not text or text in _NOTHING:
            self.wrong("name", "cell_missing")
        elif len(text) > LONGEST_NAME:
            self.wrong("name", "text_too_long", length=len(text), limit=LONGEST_NAME)
        return text

    def _trade_volume(self) -> Decimal | None:
        for column, unit in (("trade_volume", 1), ("trade_volume_wan", 10_000)):
            text = self._cell(column)
            try:
                value = number(text)
            except ValueError:
                self.wrong(column, "bad_number", value=text[:40])
                return None
            if value is not None:
                return round(value / unit, 4)
        return None

    def _email(self) -> str:
        text = unicodedata.normalize("NFKC", self._optional("email"))
        if text and not _EMAIL.fullmatch(text):
            self.wrong("email", "bad_email", value=text[:80])
        return text
