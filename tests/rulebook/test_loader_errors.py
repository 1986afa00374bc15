"""One mistake written into a small sound rulebook: its file, its very line, and the word that was meant."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from config.reasons import sentence
from jobs.check_rulebook import check_rulebook
from models.refusals import Invalid, Reason
from tests.rulebook.small import (
    CALENDAR,
    FILES,
    LADDER,
    MANNERS,
    PROCESS,
    REGIME,
    STORY,
    WORDING,
    spoilt,
    write,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """``old`` written as ``new``, once. ``down`` lines below it the mistake is told, with ``code`` and ``nearest``."""

    file: str
    old: str
    new: str
    code: str
    nearest: str = ""
    down: int = 0


SLIPS = {
    # words nobody knows
    "a key of a process": Slip(PROCESS, "regime: ORDER", "regim: ORDER", "rulebook.unknown_field", "regime"),
    "a key of a stage": Slip(PROCESS, "    gate: [req", "    gates: [req", "rulebook.unknown_field", "gate"),
    "a key of a step": Slip(PROCESS, "        held_by:", "        heldby:", "rulebook.unknown_field", "held_by"),
    "a key of an outcome": Slip(PROCESS, "gate: [], bar", "gate: [], bars", "rulebook.unknown_field", "bar"),
    "a key of an answer": Slip(PROCESS, "Score}, type: number", "Score}, tipe: number", "rulebook.unknown_field", "type"),
    "a key of a rung": Slip(LADDER, "at: T-3", "att: T-3", "rulebook.unknown_field", "at"),
    "a key of an order": Slip(REGIME, "bars:", "barrs:", "rulebook.unknown_field", "bars"),
    "a key of a year": Slip(CALENDAR, "    days_off:", "    day_off:", "rulebook.unknown_field", "days_off"),
    "a key of a kind of message": Slip(WORDING, "    urgency: 3", "    urgenci: 3", "rulebook.unknown_field", "urgency"),
    "a key of the manners": Slip(MANNERS, "working_until:", "working_untill:", "rulebook.unknown_field", "working_until"),
    "a key of a scene": Slip(STORY, "act: complete-step", "akt: complete-step", "rulebook.unknown_field", "act"),
    "a need": Slip(PROCESS, "need: optional", "need: optionel", "rulebook.no_choice", "optional"),
    "a role": Slip(PROCESS, "review_by: supervisor", "review_by: supervisior", "rulebook.no_choice", "supervisor"),
    "a recipient": Slip(LADDER, "to: [doer],", "to: [doar],", "rulebook.no_choice", "doer"),
    "a type of answer": Slip(PROCESS, "Bonded}, type: yes_no", "Bonded}, type: yes_know", "rulebook.no_choice", "yes_no"),
    "a status of a year": Slip(CALENDAR, "status: published", "status: publish", "rulebook.no_choice", "published"),
    "a status of a case in a story": Slip(
        STORY, "refused: [step.not_open]", "expect: {status: suspend}", "rulebook.no_choice", "suspended"
    ),
    # names that lead nowhere
    "a stage": Slip(PROCESS, "to: second", "to: secund", "lint.unknown", "second"),
    "a step waited for": Slip(PROCESS, "after: [intent]", "after: [intend]", "lint.unknown", "intent"),
    "a step in a term": Slip(PROCESS, "after intent done", "after intend done", "lint.unknown", "intent"),
    "a ladder": Slip(PROCESS, "target: certified", "target: certified\nladder: defult", "lint.unknown", "default", down=1),
    "an order": Slip(PROCESS, "regime: ORDER", "regime: ORDERS", "lint.unknown", "ORDER"),
    "a clock": Slip(PROCESS, "clock: certify", "clock: certfy", "lint.unknown", "certify"),
    "a condition": Slip(PROCESS, "gate: [required_steps", "gate: [required_step", "lint.unknown", "required_steps_done"),
    "a fact": Slip(PROCESS, "{yes: bonded}", "{yes: bondet}", "lint.unknown", "bonded"),
    "a paper": Slip(PROCESS, "evidence: [letter]", "evidence: [lettre]", "lint.unknown", "letter"),
    "the words of a rung": Slip(LADDER, "wording: due_soon", "wording: due_son", "lint.unknown", "due_soon"),
    "a variable": Slip(WORDING, "is due on {{ due }}", "is due on {{ du }}", "lint.unknown", "due"),
    # what does not fit
    "text for a number": Slip(WORDING, "urgency: 3", "urgency: high", "rulebook.wrong_type"),
    "a word for a list": Slip(PROCESS, "evidence: [letter]", "evidence: letter", "rulebook.wrong_type"),
    "a list for a mapping": Slip(REGIME, "{zh: 办法, en: Order}", "[办法, Order]", "rulebook.wrong_type"),
    "a word for true or false": Slip(PROCESS, "reason: true", "reason: perhaps", "rulebook.wrong_type"),
    "a day that is none": Slip(REGIME, "effective_from: 2026-04-01", "effective_from: 2026-02-30", "rulebook.wrong_type"),
    "a day in another order": Slip(REGIME, "effective_from: 2026-04-01", "effective_from: 01.04.2026", "rulebook.wrong_type"),
    "negative days": Slip(PROCESS, "term: 20 workdays", "term: -20 workdays", "rulebook.term"),
    "no days": Slip(PROCESS, "term: 20 workdays", "term: 0 workdays", "rulebook.length"),
    "half a day": Slip(PROCESS, "term: 20 workdays", "term: 0.5 workdays", "rulebook.term"),
    "a term without a unit": Slip(PROCESS, "term: 20 workdays after", "term: 20 after", "rulebook.term"),
    "a term without an event": Slip(PROCESS, "term: 20 workdays after stage entered", "term: 20 workdays", "rulebook.term"),
    "a 31st of June": Slip(PROCESS, "term: 20 workdays after stage entered", "term: each year on 06-31", "rulebook.day_of_year"),
    "an offset in words": Slip(LADDER, "at: T-3", "at: 3 days before", "rulebook.offset"),
    "a rung repeated without rhythm": Slip(LADDER, "every: 5, times: 2", "times: 2", "rulebook.rhythm"),
    "a rung too often": Slip(LADDER, "times: 2", "times: 61", "rulebook.limit"),
    "an urgency above nine": Slip(WORDING, "urgency: 7", "urgency: 10", "rulebook.limit"),
    "a clock without its start": Slip(PROCESS, "{clock: certify, after: accepted}", "{clock: certify}", "rulebook.term_or_clock"),
    "an outcome both ways": Slip(PROCESS, "to: second", "to: second, close: done", "rulebook.to_or_close"),
    "choices of a yes or no": Slip(
        PROCESS, "Bonded}, type: yes_no", "Bonded}, type: yes_no, choices: {a: {zh: 甲, en: A}}", "rulebook.choices"
    ),
    "a key with a capital": Slip(PROCESS, "      intent:", "      Intent:", "rulebook.bad_key"),
    "slots out of order": Slip(MANNERS, '["08:30", "14:00"]', '["14:00", "08:30"]', "rulebook.slots"),
    "a holiday that ends early": Slip(CALENDAR, "last: 2026-05-05", "last: 2026-04-30", "rulebook.ends_early"),
    "a gap between years": Slip(CALENDAR, "  2027:", "  2029:", "rulebook.years_gap", down=-7),
    "a scene in which nothing happens": Slip(
        STORY, ", act: complete-step, step: talk, refused: [step.not_open]", "", "rulebook.scene_empty"
    ),
    # what is missing
    "no title": Slip(PROCESS, "        title: {zh: 核对, en: Check}\n", "", "rulebook.missing", down=-1),
    "no English": Slip(PROCESS, "{zh: 核对, en: Check}", "{zh: 核对}", "rulebook.missing"),
    "no Chinese": Slip(PROCESS, "{zh: 核对, en: Check}", "{en: Check}", "rulebook.missing"),
    "an empty text": Slip(PROCESS, "{zh: 核对, en: Check}", '{zh: "", en: Check}', "rulebook.limit"),
    "nothing after a key": Slip(PROCESS, "after: [intent]", "after:", "rulebook.empty"),
    "no source": Slip(REGIME, "source: invented\n", "", "rulebook.missing", down=-5),
    # what never works
    "steps that wait for each other": Slip(
        PROCESS, "        evidence:", "        after: [check]\n        evidence:", "lint.circle"
    ),
    "a step under a key that is taken": Slip(PROCESS, "      acceptance:", "      talk:", "lint.twice"),
    "a target beyond the law": Slip(PROCESS, "80 days after accepted", "91 days after accepted", "lint.longer"),
    "a day off that is worked": Slip(CALENDAR, "last: 2026-01-03", "last: 2026-01-04", "lint.day_both"),
    # what is not even YAML
    "a key twice": Slip(PROCESS, "target: certified", "target: certified\ntarget: certified", "rulebook.duplicate", down=1),
    "a step twice": Slip(PROCESS, "      check:", "      intent:", "rulebook.duplicate"),
    "a tab": Slip(PROCESS, "        after: [intent]", "\tafter: [intent]", "rulebook.tab"),
    "a quote left open": Slip(PROCESS, "en: Intent}", 'en: "Intent}', "rulebook.syntax"),
    "a bracket left open": Slip(PROCESS, "after: [intent]", "after: [intent", "rulebook.syntax"),
    "a key set in too far": Slip(PROCESS, "        after: [intent]", "          after: [intent]", "rulebook.syntax"),
    "an anchor": Slip(PROCESS, "term: 30 workdays", "term: &long 30 workdays", "rulebook.anchor"),
    "an alias": Slip(PROCESS, "after: [intent]", "after: *intent", "rulebook.alias"),
    "a tag": Slip(PROCESS, "target: certified", "target: !!str certified", "rulebook.tag"),
    "a second document": Slip(STORY, "scenes:", "---\nscenes:", "rulebook.documents"),
}  # fmt: skip


def told(directory: Path) -> tuple[Reason, ...]:
    """Everything the check finds."""
    with pytest.raises(Invalid) as raised:
        check_rulebook(directory)
    return raised.value.reasons


@pytest.fixture(params=SLIPS)
def slip(request: pytest.FixtureRequest) -> Slip:
    """One mistake after the other."""
    return SLIPS[request.param]


@pytest.fixture
def found(slip: Slip, tmp_path: Path) -> Reason:
    """What is told of the mistake; nothing with its code is an error of its own."""
    reasons = told(write(tmp_path, spoilt(slip.file, (slip.old, slip.new))))
    assert slip.code in {reason.code for reason in reasons}, reasons
    return next(reason for reason in reasons if reason.code == slip.code)


def line_of(slip: Slip) -> int:
    """Where the mistake stands; an ``old`` that begins with its indentation begins in the line."""
    text = FILES[slip.file]
    return text[: text.index(slip.old)].count("\n") + 1 + slip.down


def test_the_small_rulebook_passes_the_check(tmp_path: Path) -> None:
    assert check_rulebook(write(tmp_path)).processes


def test_a_mistake_is_told_with_its_file_and_its_line(slip: Slip, found: Reason) -> None:
    assert found.where == f"{slip.file}:{line_of(slip)}"


def test_a_word_nobody_knows_is_told_with_the_nearest(slip: Slip, found: Reason) -> None:
    assert found.values.get("nearest", "") == slip.nearest


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mistake_has_a_sentence(found: Reason, language: str) -> None:
    said = sentence(found, language)

    assert not said.startswith(found.code)
    assert "?" not in said.replace("？", "")


def test_mistakes_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    files = spoilt(PROCESS, ("regime: ORDER", "regim: ORDER"), ("need: optional", "need: optionel"))
    lines = [int(reason.where.rpartition(":")[2]) for reason in told(write(tmp_path, files))]

    assert len(lines) == 3  # the missing regime too
    assert lines == sorted(lines)


def test_mistakes_of_several_files_are_told_together(tmp_path: Path) -> None:
    files = {**spoilt(PROCESS, ("regime: ORDER", "regim: ORDER")), LADDER: FILES[LADDER].replace("at: T-3", "at: X")}

    assert {reason.where.partition(":")[0] for reason in told(write(tmp_path, files))} == {PROCESS, LADDER}


def test_a_word_like_no_other_is_told_without_a_guess(tmp_path: Path) -> None:
    files = spoilt(PROCESS, ("after: [intent]", "after: [zzz]"))

    assert [reason.values["nearest"] for reason in told(write(tmp_path, files))] == [""]


def test_what_is_allowed_is_told_with_what_was_meant(tmp_path: Path) -> None:
    files = spoilt(PROCESS, ("need: optional", "need: optionel"))

    assert [reason.values["allowed"] for reason in told(write(tmp_path, files))] == ["neutral, optional, required"]


def test_null_is_told_as_the_file_has_it(tmp_path: Path) -> None:
    files = spoilt(REGIME, ("effective_from: 2026-04-01", "effective_from: null"))

    assert [reason.values["value"] for reason in told(write(tmp_path, files))] == ["null"]


def test_no_and_on_are_words_not_truth_values(tmp_path: Path) -> None:
    assert "on" in check_rulebook(write(tmp_path)).processes["small"].stages["first"].outcomes
