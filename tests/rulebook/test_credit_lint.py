"""What a rulebook says of certificates, credit events and bars must name something."""

import pytest

from tests.rulebook.small import PROCESS, REGIME
from tests.rulebook.test_lint import codes, findings

TARGET = "target: certified"
LEVELS = "levels:"
ASKED = "certificate: {no: score, valid_from: accepted, event: passed}"
EVENTS = "events: {passed: {title: {zh: 过, en: Passed}, level: certifyed}}"


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("no: number", "fact"),
        ("valid_from: acepted", "milestone"),
        ("event: pased", "event"),
        ("papers: [leter]", "evidence"),
    ],
)
def test_each_part_of_a_certificate_is_asked_for_somewhere(part: str, what: str) -> None:
    name = part.partition(":")[0]
    written = {"no": "score", "valid_from": "accepted", "event": "passed"}
    parts = ", ".join([part, *(f"{key}: {value}" for key, value in written.items() if key != name)])

    assert (
        findings(PROCESS, (TARGET, f"{TARGET}\ncertificate: {{{parts}}}"))[f"process small certificate.{name}"].values[
            "what"
        ]
        == what
    )


def test_an_outcome_names_an_event_of_the_regime() -> None:
    assert (
        codes(PROCESS, ("bar: reapply", "event: stopped"))["process small stages.first.outcomes.stop.event"]
        == "lint.unknown"
    )


def test_an_event_brings_a_level_of_its_regime() -> None:
    assert codes(REGIME, (LEVELS, f"{EVENTS}\n{LEVELS}"))["regime ORDER events.passed.level"] == "lint.unknown"


@pytest.mark.parametrize("part", ["after: [refused]", "targets: [certifyed]"])
def test_a_bar_names_events_and_levels_of_its_regime(part: str) -> None:
    name = part.partition(":")[0]

    assert (
        codes(REGIME, ("length: 1 year", f"length: 1 year, {part}"))[f"regime ORDER bars.reapply.{name}.0"]
        == "lint.unknown"
    )


CLEAN = (
    "clean_repair: {title: {zh: 自动, en: Clean}, length: 24 months, after: [stopped], "
    "event: stopped, process: small, ahead: 1 month}"
)
STOPPED = "events: {stopped: {title: {zh: 停, en: Stopped}}}"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("after: [stopped]", "after: [stoped]", "after.0"),
        ("event: stopped", "event: stoped", "event"),
        ("process: small", "process: smal", "process"),
    ],
)
def test_clean_repair_names_events_and_a_process(old: str, new: str, where: str) -> None:
    written = f"{STOPPED}\n{CLEAN.replace(old, new)}\n{LEVELS}"

    assert codes(REGIME, (LEVELS, written))[f"regime ORDER clean_repair.{where}"] == "lint.unknown"


def test_the_process_of_clean_repair_has_an_end_of_the_clocks() -> None:
    written = f"{STOPPED}\n{CLEAN}\n{LEVELS}"

    assert codes(REGIME, (LEVELS, written))["regime ORDER clean_repair.process"] == "lint.no_clean_outcome"
