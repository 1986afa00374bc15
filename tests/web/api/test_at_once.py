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
