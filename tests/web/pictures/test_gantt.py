"""The plan over time: what was planned, what became of it, what came late."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from web.pictures.gantt import LEFT, RIGHT, ROW, WIDTH, Gantt, Phase, Task, gantt

TODAY = date(2026, 11, 16)
DAYS = st.none() | st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))


def day(number: int) -> date:
    return date(2026, 11, number)


def task(
    opened: date | None = None, closed: date | None = None, due: date | None = None, law: date | None = None
) -> Task:
    return Task("intent", "登记意向", "open", opened, closed, due, law)


def drawn(*tasks: Task) -> Gantt:
    return gantt([Phase("初筛评估", day(2), None, None, tasks)], TODAY)


def test_a_step_goes_from_the_day_it_was_begun_to_the_day_it_was_done() -> None:
    (band,) = drawn(task(day(2), day(9), day(9))).bands
    (line,) = band.lines

    assert line.actual == line.planned
    assert line.late is None


def test_a_step_nobody_has_done_goes_on_to_today() -> None:
    picture = drawn(task(day(2), None, day(20)))
    begin, width = picture.bands[0].lines[0].actual or (0, 0)

    assert begin + width == picture.today


def test_what_comes_after_the_wanted_day_is_late() -> None:
    done, open_ = drawn(task(day(2), day(12), day(9)), task(day(2), None, day(9))).bands[0].lines

    assert done.late is not None
    assert open_.late is not None
    assert done.late[0] == open_.late[0]
    assert done.late[1] < open_.late[1]


def test_a_step_to_come_is_only_planned() -> None:
    (line,) = drawn(task(due=day(20))).bands[0].lines

    assert (line.actual, line.late) == (None, None)
    assert line.planned is not None


def test_the_date_of_the_law_has_a_place_of_its_own() -> None:
    (line,) = drawn(task(day(2), None, None, day(30))).bands[0].lines

    assert line.planned is None
    assert line.law is not None
    assert line.law > drawn().today


def test_a_band_is_as_high_as_its_steps_and_the_next_begins_below() -> None:
    phases = [Phase("初筛", day(2), day(9), None, (task(day(2)),) * 3), Phase("辅导", day(9), None, None, ())]
    first, second = gantt(phases, TODAY).bands

    assert (first.height, second.y) == (ROW * 4, first.y + ROW * 4)


@given(st.lists(st.builds(task, DAYS, DAYS, DAYS, DAYS), max_size=6))
def test_nothing_stands_outside_the_picture(tasks: list[Task]) -> None:
    picture = drawn(*tasks)
    spans = [span for line in picture.bands[0].lines for span in (line.planned, line.actual, line.late) if span]

    assert all(x >= LEFT and x + width <= WIDTH - RIGHT + 3 for x, width in spans)
    assert LEFT <= picture.today <= WIDTH - RIGHT
    assert all(LEFT <= one.at <= WIDTH - RIGHT for one in picture.months)
