"""The lint: one mistake written into a small sound rulebook, one finding, at the place where it stands."""

from typing import Any

import pytest

from cases.lint import lint
from models.refusals import Reason
from tests.rulebook import small
from tests.rulebook.small import CALENDAR, LADDER, OUTSIDE, PROCESS, REGIME, STAGE, WORDING, place, rulebook, spoilt


def findings(file: str, *changes: tuple[str, str]) -> dict[str, Reason]:
    """What the lint finds, by place."""
    return {place(one): one.reason for one in lint(rulebook(spoilt(file, *changes)))}


def codes(file: str, *changes: tuple[str, str]) -> dict[str, str]:
    return {where: reason.code for where, reason in findings(file, *changes).items()}


def meant(file: str, *changes: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """Of unknown names: what they should name, and the nearest that exists."""
    found = findings(file, *changes)
    assert {reason.code for reason in found.values()} == {"lint.unknown"}
    return {where: (reason.values["what"], reason.values["nearest"]) for where, reason in found.items()}


def test_the_small_rulebook_is_sound() -> None:
    assert lint(rulebook()) == []


# names ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "where", "what", "nearest"),
    [
        ("regime: ORDER", "regime: ODER", "regime", "regime", "ORDER"),
        ("target: certified", "target: certifyed", "target", "level", "certified"),
        ("target: certified", "target: certified\nladder: defalt", "ladder", "ladder", "default"),
        ("target: certified", "target: certified\nwording: defalt", "wording", "wording", "default"),
        ("after: [intent]", "after: [intnt]", "stages.first.steps.check.after.0", "step", "intent"),
        ("after: [check]", "after: [chek]", "stages.first.stages.coaching.after.0", "step", "check"),
        ("held_by: enterprise", "held_by: enterprize", "stages.first.steps.check.held_by", "holder", "enterprise"),
        ("evidence: [letter]", "evidence: [leter]", "stages.first.steps.intent.evidence", "evidence", "letter"),
        ("need: optional", "ladder: stagee", "stages.first.steps.talk.ladder", "ladder", "stage"),
        ("clock: certify", "clock: certifi", "stages.second.steps.decision.statutory.clock", "clock", "certify"),
        (
            "after: accepted}",
            "after: accepted, ladder: statutary}",
            "stages.second.steps.decision.statutory.ladder",
            "ladder",
            "statutory",
        ),
        ("to: second", "to: secnd", "stages.first.outcomes.on.to", "stage", "second"),
        ("bar: reapply", "bar: reaply", "stages.first.outcomes.stop.bar", "bar", "reapply"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(
    old: str, new: str, where: str, what: str, nearest: str
) -> None:
    assert findings(PROCESS, (old, new))[f"process small {where}"].values["nearest"] == nearest
    assert findings(PROCESS, (old, new))[f"process small {where}"].values["what"] == what


def test_a_stage_with_a_limit_needs_its_ladder() -> None:
    files = {name: text for name, text in small.FILES.items() if name != STAGE}

    assert [place(one) for one in lint(rulebook(files))] == ["process small stages.first.ladder"]


def test_a_step_of_an_outside_party_needs_the_ladder_of_outside_parties() -> None:
    files = {name: text for name, text in small.FILES.items() if name != OUTSIDE}

    assert [place(one) for one in lint(rulebook(files))] == ["process small stages.first.steps.check.held_by"]


def test_a_step_key_is_taken_once_in_the_whole_process() -> None:
    assert "lint.twice" in codes(PROCESS, ("      acceptance:", "      talk:")).values()


def test_a_nested_stage_cannot_be_called_as_a_step() -> None:
    assert codes(PROCESS, ("      coaching:", "      intent:")) == {
        "process small stages.first.stages.intent": "lint.twice"
    }


def test_only_evidence_of_the_step_is_asked_for_again() -> None:
    changed = ("evidence: [letter]", "evidence: [letter]\n        recurs: {leter: monthly}")

    assert meant(PROCESS, changed) == {"process small stages.first.steps.intent.recurs.leter": ("evidence", "letter")}


def test_an_unknown_regime_hides_no_other_mistake_and_invents_none() -> None:
    assert set(codes(PROCESS, ("regime: ORDER", "regime: LAW"), ("to: second", "to: secnd"))) >= {
        "process small regime",
        "process small stages.first.outcomes.on.to",
    }


# flow -------------------------------------------------------------------------------------------------------------------


def test_a_stage_nothing_leads_to_is_told() -> None:
    assert codes(PROCESS, ("to: second", "close: done")) == {"process small stages.second": "lint.unreachable"}


def test_a_stage_without_outcomes_is_told() -> None:
    written = small.FILES[PROCESS]
    ending = written[written.rindex("    outcomes:") :]

    assert codes(PROCESS, (ending, "")) == {"process small stages.second": "lint.no_outcome"}


def test_stages_from_which_no_case_is_ever_closed_are_told() -> None:
    found = codes(
        PROCESS,
        ("close: stopped, gate: [], bar: reapply, reason: true", "to: second"),
        ("close: certified", "to: first"),
    )

    assert found == {"process small stages.first": "lint.no_end", "process small stages.second": "lint.no_end"}


def test_a_stage_without_steps_is_told() -> None:
    written = small.FILES[PROCESS]
    steps = written[written.rindex("    steps:") : written.rindex("    outcomes:")]

    assert codes(PROCESS, (steps, ""))["process small stages.second"] == "lint.no_steps"


def test_a_gate_on_a_nested_stage_is_told() -> None:
    assert codes(
        PROCESS, ("        after: [check]", "        after: [check]\n        gate: [required_steps_done]")
    ) == {"process small stages.first.stages.coaching.gate": "lint.not_nested"}


def test_a_predecessor_of_a_whole_stage_is_told() -> None:
    assert codes(PROCESS, ("{zh: 二, en: Second}", "{zh: 二, en: Second}\n    after: [intent]")) == {
        "process small stages.second.after": "lint.only_nested"
    }


def test_a_step_cannot_wait_for_one_of_a_later_stage() -> None:
    assert codes(PROCESS, ("after: [intent]", "after: [intent, acceptance]")) == {
        "process small stages.first.steps.check.after.1": "lint.later"
    }


def test_steps_that_wait_for_each_other_are_told_once() -> None:
    found = findings(PROCESS, ("        evidence:", "        after: [check]\n        evidence:"))

    assert {where: reason.values["steps"] for where, reason in found.items()} == {
        "process small stages.first.steps.intent.after": "intent → check → intent"
    }


def test_a_step_that_waits_for_itself_is_told() -> None:
    assert codes(PROCESS, ("after: [acceptance]", "after: [decision]")) == {
        "process small stages.second.steps.decision.after": "lint.circle"
    }


def test_a_circle_through_a_nested_stage_is_told_where_the_waiting_is_written() -> None:
    assert codes(PROCESS, ("after: [intent]", "after: [coaching]")) == {
        "process small stages.first.steps.check.after": "lint.circle"
    }


# dates ------------------------------------------------------------------------------------------------------------------


def test_a_term_after_a_step_nobody_knows_is_told() -> None:
    assert meant(PROCESS, ("after intent done", "after intnt done")) == {
        "process small stages.first.steps.check.term": ("step", "intent")
    }


def test_a_term_after_a_milestone_nobody_sets_is_told() -> None:
    assert meant(PROCESS, ("80 days after accepted", "80 days after acepted")) == {
        "process small stages.second.steps.decision.term": ("milestone", "accepted")
    }


def test_a_clock_after_a_milestone_nobody_sets_is_told() -> None:
    assert meant(PROCESS, ("clock: certify, after: accepted", "clock: certify, after: acepted")) == {
        "process small stages.second.steps.decision.statutory.after": ("milestone", "accepted")
    }


def test_a_term_cannot_count_from_the_end_of_its_own_step() -> None:
    assert codes(PROCESS, ("25 workdays after intent done", "25 workdays after check done")) == {
        "process small stages.first.steps.check.term": "lint.own_end"
    }


def test_a_term_cannot_count_from_a_step_of_a_later_stage() -> None:
    assert codes(PROCESS, ("25 workdays after intent done", "25 workdays after acceptance done")) == {
        "process small stages.first.steps.check.term": "lint.later"
    }


@pytest.mark.parametrize("term", ["30 workdays after step opened", "30 workdays after asked", "each year on 06-30"])
def test_a_stage_cannot_count_from_what_only_steps_have(term: str) -> None:
    found = codes(PROCESS, ("term: 30 workdays after stage entered", f"term: {term}"))

    assert found["process small stages.first.term"] == "lint.only_steps"


@pytest.mark.parametrize("target", ["91 days", "4 months", "1 year", "91 workdays"])
def test_a_target_that_surely_outlasts_the_law_is_told(target: str) -> None:
    assert codes(PROCESS, ("term: 80 days after accepted", f"term: {target} after accepted")) == {
        "process small stages.second.steps.decision.term": "lint.longer"
    }


@pytest.mark.parametrize("target", ["90 days", "3 months", "60 workdays"])
def test_a_target_that_may_end_before_the_law_is_left_alone(target: str) -> None:
    assert codes(PROCESS, ("term: 80 days after accepted", f"term: {target} after accepted")) == {}


def test_a_target_from_another_event_cannot_be_compared_with_the_law() -> None:
    assert codes(PROCESS, ("term: 80 days after accepted", "term: 200 days after stage entered")) == {}


# people -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("by: supervisor\n", "by: administrator\n", "stages.second.steps.decision.by"),
        ("need: optional", "need: optional\n        by: department", "stages.first.steps.talk.by"),
        ("review_by: supervisor", "review_by: liaison", "stages.second.steps.decision.review_by"),
        ("approved_by: supervisor", "approved_by: liaison", "stages.second.steps.decision.extension.approved_by"),
        ("to: second", "to: second, by: enterprise", "stages.first.outcomes.on.by"),
    ],
)
def test_what_nobody_in_that_role_may_do_is_told(old: str, new: str, where: str) -> None:
    assert codes(PROCESS, (old, new)) == {f"process small {where}": "lint.nobody"}


def test_the_roles_that_may_are_named() -> None:
    found = findings(PROCESS, ("review_by: supervisor", "review_by: liaison"))

    assert [reason.values["allowed"] for reason in found.values()] == ["supervisor, coordinator, host"]


# conditions -------------------------------------------------------------------------------------------------------------

WHEN = "when: [{yes: bonded}]"
CHECK = "process small stages.first.steps.check.when"


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("required_steps_done: intent", "lint.no_argument"),
        ("yes", "lint.needs_argument"),
        ("{at_least: {score: many}}", "lint.argument"),
        ("{yes: score}", "lint.other_kind"),
        ("{at_least: {bonded: 1}}", "lint.other_kind"),
        ("{fact: {lines: food}}", "lint.other_kind"),
    ],
)
def test_a_condition_that_means_nothing_is_told(condition: str, code: str) -> None:
    written = condition if condition.startswith("{") or ":" not in condition else "{" + condition + "}"

    assert codes(PROCESS, (WHEN, f"when: [{written}]")) == {f"{CHECK}.0": code}


