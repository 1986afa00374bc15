"""A text that could not be rendered is found when the rulebook is checked, in every kind, language and part."""

from pathlib import Path

import pytest

from jobs.check_rulebook import placed_problems
from notifications.wording import broken
from store.rulebook import open_library, read
from tests.rulebook import small
from tests.rulebook.small import WORDING, spoilt, write

SHIPPED = Path(__file__).parents[2] / "rulebook"
LINE = '"{{ step }} is late"'


def problems(directory: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    found = placed_problems(open_library(write(directory, spoilt(WORDING, *changes))))
    return [(one.code, one.where) for one in found]


def line_of(text: str) -> str:
    number = next(n for n, line in enumerate(small.FILES[WORDING].splitlines(), start=1) if text in line)
    return f"{WORDING}:{number}"


@pytest.mark.parametrize(
    "text",
    [
        '"{% iff step %}x{% endif %}"',
        '"{{ step | shout }}"',
        '"{% if step %}x"',
        '"{{ workdays + step }}"',
        '"{{ workdays // (workdays - 3) }}"',
        '"{{ step.title.zh }}"',
        '"{{ count }}"',  # a line speaks of one message
    ],
)
def test_a_text_that_cannot_be_rendered_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, (LINE, text)) == [("wording.broken", line_of(LINE))]


def test_a_branch_few_messages_take_is_tried_too(tmp_path: Path) -> None:
    text = '"{% if provisional and not mine and not step %}{{ workdays + step }}{% endif %}"'

    assert problems(tmp_path, (LINE, text)) == [("wording.broken", line_of(LINE))]


def test_around_the_messages_only_the_reader_is_known(tmp_path: Path) -> None:
    greeting = 'greeting: {zh: "{{ person }}"'

    assert problems(tmp_path, (greeting, 'greeting: {zh: "{{ enterprise }}"')) == [
        ("wording.broken", line_of("greeting:"))
    ]


def test_the_brief_text_is_tried_as_well(tmp_path: Path) -> None:
    whole = small.FILES[WORDING].splitlines()
    late = next(line for line in whole if LINE in line)
    brief = '    brief: {zh: "{{ step | shout }}", en: x}'

    found = problems(tmp_path, (late, f"{late}\n{brief}"))

    assert [code for code, _where in found] == ["wording.broken"]


def test_what_the_lint_told_already_is_not_told_twice(tmp_path: Path) -> None:
    assert [code for code, _where in problems(tmp_path, (LINE, '"{{ step"'))] == ["lint.brackets"]


def test_every_shipped_text_can_be_rendered() -> None:
    assert [found for one in read(SHIPPED).wordings.values() for found in broken(one)] == []


def test_what_shipped_bots_say_names_no_enterprise() -> None:
    kinds = [kind for one in read(SHIPPED).wordings.values() for kind in one.kinds.values()]

    assert all(kind.brief and "enterprise" not in kind.brief.zh + kind.brief.en for kind in kinds)
