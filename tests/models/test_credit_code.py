"""The unified social credit code."""

import pytest

from models.credit_code import ALPHABET, check_digit, is_valid, tidy

BODY = "91371100MA3C0XYQ1"


def test_a_code_with_its_own_check_digit_is_valid() -> None:
    assert is_valid(BODY + check_digit(BODY))


@pytest.mark.parametrize("wrong", [char for char in ALPHABET if char != check_digit(BODY)])
def test_every_other_check_digit_is_refused(wrong: str) -> None:
    assert not is_valid(BODY + wrong)


def test_two_neighbours_swapped_are_noticed() -> None:
    swapped = "19371100MA3C0XYQ1"

    assert not is_valid(swapped + check_digit(BODY))


@pytest.mark.parametrize("text", ["", "9137", BODY + check_digit(BODY) + "0", "I" * 18])
def test_wrong_lengths_and_letters_are_refused(text: str) -> None:
    assert not is_valid(text)


def test_codes_as_people_type_them_are_put_right() -> None:
    assert tidy(" ９１３７ 1100ma3c\u3000") == "91371100MA3C"
