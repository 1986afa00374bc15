"""The register of problems in a terminal."""

from tests.cli.conftest import USCC
from tests.cli.terminal import Terminal


def test_a_problem_is_raised_answered_confirmed_and_counted(oneplan: Terminal) -> None:
    given = ("--enterprise", USCC, "--topic", "export-refund", "--text", "退税三个月没有结果", "--as", "lin")
    made = oneplan.json("problem", "raise", *given)
    oneplan.json("problem", "do", made["no"], "answer-problem", "--set", "kind=solved", "--set", "answer=已核准")
    after = oneplan.json("problem", "do", made["no"], "confirm-problem", "--as", "lin")
    shown = oneplan.json("problem", "show", made["no"])
    (one,) = oneplan.json("problem", "list", "--department", "tax")["items"]

    assert (made["department"], made["due_on"], after["state"]) == ("tax", "2026-11-16", "confirmed")
    assert [entry["what"] for entry in shown["history"]] == ["confirmed", "answered", "raised"]
    assert one["no"] == made["no"]
    assert oneplan.json("problem", "rates")["departments"][0]["confirmation"] == 1


def test_nobody_without_an_account_is_asked_first(oneplan: Terminal) -> None:
    said = oneplan("problem", "raise", "--enterprise", USCC, "--topic", "other", "--text", "咨询")

    assert said.code == 1
    assert "首问人须有账号" in said.err


def test_a_colleague_reads_the_telephone_masked(oneplan: Terminal) -> None:
    oneplan.json("person", "add", "mei", "--name", "梅若水", "--role", "coordinator", "--site", "RZ")
    given = ("--enterprise", USCC, "--topic", "other", "--text", "咨询", "--phone", "13812345678", "--as", "lin")
    no = oneplan.json("problem", "raise", *given)["no"]
    shown = [oneplan.json("problem", "show", no, "--as", login)["phone"] for login in ("lin", "mei")]
    (listed,) = oneplan.json("problem", "list", "--as", "mei")["items"]

    assert (shown, listed["phone"]) == (["13812345678", "138****5678"], "138****5678")