@pytest.mark.parametrize(
    ("condition", "what", "nearest"),
    [
        ("{yess: bonded}", "condition", "yes"),
        ("{yes: boned}", "fact", "bonded"),
        ("{step_done: intnt}", "step", "intent"),
        ("{milestone: acepted}", "milestone", "accepted"),
        ("{fact: {trade: genral}}", "choice", "general"),
        ("{fact_in: {trade: [general, genral]}}", "choice", "general"),
        ("{includes: {lines: fod}}", "choice", "food"),
        ("{target: certifid}", "level", "certified"),
        ("{credit_level: regularr}", "level", "regular"),
        ("{outcome: {secnd: grant}}", "stage", "second"),
        ("{outcome: {second: grnt}}", "outcome", "grant"),
        ("{not: {yes: boned}}", "fact", "bonded"),
        ("{any: [{yes: bonded}, {known: scor}]}", "fact", "score"),
        ("producer", "fact", ""),
        ("{business_line: food}", "fact", ""),
    ],
)
def test_what_a_condition_names_must_exist(condition: str, what: str, nearest: str) -> None:
    assert meant(PROCESS, (WHEN, f"when: [{condition}]")) == {f"{CHECK}.0": (what, nearest)}


def test_the_target_and_the_level_are_facts_nobody_has_to_ask_for() -> None:
    assert codes(PROCESS, (WHEN, "when: [{known: target}, {known: credit_level}]")) == {}


