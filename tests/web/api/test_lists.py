"""The lists of the day, the preview, files and rosters through the API."""

import errno
import os

import pytest

from tests.web.api.conftest import ACTS, CASE, Call

ROSTER = "统一社会信用代码,企业名称\n91371100MA3C0XYQ1J,测试水产有限公司\n91371100MA3C0XYQ1K,校验位不对\n"


def test_the_worklist_is_ones_own(call: Call) -> None:
    found = [{one["no"] for one in call(login).get("/worklist").json()["items"]} for login in ("lin", "qiu")]

    assert found == [{"RZ-2026-0001"}, set()]


def test_the_worklist_comes_in_pages_each_step_in_its_group(call: Call) -> None:
    whole = call("lin").get("/worklist").json()["items"]
    first = call("lin").get("/worklist", params={"limit": 1}).json()
    second = call("lin").get("/worklist", params={"limit": 1, "cursor": first["next"]}).json()

    assert [*first["items"], *second["items"]] == whole[:2]
    assert whole[0]["group"] == "late"


def test_the_board_counts_by_stage(call: Call) -> None:
    columns = call("zhao").get("/board", params={"site": "RZ"}).json()["items"]

    assert [(one["stage"], one["count"]) for one in columns] == [("screening", 1)]


def test_an_administrator_of_accounts_sees_no_case(call: Call) -> None:
    assert call("ada").get("/cases").json()["items"] == []


def test_the_preview_names_person_rung_and_step(call: Call) -> None:
    document = call("lin").get("/preview", params={"on": "2026-11-16"}).json()

    assert set(document) == {"on", "messages", "suppressed"}
    assert {"person", "channel", "rung", "step", "case", "why"} <= set(document["messages"][0])


def test_a_day_that_cannot_be_is_refused_by_name(call: Call) -> None:
    answer = call("lin").get("/preview", params={"on": "2026-02-30"})

    assert (answer.status_code, answer.json()["reasons"][0]["where"]) == (422, "on")


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
def test_a_page_is_1_to_1000_long(call: Call, limit: str) -> None:
    assert call("lin").get("/cases", params={"limit": limit}).status_code == 422


def test_messages_begin_empty(call: Call) -> None:
    assert call("lin").get("/messages", params={"state": "queued"}).json() == {"items": [], "next": None}


def test_a_roster_is_reported_row_by_row(call: Call) -> None:
    report = call("lin").post("/enterprises/import", files={"file": ("roster.csv", ROSTER)}).json()

    assert (report["same"], report["rejected"], report["rows"][1]["field"]) == (1, 1, "统一社会信用代码")


def test_an_administrator_may_not_import(call: Call) -> None:
    assert call("ada").post("/enterprises/import", files={"file": ("r.csv", ROSTER)}).status_code == 404


def test_a_roster_for_a_site_no_text_can_name_is_refused_at_the_field(call: Call) -> None:
    answer = call("lin").post("/enterprises/import", files={"file": ("r.csv", ROSTER)}, data={"site": "R\0Z"})

    assert (answer.status_code, [one["where"] for one in answer.json()["reasons"]]) == (422, ["site"])


def test_nobody_imports_into_another_site(call: Call) -> None:
    answer = call("lin").post("/enterprises/import", files={"file": ("r.csv", ROSTER)}, data={"site": "QD"})

    assert answer.status_code == 404


def test_a_stored_file_can_become_evidence(call: Call) -> None:
    stored = call("lin").post("/files", files={"file": ("现场.pdf", b"%PDF-1.4 x")}).json()

    inputs = {"file": {"sha256": stored["sha256"], "name": stored["name"]}, "kind": "site_record"}
    done = call("lin").post(f"{ACTS}/attach-evidence", json={"step": "intent", "inputs": inputs})

    assert done.status_code == 200
    assert call("lin").get(CASE).json()["version"] == 2


def test_a_file_that_the_disk_does_not_take_is_not_acknowledged(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_space)
    answer = call("lin").post("/files", files={"file": ("现场.pdf", b"%PDF-1.4 x")})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["reasons"][0]["code"] == "file_unkept"


def test_a_file_that_was_never_stored_is_no_evidence(call: Call) -> None:
    inputs = {"file": {"sha256": "0" * 64, "name": "x.pdf"}, "kind": "site_record"}

    done = call("lin").post(f"{ACTS}/attach-evidence", json={"step": "intent", "inputs": inputs})

    assert done.status_code == 404
