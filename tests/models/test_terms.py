"""Terms as people write them."""

import pytest

from models.terms import Anchor, Event, Length, Term, parse_term
from models.vocabulary import Unit


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("20 workdays after stage entered", Term(Anchor(Event.STAGE_ENTERED), Length(20, Unit.WORKDAYS))),
        ("1 workday after step opened", Term(Anchor(Event.STEP_OPENED), Length(1, Unit.WORKDAYS))),
        ("90 days after acceptance done", Term(Anchor(Event.DONE, "acceptance"), Length(90, Unit.DAYS))),
        ("15 workdays after asked", Term(Anchor(Event.ASKED), Length(15, Unit.WORKDAYS))),
        ("5 years after certified", Term(Anchor(Event.MILESTONE, "certified"), Length(5, Unit.YEARS))),
        (
            "3 months before certificate-expires",
            Term(Anchor(Event.MILESTONE, "certificate-expires"), Length(3, Unit.MONTHS), before=True),
        ),
        ("each year on 06-30", Term(Anchor(Event.STEP_OPENED), each_year_on=(6, 30))),
    ],
)
def test_a_term_is_read_and_written_alike(text: str, term: Term) -> None:
    assert parse_term(text) == term
    assert str(term) == text


@pytest.mark.parametrize(
    "text",
    [
        "20",
        "20 after stage entered",
        "0 days after asked",
        "20 weeks after asked",
        "20 days since asked",
        "each year on 02-30",
    ],
)
def test_a_term_without_unit_or_sense_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="misfit"):
        parse_term(text)