@pytest.mark.parametrize(
    "conditions",
    [
        "{yes: bonded}, {no: bonded}",
        "{yes: bonded}, {not: {yes: bonded}}",
        "first_round, later_round",
        "{target: certified}, {target: regular}",
        "{credit_level: certified}, {credit_level: regular}",
        "{fact: {credit_level: certified}}, {credit_level: regular}",
    ],
)
def test_conditions_that_exclude_each_other_are_told(conditions: str) -> None:
    assert codes(PROCESS, (WHEN, f"when: [{conditions}]")) == {CHECK: "lint.never"}


def test_a_step_cannot_contradict_the_nested_stage_around_it() -> None:
    found = codes(PROCESS, ("after: [check]", "after: [check]\n        when: [{yes: filed}]"))

    assert found == {"process small stages.first.stages.coaching.steps.visit.when": "lint.never"}


def test_a_gate_cannot_ask_for_a_step_of_a_later_stage() -> None:
    assert codes(PROCESS, ("gate: [required_steps_done]", "gate: [{step_done: decision}]")) == {
        "process small stages.first.gate.0": "lint.later"
    }


def test_a_gate_cannot_ask_for_the_word_of_a_role_with_nothing_to_do_there() -> None:
    assert codes(PROCESS, ("gate: [required_steps_done]", "gate: [{signed_by: supervisor}]")) == {
        "process small stages.first.gate.0": "lint.nobody_signs"
    }


