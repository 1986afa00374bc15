"""The limit of an import: the csv module, checks by hand, one executemany. The search column comes from a table per character."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

import psycopg
from pypinyin import Style, lazy_pinyin, pinyin
from sqlalchemy import make_url

from bench.desk import SITE
from bench.settings import Setting, pragmas
from models.credit_code import is_valid
from models.moments import in_utc

PUT = """
INSERT INTO enterprise (site, uscc, name, customs_code, credit_level, industry, trade_volume, contact, phone, email, extra, search,
                        updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)
"""
_themselves: Any = list


def take_in(url: str, setting: Setting, content: bytes, now: datetime) -> int:
    """Take the roster in; the columns are known by their order. Returns how many rows were rejected."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    good = [row for row in rows if row[1] and is_valid(row[0])]
    values = list(_values(good, in_utc(now).strftime("%Y-%m-%d %H:%M:%S.%f"), setting))
    if setting.is_sqlite:
        with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as connection:
            for pragma in pragmas(setting):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(PUT, values)
            connection.execute("COMMIT")
    else:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, options="-c timezone=UTC") as server:
            server.cursor().executemany(PUT.replace("?", "%s").encode(), values)
    return len(rows) - len(good)


def _values(rows: list[list[str]], at: str, setting: Setting) -> Iterator[tuple[object, ...]]:
    readings: dict[str, list[str]] = {}
    for uscc, name, customs, level, industry, volume, contact, phone, email in rows:
        amount = float(volume) if setting.is_sqlite else volume
        yield (
            SITE,
            uscc,
            name,
            customs,
            level,
            industry,
            amount,
            contact,
            phone,
            email,
            _search(name, uscc, customs, readings),
            at,
        )


def _search(name: str, uscc: str, customs: str, readings: dict[str, list[str]]) -> str:
    plain = name.casefold()
    usual = lazy_pinyin(plain, errors=_themselves)
    variants = [usual]
    for place, char in enumerate(plain):
        if char not in readings:
            readings[char] = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
        variants += [[*usual[:place], one, *usual[place + 1 :]] for one in readings[char] if one != usual[place]]
    full = ["".join(one) for one in variants]
    initials = ["".join(reading[0] for reading in one) for one in variants]
    return " ".join(dict.fromkeys([plain, *full, *initials, uscc.casefold(), customs]))
