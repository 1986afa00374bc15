"""The drawing of a process as a Mermaid flowchart."""

import re

import pytest

from cases.draw import mermaid
from tests.rulebook.small import PROCESS, REGIME, rulebook, spoilt


def drawn(*changes: tuple[str, str], language: str = "en", spoilt_file: str = PROCESS) -> str:
    """The small process, drawn after ``changes`` to a file of its rulebook."""
    found = rulebook(spoilt(spoilt_file, *changes))
    return mermaid(found.processes["small"], found.regimes["ORDER"], language)


def lines(*changes: tuple[str, str], language: str = "en", spoilt_file: str = PROCESS) -> list[str]:
    return [line.strip() for line in drawn(*changes, language=language, spoilt_file=spoilt_file).splitlines()]


def test_the_first_line_says_what_kind_of_diagram_it_is() -> None:
    assert drawn().startswith("flowchart TB\n")


def test_every_box_that_is_opened_is_closed() -> None:
    found = lines()

    assert sum(line.startswith("subgraph ") for line in found) == found.count("end") == 3


def test_a_stage_is_a_box_with_its_limit() -> None:
    assert 'subgraph stage_first["First<br/>30 workdays after stage entered"]' in lines()


def test_a_nested_stage_is_a_box_inside_its_stage() -> None:
    found = lines()

    assert found.index('subgraph stage_coaching["Coaching"]') < found.index("end")


def test_a_step_stands_in_its_box_with_its_term() -> None:
    assert 'step_intent["Intent<br/>20 workdays after stage entered"]:::required' in lines()


def test_titles_come_in_the_language_asked_for() -> None:
    assert any('"意向<br/>' in line for line in lines(language="zh"))


def test_a_step_of_an_outside_party_looks_different() -> None:
    assert next(line for line in lines() if line.startswith("step_check[")).endswith(":::outside")


def test_a_step_a_person_starts_looks_different() -> None:
    assert next(line for line in lines() if line.startswith("step_talk[")).endswith(":::optional")


def test_every_class_used_is_defined() -> None:
    used = set(re.findall(r":::(\w+)", drawn()))

    assert used
    assert used <= set(re.findall(r"classDef (\w+)", drawn()))


def test_every_step_is_drawn_in_its_box_before_the_first_arrow_names_it() -> None:
    text = drawn()
    ends = {one for arrow in re.findall(r"(step_\w+) --> (step_\w+)", text) for one in arrow}

    assert ends == {"step_intent", "step_check", "step_acceptance", "step_decision"}
    assert all(text.index(f"{one}[") < text.index(" --> step_") for one in ends)


def test_an_arrow_leads_from_what_a_step_waits_for() -> None:
    assert "step_intent --> step_check" in lines()


def test_a_nested_stage_waits_as_a_whole() -> None:
    assert "step_check --> stage_coaching" in lines()


def test_a_step_that_waits_for_a_nested_stage_is_led_to_from_its_box() -> None:
    found = lines(("        need: optional", "        need: optional\n        after: [coaching]"))

    assert "stage_coaching --> step_talk" in found


def test_a_condition_is_written_on_its_step() -> None:
    assert "? yes: bonded" in next(line for line in lines() if line.startswith("step_check["))


def test_a_repeated_step_says_how_often_at_most() -> None:
    assert "↻ ≤ 3" in next(line for line in lines() if line.startswith("step_talk["))


def test_a_statutory_clock_is_written_on_its_step() -> None:
    assert "§ Certify 90 days after accepted" in next(line for line in lines() if line.startswith("step_decision["))


@pytest.mark.parametrize(("language", "mark"), [("zh", "after accepted（待核）"), ("en", "accepted (to be confirmed)")])
@pytest.mark.parametrize(
    ("where", "change"),
    [
        (REGIME, ("    length: 90 days\n", "    length: 90 days\n    status: unconfirmed\n")),
        (PROCESS, ("after: accepted}", "after: accepted, status: unconfirmed}")),
    ],
)
def test_a_clock_to_be_confirmed_is_marked_whoever_says_so(
    where: str, change: tuple[str, str], language: str, mark: str
) -> None:
    found = lines(change, language=language, spoilt_file=where)

    assert mark in next(line for line in found if line.startswith("step_decision["))


def test_a_stage_with_a_statutory_limit_shows_it() -> None:
    found = lines(
        (
            "    title: {zh: 二, en: Second}",
            "    title: {zh: 二, en: Second}\n    statutory: {term: 9 days after stage entered}",
        )
    )

    assert 'subgraph stage_second["Second<br/>§ 9 days after stage entered"]' in found


def test_a_step_to_be_confirmed_is_marked() -> None:
    found = lines(("        milestone: accepted\n", "        milestone: accepted\n        status: unconfirmed\n"))

    assert 'step_acceptance["Acceptance (to be confirmed)"]:::required' in found


def test_a_bar_to_be_confirmed_is_marked() -> None:
    found = lines(("length: 1 year}", "length: 1 year, status: unconfirmed}"), spoilt_file=REGIME)

    assert 'end_first_stop(["Stop<br/>Reapply (to be confirmed)"]):::closed' in found


def test_a_review_is_written_on_its_step() -> None:
    assert "✓ supervisor" in next(line for line in lines() if line.startswith("step_decision["))


def test_a_gate_names_its_conditions() -> None:
    assert 'gate_first{{"Gate: required_steps_done"}}:::gate' in lines()


def test_a_gate_without_conditions_is_a_gate_still() -> None:
    assert 'gate_second{{"Gate"}}:::gate' in lines()


def test_an_outcome_forward_is_a_thick_arrow() -> None:
    assert 'gate_first ==>|"On"| stage_second' in lines()


def test_an_outcome_backward_is_a_dotted_arrow() -> None:
    assert 'gate_second -.->|"Again"| stage_first' in lines()


def test_an_outcome_that_closes_the_case_is_an_end_with_its_bar() -> None:
    assert 'end_first_stop(["Stop<br/>Reapply"]):::closed' in lines()


@pytest.mark.parametrize(
    ("written", "shown"), [('"A <b>"', "A &lt;b&gt;"), ("'A \"b\"'", "A &quot;b&quot;"), ("A & b", "A &amp; b")]
)
def test_what_would_break_the_diagram_is_escaped(written: str, shown: str) -> None:
    assert f'step_intent["{shown}<br/>' in drawn(("en: Intent", f"en: {written}"))


def test_a_step_may_be_called_end() -> None:
    found = lines(("      talk:", "      end:"))

    assert any(line.startswith('step_end["Talk') for line in found)


def test_names_have_no_dashes_in_them() -> None:
    found = drawn(("      talk:", "      long-talk:"))

    assert "step_long_talk[" in found
    assert "long-talk" not in found
