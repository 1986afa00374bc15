"""Many at the same moment: one winner, one effect, nothing lost."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from jobs.verify_journal import verify_journal
from store.database import Database
from tests.web.api.conftest import ACTS, CASE, Call

CLIENTS = 16
INTENT = {"step": "intent"}
Ask = Callable[[int, Any], Any]


def at_once(call: Call, ask: Ask, *logins: str) -> list[Any]:
    """What each of the clients is answered, who all ask when the last one is ready."""
    programs, ready = [call(login) for login in logins], Barrier(len(logins))

    def go(number: int) -> Any:
        ready.wait()
        return ask(number, programs[number])

    with ThreadPoolExecutor(len(logins)) as pool:
        return list(pool.map(go, range(len(logins))))


def version(call: Call) -> int:
    return int(call("lin").get(CASE).json()["version"])


def test_of_sixteen_who_complete_one_step_one_does_and_the_others_are_told_why(call: Call) -> None:
    answers = at_once(call, lambda _, one: one.post(f"{ACTS}/complete-step", json=INTENT), *["lin"] * CLIENTS)

    assert Counter(one.status_code for one in answers) == {200: 1, 409: CLIENTS - 1}
    assert all(one.json()["reasons"] for one in answers if one.status_code == 409)
    assert version(call) == 2


def test_of_sixteen_who_saw_the_same_version_one_acts(call: Call) -> None:
    def note(number: int, one: Any) -> Any:
        return one.post(f"{ACTS}/note", json={"inputs": {"text": f"第{number}条"}}, headers={"If-Match": '"1"'})

    answers = at_once(call, note, *["lin"] * CLIENTS)

    assert Counter(one.status_code for one in answers) == {200: 1, 409: CLIENTS - 1}
    assert {one.json()["version"] for one in answers if one.status_code == 409} == {2}


def test_one_key_sixteen_times_has_one_effect_and_one_answer(call: Call) -> None:
    headers = {"Idempotency-Key": "twice-clicked"}
    answers = at_once(
        call, lambda _, one: one.post(f"{ACTS}/complete-step", json=INTENT, headers=headers), *["lin"] * CLIENTS
    )

    assert {(one.status_code, one.text) for one in answers} == {(200, answers[0].text)}
    assert version(call) == 2


def test_eight_writers_lose_nothing(call: Call, office: Database) -> None:
    """Four take notes, one of them assigns the case to and fro, three add steps: each act is there, each by its own version."""

    def write(number: int, one: Any) -> list[int]:
        return [
            one.post(f"{ACTS}/{act}", json=asked).status_code
            for act, asked in (acts(number, turn) for turn in range(5))
        ]

    def acts(number: int, turn: int) -> tuple[str, dict[str, Any]]:
        if number == 0:
            return "assign", {"inputs": {"to": ("zhao", "lin")[turn % 2]}, "reason": "轮换"}
        return "note", {"inputs": {"text": f"{number}-{turn}"}}

    codes = [code for several in at_once(call, write, *["zhao"] * 8) for code in several]

    assert Counter(codes) == {200: 40}
    assert version(call) == 41
    with office.reading() as tx:
        assert verify_journal(tx).ok


def test_assigning_against_completing_goes_one_after_the_other(call: Call, office: Database) -> None:
    """Half hand the step over, half complete it: one completes, who comes later is told why, and nothing happens unrecorded."""

    def do(number: int, one: Any) -> Any:
        if number % 2:
            return one.post(f"{ACTS}/complete-step", json=INTENT)
        to = ("zhao", "lin")[number // 2 % 2]
        return one.post(f"{ACTS}/assign", json={**INTENT, "inputs": {"to": to}, "reason": "轮换"})

    answers = at_once(call, do, *["zhao"] * 8)
    completed = [one.status_code for one in answers[1::2]]

    assert {one.status_code for one in answers} <= {200, 409}
    assert completed.count(200) == 1
    with office.reading() as tx:
        assert version(call) == 1 + sum(one.status_code == 200 and one.json()["changes"] != [] for one in answers)
        assert verify_journal(tx).ok


def test_one_roster_taken_in_eight_times_is_new_once(call: Call) -> None:
    roster = "统一社会信用代码,企业名称\n91371100MA3C00001X,另一家有限公司\n"
    answers = at_once(
        call, lambda _, one: one.post("/enterprises/import", files={"file": ("名单.csv", roster)}), *["zhao"] * 8
    )

    assert Counter(one.json()["rows"][0]["status"] for one in answers) == {"new": 1, "same": 7}
