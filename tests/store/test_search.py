"""The text people search in."""

from sqlalchemy import column

from store.search import matches, normalised, searchable


def test_width_case_and_punctuation_do_not_matter() -> None:
    assert normalised("日照（Ａ１）-集团 ") == "日照a1集团"


def test_every_reading_of_a_character_is_there() -> None:
    found = searchable("单氏").split()

    assert {"danshi", "shanshi", "chanshi", "ds", "ss", "cs"} <= set(found)


def test_readings_add_up_and_do_not_multiply() -> None:
    assert len(searchable("单重行长曾" * 8)) < 50_000


def test_a_search_without_letters_matches_nothing() -> None:
    assert str(matches(column("search"), "。")) == "false"
