"""The radar: corners clockwise from the top, the rim at a hundred."""

from cases.assessing.profile import Dimension, Profile
from models.definitions import Text
from web.pages.radar import CENTRE, RADIUS, radar


def of(*points: int | None) -> Profile:
    """Dimensions that scored so many points of a hundred; None: nothing answered."""
    title = Text(zh="维", en="dim")
    return Profile(
        tuple(Dimension(str(at), title, 1, one or 0, 0 if one is None else 100, 0, 5) for at, one in enumerate(points))
    )


def test_the_first_corner_points_upwards_and_a_hundred_is_the_rim() -> None:
    assert radar(of(100, 0, 0)).shape.split()[0] == f"{CENTRE[0]},{CENTRE[1] - RADIUS}"


def test_nothing_answered_lies_in_the_middle() -> None:
    assert set(radar(of(None, None, None)).shape.split()) == {f"{CENTRE[0]},{CENTRE[1]}"}


def test_names_keep_clear_of_the_drawing() -> None:
    top, right, left = radar(of(1, 2, 3)).spokes

    assert (top.anchor, right.anchor, left.anchor) == ("middle", "start", "end")


def test_an_earlier_survey_is_drawn_behind_it() -> None:
    assert radar(of(100, 0, 0), of(0, 0, 0)).before
    assert not radar(of(100, 0, 0)).before
