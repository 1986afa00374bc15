"""Outages (失灵): what the database cannot do just now, through no fault of whoever asked, said in our own words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InvalidRequestError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from models.refusals import Reason, Unavailable
from store.compiled import broke_off

TO_WRITE = "BEGIN IMMEDIATE"  # how a writing transaction of SQLite begins
_UNUSABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CONFLICTS = {"40001", "40P01"}  # serialization failure, deadlock: the same again will do
_BUSY = {"55P03", "57014", "53300"}  # lock timeout, statement timeout, too many connections
_GOING = {"57P01", "57P02", "57P03"}  # shut down, crashed, not up yet
_FULL = "53100"
_DISK_FAILS = "58030"
_GAVE_UP = "This connection is closed"  # the pool's words when each connection it took had been cut off


@contextmanager
def translated() -> Iterator[None]:
    """What the database cannot do just now, through no fault of the request, is our Unavailable; else it stays what it is."""
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable(Reason("database_busy")) from error
    except InvalidRequestError as error:
        if str(error) == _GAVE_UP:
            raise Unavailable(Reason("database_gone")) from error
        raise
    except DBAPIError as error:
        if reason := _outage(error):
            raise Unavailable(reason) from error
        raise


def _outage(error: DBAPIError) -> Reason | None:
    state, code = _sqlstate(error), _sqlite_code(error)
    if state in _CONFLICTS:
        return Reason("database_conflict")
    if state in _BUSY or code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return Reason("database_busy")
    if state == _FULL or code == sqlite3.SQLITE_FULL:
        return Reason("database_full")
    if state == _DISK_FAILS or code == sqlite3.SQLITE_IOERR or _is_read_only(error):
        return Reason("database_unwritable", {"why": str(error.orig)})
    if _is_out_of_reach(error):
        return Reason("database_unreachable", {"why": str(error.orig)})
    if state in _GOING or error.connection_invalidated or broke_off(error.orig):
        return Reason("database_gone")
    return None


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _sqlite_code(error: DBAPIError) -> int | None:
    """The kind of an error of SQLite, without what the extended code adds."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def _is_read_only(error: DBAPIError) -> bool:
    """The file, that is, which shows at once; later it is a reading transaction that wants to write."""
    return _sqlite_code(error) == sqlite3.SQLITE_READONLY and error.statement == TO_WRITE


def _is_out_of_reach(error: DBAPIError) -> bool:
    """No server answers, or the file is no database."""
    if not isinstance(error.orig, sqlite3.Error):
        return isinstance(error, OperationalError) and error.statement is None and not error.connection_invalidated
    return _sqlite_code(error) in _UNUSABLE