@pytest.mark.parametrize(
    ("fact", "code"), [("line", "lint.unknown"), ("bonded", "lint.other_kind"), ("trade", "lint.other_kind")]
)
def test_a_step_is_repeated_for_a_collection_only(fact: str, code: str) -> None:
    found = codes(PROCESS, ("        held_by:", f"        repeat: {{for_each: {fact}, at_most: 3}}\n        held_by:"))

    assert found == {"process small stages.first.steps.check.repeat.for_each": code}


def test_what_a_person_starts_is_not_repeated_for_each_of_a_collection() -> None:
    assert codes(PROCESS, ("{when_done: true, at_most: 3}", "{for_each: lines, at_most: 3}")) == {
        "process small stages.first.steps.talk.need": "lint.optional_for_each"
    }


# the other definitions --------------------------------------------------------------------------------------------------


def test_an_order_cannot_end_before_it_begins() -> None:
    assert codes(REGIME, ("2030-03-31", "2020-03-31")) == {"regime ORDER effective_to": "lint.ends_early"}


def test_a_level_stands_once_in_an_order() -> None:
    assert codes(REGIME, ("{code: regular", "{code: certified")) == {"regime ORDER levels.1.code": "lint.twice"}


def test_a_step_is_held_by_a_party_that_the_process_names() -> None:
    assert meant(PROCESS, ("held_by: enterprise", "held_by: taxes")) == {
        "process small stages.first.steps.check.held_by": ("holder", "tax")
    }


def test_what_everybody_has_is_no_party() -> None:
    assert codes(PROCESS, ("  tax: {zh", "  customs: {zh")) == {"process small parties.customs": "lint.no_party"}


def test_an_extension_is_a_length_of_its_own() -> None:
    assert codes(REGIME, ("by: 30 days", "by: 1 month")) == {}


def test_what_has_no_target_has_nothing_to_extend() -> None:
    assert codes(PROCESS, ("        term: 80 days after accepted\n", "")) == {
        "process small stages.second.steps.decision.extension": "lint.no_term"
    }


def test_a_clock_of_the_law_that_stops_says_by_what_right() -> None:
    assert codes(REGIME, ("    length: 90 days", "    length: 90 days\n    pausable: true")) == {
        "regime ORDER clocks.certify.pausable": "lint.no_source"
    }
    assert codes(PROCESS, ("clock: certify, after: accepted", "clock: certify, after: accepted, pausable: true")) == {
        "process small stages.second.steps.decision.statutory.pausable": "lint.no_source"
    }


def test_a_date_on_which_no_time_runs_never_stops() -> None:
    law = "{term: each year on 06-30, pausable: true, source: 某条}"

    assert codes(PROCESS, ("{clock: certify, after: accepted}", law)) == {
        "process small stages.second.steps.decision.statutory.pausable": "lint.never_stops"
    }


