"""Text that looks like a formula is defused, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.formulas import defused, restored

SIGNS = "=+-@＝＋－＠ \t\r\n'\"a1é企"


@pytest.mark.parametrize("text", ["=1+1", "+86 138", "-5", "@SUM(A1)", "\t=1", " =1", "＝1+1", "'=1", '"=1"'])
def test_what_a_spreadsheet_might_calculate_is_marked(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "企业", "1-2", "a=b", "'quoted'", "—"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert (defused(text), restored(text)) == (text, text)


@given(st.text(st.sampled_from(SIGNS)))
def test_whatever_was_defused_comes_back(text: str) -> None:
    assert restored(defused(text)) in (text, text[1:] if text.startswith("'") else text)
