"""The main job from the terminal: a roster comes in, a case is worked on, what is late is said once and only once."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.mailserver import Mailserver, mailserver, text_of
from tests.cli.terminal import MONDAY, Terminal
from tests.databases import EITHER, empty_postgres

NO = "RZ-2026-0001"
USCC = "91371100MA3C0XYQ1J"
ROSTER = f"""统一社会信用代码 ,　企业名称,海关注册编码,联系人,来源
 {USCC.lower()} ,　测试水产有限公司 , 3711960ABC,张三,局里
{USCC},测试水产有限公司,3711960ABC,张三,局里
91371100MA3C0XYQ1A,错一位有限公司,,,
,　,,,
"""
pytestmark = pytest.mark.xdist_group("cli-story")  # told once, where workers know of groups
LATE = ("核对企业基本情况", "信用记录回溯查询")
NOTHING = {"letters": 0, "messages": 0, "sent": 0, "retried": 0, "dead": 0, "beyond": 0}


@dataclass
class Story:
    """What each command of the story answered."""

    oneplan: Terminal
    server: Mailserver
    imported: Any
    opened: Any
    completed: Any
    foreseen: Any
    swept: Any
    delivered: Any
    swept_again: Any
    delivered_again: Any
    morning_after: Any


@pytest.fixture(scope="module", params=EITHER)
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    where = tmp_path_factory.mktemp("story")
    (where / "名单.csv").write_bytes(ROSTER.encode("gb18030"))
    with mailserver() as server, ExitStack() as stack:
        settings = {"ONEPLAN_SMTP_URL": server.url}
        if request.param == "postgres":
            url = stack.enter_context(empty_postgres()).url
            settings["ONEPLAN_DATABASE_URL"] = url.render_as_string(hide_password=False)
        oneplan = Terminal(where / "home", MONDAY, settings)
        morning = oneplan.at("2026-11-16T08:00")
        later = oneplan.at("2026-11-16T08:40")
        oneplan.json("site", "add", "RZ", "日照示范点")
        for line in (
            "person add zhao --name 赵启明 --role supervisor --site RZ --email zhao@example.com",
            "person add lin --name 林晓岚 --role coordinator --site RZ --supervisor zhao --email lin@example.com",
        ):
            oneplan.json(*line.split())
        yield Story(
            oneplan,
            server,
            imported=oneplan.json("enterprise", "import", "名单.csv", "--site", "RZ"),
            opened=oneplan.json(*f"case open --enterprise {USCC} --process aeo-advanced --coordinator lin".split()),
            completed=oneplan.json(*f"case do {NO} complete-step --step intent --as lin".split()),
            foreseen=morning.json("preview", "--on", "2026-11-16"),
            swept=morning.json("sweep"),
            delivered=later.json("deliver"),
            swept_again=later.json("sweep"),
            delivered_again=later.json("deliver"),
            morning_after=oneplan.at("2026-11-17T08:40").json("deliver"),
        )


def statuses(story: Story) -> list[tuple[int, str]]:
    return [(row["row"], row["status"]) for row in story.imported["rows"]]


def letter_to(story: Story, address: str) -> Any:
    (letter,) = story.server.to(address)
    return letter


def test_the_good_row_of_a_roster_as_spreadsheets_save_it_goes_in(story: Story) -> None:
    assert {name: story.imported[name] for name in ("new", "updated", "same", "rejected")} == {
        "new": 1, "updated": 0, "same": 0, "rejected": 2,
    }  # fmt: skip


def test_the_duplicate_and_the_wrong_check_digit_are_named_by_their_rows(story: Story) -> None:
    assert statuses(story) == [(2, "new"), (3, "rejected"), (4, "rejected")]
    assert "第 2 行" in story.imported["rows"][1]["why"]
    assert "校验位" in story.imported["rows"][2]["why"]


def test_stray_blanks_and_small_letters_do_not_reach_the_database(story: Story) -> None:
    (enterprise,) = story.oneplan.json("enterprise", "list")["items"]

    assert (enterprise["uscc"], enterprise["name"]) == (USCC, "测试水产有限公司")
    assert (enterprise["customs_code"], enterprise["extra"]) == ("3711960ABC", {"来源": "局里"})


def test_a_case_is_opened_under_the_sites_first_number(story: Story) -> None:
    assert (story.opened["no"], story.opened["version"]) == (NO, 1)


def test_completing_a_step_makes_the_next_version(story: Story) -> None:
    assert (story.completed["no"], story.completed["version"]) == (NO, 2)


def test_a_completed_step_opens_what_waited_for_it(story: Story) -> None:
    shown = story.oneplan.json("case", "show", NO)
    states = {step["key"]: step["state"] for step in shown["steps"]}

    assert (states["intent"], states["self-assessment"]) == ("done", "open")


def test_five_working_days_late_is_counted_in_working_days(story: Story) -> None:
    shown = story.oneplan.at("2026-11-16T09:00").json("case", "show", NO)
    late = {step["key"]: step["overdue_workdays"] for step in shown["steps"] if step["overdue_workdays"]}

    assert late == {"basic-facts": 5, "look-back": 5}


def test_the_sweep_queues_without_a_failure(story: Story) -> None:
    assert story.swept["queued"] > 0
    assert (story.swept["failed"], story.swept["cases"]) == (0, 1)


def test_the_preview_of_the_day_is_what_was_then_sent(story: Story) -> None:
    names = ("person", "channel", "rung", "step", "case")
    sent = story.oneplan.json("messages", "list", "--state", "sent")["items"]

    assert {tuple(one[name] for name in names) for one in story.foreseen["messages"]} == {
        tuple(one[name] for name in names) for one in sent
    }


def test_the_coordinator_gets_one_letter_that_names_every_late_step(story: Story) -> None:
    text = text_of(letter_to(story, "lin@example.com"))

    assert all(title in text for title in LATE)


def test_the_supervisor_gets_one_letter_about_what_is_five_days_late(story: Story) -> None:
    text = text_of(letter_to(story, "zhao@example.com"))

    assert all(title in text for title in LATE)


def test_whose_time_each_stage_was_is_told_under_its_title(story: Story) -> None:
    assert "初筛评估（1）: 海关" in story.oneplan.at("2026-11-16T09:00")("case", "show", NO).out


def test_a_message_that_was_sent_is_not_sent_again_and_its_state_is_named(story: Story) -> None:
    sent = story.oneplan.json("messages", "list", "--state", "sent")["items"][0]

    assert "没有失败（已发）" in story.oneplan("messages", "retry", str(sent["id"])).err


def test_a_letter_carries_one_key_for_each_reminder_in_it(story: Story) -> None:
    sent = story.oneplan.json("messages", "list", "--state", "sent", "--person", "lin")["items"]
    keys = letter_to(story, "lin@example.com").get_all("X-Oneplan-Key")

    assert sorted(keys) == sorted(one["key"] for one in sent if one["channel"] == "email")
    assert len(keys) == len(set(keys)) == 5  # four steps, and the case that stands still


def test_every_letter_has_a_message_id_of_its_own(story: Story) -> None:
    ids = [letter["Message-ID"] for letter in story.server.letters]

    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_the_counts_of_a_delivery_are_those_of_the_mail_server(story: Story) -> None:
    assert len(story.server.letters) == 2
    assert story.delivered["sent"] == story.delivered["messages"] == len(story.foreseen["messages"])


def test_sweeping_and_delivering_again_sends_nothing(story: Story) -> None:
    assert (story.swept_again["queued"], story.delivered_again) == (0, NOTHING)


def test_delivering_the_next_morning_sends_nothing_that_was_sent(story: Story) -> None:
    assert story.morning_after == NOTHING
    assert len(story.server.letters) == 2


def test_what_was_sent_says_when_and_after_how_many_attempts(story: Story) -> None:
    sent = story.oneplan.json("messages", "list", "--state", "sent")["items"]

    assert {(one["sent_at"][:14], one["attempts"], one["error"]) for one in sent} == {("2026-11-16T08:", 1, "")}


def test_a_shell_that_starts_each_command_anew_ends_with_the_same_letter(story: Story, tmp_path: Path) -> None:
    shutil.copytree(story.oneplan.home, tmp_path / "home")
    with mailserver() as server:
        settings = story.oneplan.settings | {"ONEPLAN_SMTP_URL": server.url}
        oneplan = Terminal(tmp_path / "home", "2026-11-23T08:40", settings)
        said = [oneplan.cold(command, "--json") for command in ("sweep", "deliver", "deliver")]

    assert [one.code for one in said] == [0, 0, 0]
    assert said[2].document == NOTHING
    assert len(server.to("lin@example.com")) == 1
