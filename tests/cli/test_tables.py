"""Tables at a terminal: nothing is cut off, nothing stands there in vain."""

import io
import sys

import pytest

from cli.answer import Answer, Table, give

TITLES = ("步骤", "名称", "目标期限", "法定期限")
ROWS = (
    ("internal-audit-yearly", "年度内部审计档案（含各项附件与说明）", "2026-12-15", None),
    ("intent", "登记", "2026-11-12", ""),
)


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def shown(monkeypatch: pytest.MonkeyPatch, columns: int, table: Table) -> str:
    """What stands on a screen of so many columns."""
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "dumb")
    give(Answer({}, [table]), as_json=False)
    return screen.getvalue()


@pytest.mark.parametrize("columns", [30, 60, 100])
def test_a_key_and_a_date_stay_whole_however_narrow_it_is(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    found = shown(monkeypatch, columns, Table(TITLES, ROWS))

    assert "internal-audit-yearly" in found
    assert "2026-12-15" in found
    assert "…" not in found


def test_a_column_in_which_nothing_stands_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "法定期限" not in shown(monkeypatch, 100, Table(TITLES, ROWS))


def test_a_table_without_rows_still_says_what_it_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "法定期限" in shown(monkeypatch, 100, Table(TITLES, ()))
