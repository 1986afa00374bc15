"""The shipped processes: as many steps as people can follow, each with what it rests on."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from models.definitions import StageDefinition, StepDefinition
from store.rulebook import read

SHIPPED = read(Path(__file__).parents[2] / "rulebook").processes


def steps(stages: Iterable[StageDefinition]) -> Iterator[tuple[str, StepDefinition]]:
    for stage in stages:
        yield from stage.steps.items()
        yield from steps(stage.stages.values())


@pytest.mark.parametrize("process", ["aeo-advanced", "aeo-certified"])
def test_a_cultivation_has_five_stages_and_thirty_to_fifty_five_steps(process: str) -> None:
    stages = SHIPPED[process].stages

    assert len(stages) == 5
    assert 30 <= len(list(steps(stages.values()))) <= 55


@pytest.mark.parametrize("process", sorted(SHIPPED.keys() - {"aeo-advanced", "aeo-advanced-251", "aeo-certified"}))
def test_what_follows_a_certificate_is_short(process: str) -> None:
    assert len(list(steps(SHIPPED[process].stages.values()))) <= 15


@pytest.mark.parametrize("process", SHIPPED)
def test_every_step_says_what_it_rests_on(process: str) -> None:
    assert [key for key, step in steps(SHIPPED[process].stages.values()) if not step.source] == []


@pytest.mark.parametrize("process", SHIPPED)
def test_no_clock_of_the_law_is_stopped_without_a_source(process: str) -> None:
    laws = [step.statutory for _, step in steps(SHIPPED[process].stages.values()) if step.statutory]

    assert laws or process == "credit-repair-clean"  # where the law asks nothing of anybody
    assert not any(law.pausable for law in laws)
