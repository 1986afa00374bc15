"""`oneplan standard`: which standards there are, and what one asks for."""

from tests.cli.terminal import Terminal


def test_the_list_tells_counts_and_since_when(shared: Terminal) -> None:
    items = {one["id"]: one for one in shared.json("standard", "list")["items"]}

    assert items["CN-ADV-2026-34"]["clauses"] == 96
    assert items["CN-ADV-2026-34"]["effective_from"] == "2026-04-01"
    assert items["CN-ADV-2022-106"]["effective_to"] == "2026-03-31"


def test_a_standard_is_shown_clause_by_clause(shared: Terminal) -> None:
    shown = shared.json("standard", "show", "CN-ADV-2026-34")
    clauses = {one["key"]: one for part in (*shown["variants"], *shown["lines"]) for one in part["clauses"]}

    assert clauses["18"]["grading"][0]["any_of"][0] == "单笔最高罚款 ≤ 50,000 元"
    assert clauses["health_quarantine.2"]["trades"] == ["consignee_consignor"]
    assert [one["predicate"] for one in shown["pass_rule"]["all_of"]] == [
        "none_rated",
        "at_most_rated",
        "total_at_least",
    ]


def test_a_standard_nobody_knows_is_refused(shared: Terminal) -> None:
    assert shared("standard", "show", "CN-ADV-1999-1").code == 1