def test_a_bar_is_neither_extended_nor_stopped() -> None:
    assert codes(REGIME, ("length: 1 year}", "length: 1 year, pausable: true, source: 某条}")) == {
        "regime ORDER bars.reapply.pausable": "lint.bar"
    }


def test_a_rung_needs_words() -> None:
    assert meant(LADDER, ("wording: overdue", "wording: overdu")) == {
        "ladder default rungs.1.wording": ("kind", "overdue")
    }


def test_a_rung_before_every_term_that_uses_its_ladder_never_fires() -> None:
    assert codes(OUTSIDE, ("at: T-3", "at: T-26")) == {"ladder outside-party rungs.0.at": "lint.never_fires"}


def test_a_rung_as_early_as_the_longest_term_fires() -> None:
    assert codes(OUTSIDE, ("at: T-3", "at: T-25")) == {}


def test_nothing_is_claimed_of_a_ladder_whose_terms_are_not_in_working_days() -> None:
    assert codes(small.STATUTORY, ("at: T-20", "at: T-200")) == {}


def test_a_day_stands_in_one_period() -> None:
    found = findings(CALENDAR, ("first: 2026-05-01, last: 2026-05-05", "first: 2026-01-03, last: 2026-01-03"))

    assert {where: (one.code, one.values["day"]) for where, one in found.items()} == {
        "calendar cn years.2026.days_off.1": ("lint.day_twice", "2026-01-03")
    }


def test_a_day_is_off_or_worked_not_both() -> None:
    found = findings(CALENDAR, ("2026-01-04, 2026-05-09", "2026-01-03"))

    assert {where: (one.code, one.values["day"]) for where, one in found.items()} == {
        "calendar cn years.2026.days_off.0": ("lint.day_both", "2026-01-03")
    }


def test_wording_has_a_kind_for_what_is_urged_by_hand() -> None:
    assert meant(WORDING, ("  urged:", "  urge:")) == {"wording default kinds": ("kind", "urge")}


@pytest.mark.parametrize("text", ["{{ step }} }}", "{{ step", "{% if step }"])
def test_brackets_of_a_text_match(text: str) -> None:
    assert codes(WORDING, ('"{{ step }} is late"', f'"{text}"')) == {
        "wording default kinds.overdue.line.en": "lint.brackets"
    }


def test_a_variable_no_message_has_is_told_with_the_nearest() -> None:
    assert meant(WORDING, ("{{ step }} is late", "{{ stp }} is late")) == {
        "wording default kinds.overdue.line.en": ("variable", "step")
    }


@pytest.mark.parametrize(
    "text", ["{% if due and not step %}x{% endif %}", "{{ 'none of these' }}", "{{ step|upper }}", "{{ step | upper }}"]
)
def test_operators_quotes_and_filters_are_no_variables(text: str) -> None:
    assert codes(WORDING, ('"{{ step }} is late"', f'"{text}"')) == {}


# the whole --------------------------------------------------------------------------------------------------------------


def test_mistakes_in_several_definitions_are_all_told() -> None:
    files: dict[str, Any] = {
        **spoilt(PROCESS, ("to: second", "to: secnd")),
        LADDER: small.FILES[LADDER].replace("overdue", "overdu"),
    }

    assert {one.kind for one in lint(rulebook(files))} == {"process", "ladder"}


# what ladders inherit, ask and bring about ------------------------------------------------------------------------------

RUNG = "{at: T-3, to: [doer], wording: due_soon}"


def with_ladder(name: str, text: str) -> dict[str, str]:
    """The codes by place, with one more ladder in the small rulebook."""
    head = "ladder: {}\ntitle: {{zh: 一, en: One}}\n".format(name.partition("@")[0])
    files = {**small.FILES, f"ladders/{name}.yaml": head + text}
    return {place(one): one.reason.code for one in lint(rulebook(files))}


def test_a_ladder_of_a_site_and_one_that_extends_are_sound() -> None:
    assert with_ladder("default@RZ", "site: RZ\nwithout: [T-3]\n") == {}
    assert with_ladder("hasty", f"extends: default\nrungs:\n  - {RUNG}\n") == {}


def test_a_base_that_does_not_exist_is_told() -> None:
    assert with_ladder("hasty", "extends: defalt\n") == {
        "ladder hasty extends": "lint.unknown",
        "ladder hasty without": "lint.no_rungs_left",
    }


def test_a_site_overrides_only_what_exists() -> None:
    assert with_ladder("nothing@RZ", f"site: RZ\nrungs:\n  - {RUNG}\n") == {"ladder nothing@RZ ladder": "lint.unknown"}


def test_ladders_that_extend_each_other_are_told() -> None:
    found = codes(STAGE, ("rungs:", "extends: statutory\nrungs:"))
    files = spoilt(STAGE, ("rungs:", "extends: statutory\nrungs:"))
    statutory = files[small.STATUTORY].replace("rungs:", "extends: stage\nrungs:")
    both = {place(one): one.reason.code for one in lint(rulebook({**files, small.STATUTORY: statutory}))}

    assert found == {}
    assert both == {"ladder statutory extends": "lint.ladder_circle", "ladder stage extends": "lint.ladder_circle"}


def test_leaving_out_what_is_not_there_is_told_with_what_is() -> None:
    found = with_ladder("default@RZ", "site: RZ\nwithout: [T-4]\n")

    assert found == {"ladder default@RZ without.0": "lint.drops_nothing"}


def test_leaving_everything_out_is_told() -> None:
    found = with_ladder("default@RZ", "site: RZ\nwithout: [T-3, T+1]\n")

    assert found == {"ladder default@RZ without": "lint.no_rungs_left"}


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("[{holder: tax}]", None),
        ("[{holder: outside}, {holder: tax}]", None),
        ("[not_acknowledged, {priority: high}]", None),
        ("[{held_for: 5}, {holder: outside}]", None),
        ("[{held_for: 0}]", "lint.argument"),
        ("[{holdr: tax}]", "lint.unknown"),
        ("[{holder: taxes}]", "lint.unknown"),
        ("[holder]", "lint.needs_argument"),
        ("[{not_acknowledged: true}]", "lint.no_argument"),
        ("[{holder: customs}, {holder: outside}]", "lint.never_holds"),
        ("[{priority: high}, {priority: normal}]", "lint.never_holds"),
    ],
)
def test_a_condition_of_a_rung_has_a_name_and_an_argument_that_fits(when: str, code: str | None) -> None:
    found = codes(LADDER, ("wording: due_soon}", f"wording: due_soon, when: {when}}}"))

    assert set(found.values()) == ({code} if code else set())


def test_a_stage_has_no_step_to_hand_over() -> None:
    found = codes(STAGE, ("wording: due_soon}", "wording: due_soon, then: [hand_to_supervisor]}"))

    assert found == {"ladder stage rungs.0.then": "lint.nothing_to_hand"}


def test_a_rung_of_a_base_counts_for_those_who_keep_it() -> None:
    """The base is used by nobody, but a step climbs it through the one that extends it."""
    far = {
        **small.FILES,
        "ladders/base.yaml": f"ladder: base\ntitle: {{zh: 一, en: One}}\nrungs:\n  - {RUNG.replace('T-3', 'T-40')}\n",
    }
    outside = small.FILES[OUTSIDE].replace("rungs:", "extends: base\nrungs:")
    found = {place(one): one.reason.code for one in lint(rulebook({**far, OUTSIDE: outside}))}

    assert found == {"ladder base rungs.0.at": "lint.never_fires"}


def test_the_ladder_of_what_comes_back_is_needed_where_somebody_reviews() -> None:
    files = {name: text for name, text in small.FILES.items() if name != small.RETURNED}
    found = [place(one) for one in lint(rulebook(files))]

    assert found
    assert all(one.startswith("process small") and one.endswith("review_by") for one in found)


@pytest.mark.parametrize(("file", "where"), [(small.STILLNESS, "stillness"), (small.PROMISE, "promise")])
def test_the_ladders_of_standstill_and_of_promises_are_needed(file: str, where: str) -> None:
    files = {name: text for name, text in small.FILES.items() if name != file}

    assert [place(one) for one in lint(rulebook(files))] == [f"process small {where}"]


def test_a_gate_that_asks_for_an_approved_plan_needs_the_ladders_that_ask_for_it() -> None:
    found = meant(small.PROCESS, ("gate: [required_steps_done]", "gate: [required_steps_done, plan_approved]"))

    assert {what for what, _ in found.values()} == {"ladder"}
