"""Looking after an installation: backups, health, proof, the rulebook, accounts, the demo site."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import NO, USCC
from tests.cli.mailserver import Mailserver, mailserver
from tests.cli.terminal import ROOT, Terminal

LATE = "2026-11-16T08:00"
a_demo = pytest.mark.xdist_group("cli-demo")  # made once, where workers know of groups


@pytest.fixture(scope="module")
def backed_up(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the site on a morning when messages wait."""
    where = tmp_path_factory.mktemp("backup")
    shutil.copytree(template, where / "home")
    oneplan = Terminal(where / "home", LATE)
    oneplan.json("sweep")
    oneplan.json("backup", "site.tar")
    return where / "site.tar"


@pytest.fixture
def restored(backed_up: Path, tmp_path: Path) -> Terminal:
    """A new installation out of the backup, not released yet."""
    oneplan = Terminal(tmp_path / "elsewhere" / "home", "2026-11-16T08:40")
    oneplan.home.parent.mkdir()
    oneplan.json("restore", str(backed_up))
    return oneplan


@pytest.fixture(scope="module")
def demo_mail() -> Iterator[Mailserver]:
    with mailserver() as server:
        yield server


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_mail: Mailserver) -> Terminal:
    """The living demo site, with a mail server it could reach."""
    where = tmp_path_factory.mktemp("demo")
    oneplan = Terminal(where / "home", "2026-11-24T09:00", {"ONEPLAN_SMTP_URL": demo_mail.url})
    oneplan.json("demo")
    return oneplan


@contextmanager
def database(oneplan: Terminal) -> Iterator[sqlite3.Connection]:
    """The database behind the program's back."""
    with closing(sqlite3.connect(oneplan.home / "oneplan.db")) as opened, opened:
        yield opened


def tamper(oneplan: Terminal) -> None:
    """Somebody changes what the journal says, past the program."""
    with database(oneplan) as opened:
        for (trigger,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            opened.execute(f'DROP TRIGGER "{trigger}"')
        assert opened.execute("UPDATE journal SET actor = 'qiu'").rowcount == 1


def health(oneplan: Terminal) -> dict[str, str]:
    return {one["check"]: one["health"] for one in oneplan("doctor", "--json").document["findings"]}


def setting(oneplan: Terminal, name: str) -> Any:
    return next(one for one in oneplan.json("settings")["items"] if one["name"] == f"ONEPLAN_{name}")


def a_changed_rulebook(where: Path) -> Path:
    """The shipped rulebook with another term for the first step."""
    shutil.copytree(ROOT / "rulebook", where / "rules")
    file = where / "rules" / "processes" / "aeo-advanced.yaml"
    written = file.read_text(encoding="utf-8")
    file.write_text(written.replace("term: 3 workdays after stage entered", "term: 4 workdays after stage entered", 1))
    return where / "rules"


def a_steeper_ladder(where: Path) -> Path:
    """The shipped rulebook with the supervisor told one day earlier."""
    shutil.copytree(ROOT / "rulebook", where / "rules")
    file = where / "rules" / "ladders" / "default.yaml"
    written = file.read_text(encoding="utf-8")
    file.write_text(
        written.replace("  - {at: T+3,", "  - {at: T+2, to: [supervisor], wording: overdue}\n  - {at: T+3,")
    )
    return where / "rules"


def in_force(oneplan: Terminal) -> dict[str, str]:
    return {one["key"]: one["hash"] for one in oneplan.json("rulebook", "list")["items"] if one["in_force"]}


# Backups


def test_a_backup_is_one_file_that_verifies(shared: Terminal, backed_up: Path) -> None:
    verified = shared.json("backup", "verify", str(backed_up))

    assert (verified["ok"], verified["problems"]) == (True, [])


def test_a_backup_tells_its_moment_in_the_sites_zone(shared: Terminal, backed_up: Path) -> None:
    assert shared.json("backup", "verify", str(backed_up))["manifest"]["made_at"] == "2026-11-16T08:00:00+08:00"


def test_a_damaged_backup_does_not_verify(shared: Terminal, backed_up: Path, tmp_path: Path) -> None:
    content = bytearray(backed_up.read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "damaged.tar").write_bytes(content)
    said = shared("backup", "verify", str(tmp_path / "damaged.tar"), "--json")

    assert said.code == 1
    assert said.err


def test_a_restored_installation_has_the_same_cases(restored: Terminal, shared: Terminal) -> None:
    assert restored.at(LATE).json("case", "list") == shared.at(LATE).json("case", "list")
    assert restored.json("journal", "verify")["ok"] is True


def test_a_restored_installation_sends_nothing_until_it_is_released(restored: Terminal) -> None:
    assert restored.json("deliver")["messages"] == 0
    assert health(restored)["held"] == "warn"


def test_releasing_asks_how(restored: Terminal) -> None:
    said = restored("release", "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "release.how")


def test_a_release_by_a_journal_that_is_not_there_is_refused_and_says_what_may_come_twice(restored: Terminal) -> None:
    said = restored("release", "--from-journal", "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "release.no_journal")
    assert "--without-journal" in said.refusal["reasons"][0]["text"]
    assert health(restored)["held"] == "warn"


def test_a_release_without_the_journal_that_is_there_is_refused(restored: Terminal) -> None:
    (restored.home / "sent.jsonl").touch()
    said = restored("release", "--without-journal", "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "release.has_journal")


def test_after_a_release_without_journal_all_that_was_due_stays_held(restored: Terminal) -> None:
    released = restored.json("release", "--without-journal")

    assert released["held"] == len(restored.json("messages", "list", "--state", "held")["items"]) > 0
    assert restored.json("deliver")["messages"] == 0


def test_after_the_release_the_doctor_is_content(restored: Terminal) -> None:
    restored.json("release", "--without-journal")

    assert (health(restored)["held"], health(restored)["marker"]) == ("ok", "ok")


def test_a_backup_is_not_restored_over_an_installation(oneplan: Terminal, backed_up: Path) -> None:
    said = oneplan("restore", str(backed_up), "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "restore_not_empty")


def test_asking_about_a_missing_database_does_not_stand_in_the_way_of_a_restore(
    empty: Terminal, backed_up: Path
) -> None:
    asked = [empty("db", "check").code, empty("doctor").code]

    assert asked == [1, 1]
    assert empty("restore", str(backed_up)).code == 0


# Health and settings


def test_the_doctor_finds_nothing_bad_in_a_site_that_is_swept(oneplan: Terminal) -> None:
    later = oneplan.at(LATE)
    later.json("sweep")
    said = later("doctor", "--json")

    assert (said.code, said.document["ok"]) == (0, True)
    assert "bad" not in {one["health"] for one in said.document["findings"]}


def test_the_doctor_names_a_changed_journal_and_leaves_with_one(oneplan: Terminal) -> None:
    tamper(oneplan)
    said = oneplan("doctor", "--json")

    assert (said.code, said.document["ok"], health(oneplan)["journal"]) == (1, False, "bad")
    assert NO in said.err


def test_what_is_wrong_with_a_journal_is_told_in_words(oneplan: Terminal) -> None:
    tamper(oneplan)

    assert "动作、人或时间与内容不符" in oneplan("journal", "verify").out


def test_the_doctor_speaks_to_people_without_codes(oneplan: Terminal) -> None:
    codes = {*health(oneplan), *health(oneplan).values()}
    shown = {word for line in oneplan("doctor").out.splitlines() for word in line.split()[:2]}

    assert codes.isdisjoint(shown)


def test_the_doctor_names_ladders_nobody_published_and_the_command_that_mends_it(oneplan: Terminal) -> None:
    with database(oneplan) as opened:
        opened.execute("DELETE FROM definition WHERE kind = 'ladder' AND key IN ('returned', 'silence')")
    said = oneplan("doctor")
    oneplan.json("rulebook", "publish")

    assert (said.code, "催办阶梯 returned、silence" in said.out, "oneplan rulebook publish" in said.out) == (
        0,
        True,
        True,
    )
    assert health(oneplan)["rulebook"] == "ok"


def test_kinds_that_only_a_newer_program_knows_are_published_when_it_starts(oneplan: Terminal) -> None:
    with database(oneplan) as opened:
        opened.execute("DELETE FROM definition WHERE kind IN ('problems', 'engagements')")
        opened.execute("UPDATE definition SET published_by = 'gao'")
    oneplan.json("problem", "list")

    with database(oneplan) as opened:
        fresh = opened.execute("SELECT kind FROM definition WHERE published_by <> 'gao'").fetchall()
    assert sorted(fresh) == [("engagements",), ("problems",)]


def test_the_doctor_can_look_at_a_database_of_a_newer_program(oneplan: Terminal) -> None:
    with database(oneplan) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")

    assert health(oneplan)["schema"] == "bad"


def test_settings_say_what_is_in_effect_and_where_from(shared: Terminal) -> None:
    home, zone = setting(shared, "HOME"), setting(shared, "TIMEZONE")

    assert (home["value"], home["source"]) == (str(shared.home), "environment")
    assert (zone["value"], zone["source"]) == ("Asia/Shanghai", "default")


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("SMTP_URL", "smtp://desk:geheim@mail.example:25"),
        ("DATABASE_URL", "postgresql+psycopg://desk:geheim@db.example/oneplan"),
        ("WECOM_URL", "https://bots.example/send?key=geheim"),
    ],
)
def test_settings_mask_every_secret(shared: Terminal, name: str, url: str) -> None:
    said = shared.at(shared.now, **{f"ONEPLAN_{name}": url})("settings", "--json")

    assert said.code == 0
    assert "geheim" not in said.out + said.err
    assert ".example" in said.out


def test_a_secret_is_read_from_its_file_and_masked(shared: Terminal, tmp_path: Path) -> None:
    (tmp_path / "smtp").write_text("smtp://desk:geheim@mail.example:25\n")
    found = setting(shared.at(shared.now, ONEPLAN_SMTP_URL_FILE=str(tmp_path / "smtp")), "SMTP_URL")

    assert found["value"] == "smtp://desk:***@mail.example:25"
    assert found["source"] == str(tmp_path / "smtp")


def test_settings_are_told_even_when_one_is_wrong(shared: Terminal) -> None:
    said = shared.at(shared.now, ONEPLAN_TIMEZONE="Mars/Base")("settings", "--json")
    found = {one["name"]: one for one in said.document["items"]}

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "setting.zone")
    assert found["ONEPLAN_TIMEZONE"]["value"] == "Mars/Base"
    assert [name for name, one in found.items() if "wrong" in one] == ["ONEPLAN_TIMEZONE"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LANG", "tlh", "「ONEPLAN_LANG」只能是 zh、en（写的是 tlh）"),
        ("SMTP_URL", "pigeon://desk:geheim@x", "ONEPLAN_SMTP_URL：这不是可用的网址；以 smtp://、smtps:// 开头"),
        ("DATABASE_URL", "mysql://desk:geheim@x/y", "ONEPLAN_DATABASE_URL：只能是 sqlite:///文件"),
        ("SMTP_URL_FILE", "/nowhere/smtp", "读不到密钥文件 /nowhere/smtp"),
    ],
)
def test_a_wrong_setting_says_what_is_allowed_and_keeps_its_secret(
    shared: Terminal, name: str, value: str, told: str
) -> None:
    said = shared.at(shared.now, **{f"ONEPLAN_{name}": value})("settings")

    assert (said.code, told in said.err) == (1, True)
    assert "geheim" not in said.out + said.err


def test_settings_are_read_from_the_file_beside_which_one_stands(oneplan: Terminal) -> None:
    (oneplan.home.parent / "oneplan.toml").write_text('timezone = "Asia/Urumqi"\n')

    assert setting(oneplan, "TIMEZONE") == {
        "name": "ONEPLAN_TIMEZONE", "value": "Asia/Urumqi", "source": "oneplan.toml",
    }  # fmt: skip


# The journal and the dates


def test_the_journal_tells_every_act_the_oldest_first(oneplan: Terminal) -> None:
    oneplan.json("case", "do", NO, "complete-step", "--step", "intent", "--reason", "当场签", "--as", "lin")
    records = oneplan.json("journal", "show", NO)["items"]

    assert [(one["seq"], one["act"], one["actor"], one["reason"]) for one in records] == [
        (1, "open-case", "host", ""),
        (2, "complete-step", "lin", "当场签"),
    ]


def test_a_changed_row_breaks_the_journals_chain(oneplan: Terminal) -> None:
    tamper(oneplan)
    said = oneplan("journal", "verify", NO, "--json")

    assert (said.code, said.document["ok"], said.document["cases"]) == (1, False, 1)
    assert said.document["broken"][0]["case"] == NO
    assert said.err


def test_dates_recomputed_at_once_are_the_same(shared: Terminal) -> None:
    assert shared.json("recompute", "--check") == {"cases": 1, "differences": 0, "failed": 0, "moves": []}


# The rulebook


def test_the_shipped_rulebook_has_no_problem(shared: Terminal) -> None:
    checked = shared.json("rulebook", "check")

    assert (checked["ok"], checked["problems"], checked["counts"]["process"]) == (True, [], 8)


def test_publishing_the_same_rulebook_again_publishes_nothing(oneplan: Terminal) -> None:
    assert oneplan.json("rulebook", "publish") == {"published": []}


def test_publishing_a_change_publishes_what_changed(oneplan: Terminal, tmp_path: Path) -> None:
    published = oneplan.json("rulebook", "publish", str(a_changed_rulebook(tmp_path)))["published"]

    assert [(one["kind"], one["key"]) for one in published] == [("process", "aeo-advanced")]
    assert in_force(oneplan)["aeo-advanced"] == published[0]["hash"]


def test_a_running_case_stays_with_the_process_it_began_under(oneplan: Terminal, tmp_path: Path) -> None:
    before = oneplan.json("case", "show", NO)["process"]
    oneplan.json("rulebook", "publish", str(a_changed_rulebook(tmp_path)))

    assert oneplan.json("case", "show", NO)["process"] == before
    assert in_force(oneplan)["aeo-advanced"] != before["hash"]


def test_two_editions_differ_by_the_step_that_was_changed(oneplan: Terminal, tmp_path: Path) -> None:
    old = in_force(oneplan)["aeo-advanced"]
    oneplan.json("rulebook", "publish", str(a_changed_rulebook(tmp_path)))
    changes = oneplan.json("rulebook", "diff", old[:12], in_force(oneplan)["aeo-advanced"][:12])["changes"]

    assert len(changes) == 1
    assert "登记培育意向" in changes[0]["text"]


def test_a_changed_field_is_called_as_people_call_it(oneplan: Terminal, tmp_path: Path) -> None:
    old = in_force(oneplan)["aeo-advanced"]
    oneplan.json("rulebook", "publish", str(a_changed_rulebook(tmp_path)))
    said = oneplan("rulebook", "diff", old[:12], in_force(oneplan)["aeo-advanced"][:12]).out

    assert "的目标期限由" in said
    assert "的term由" not in said


def test_a_dry_run_tells_who_would_hear_more_and_publishes_nothing(oneplan: Terminal, tmp_path: Path) -> None:
    before = in_force(oneplan)
    tried = oneplan.json("rulebook", "publish", "--dry-run", str(a_steeper_ladder(tmp_path)))

    assert [(one["kind"], one["key"]) for one in tried["changes"]] == [("ladder", "default")]
    assert (tried["published"], tried["effect"]["first"], tried["effect"]["until"]) == ([], "2026-11-02", "2026-12-01")
    assert {(one["person"], one["rung"], one["on"]) for one in tried["effect"]["gained"]} >= {
        ("zhao", "T+2", "2026-11-09")
    }
    assert tried["effect"]["lost"] == []
    assert [(one["person"], one["after"] - one["before"]) for one in tried["effect"]["shares"]] == [("zhao", 3)]
    assert in_force(oneplan) == before


def test_a_dry_run_says_it_in_words(oneplan: Terminal, tmp_path: Path) -> None:
    said = oneplan("rulebook", "publish", "--dry-run", str(a_steeper_ladder(tmp_path)))

    assert said.code == 0
    assert "新增梯级 T+2" in said.out
    assert "今后 30 天（2026-11-02 至 2026-12-01）：新增 3 条，不再提醒 0 条，改日 0 条。" in said.out
    assert "未发布" in said.out


def test_a_dry_run_of_no_change_has_no_effect(shared: Terminal) -> None:
    tried = shared.json("rulebook", "publish", "--dry-run")

    assert (tried["changes"], tried["effect"]["gained"], tried["effect"]["lost"]) == ([], [], [])


def test_whoever_asks_sees_the_effect_on_their_own_site(oneplan: Terminal, tmp_path: Path) -> None:
    tried = oneplan.json("rulebook", "publish", "--dry-run", str(a_steeper_ladder(tmp_path)), "--as", "qiu")

    assert tried["effect"]["gained"] == []


def test_a_process_is_drawn_as_a_mermaid_chart(shared: Terminal) -> None:
    drawn = shared.json("rulebook", "draw", "aeo-advanced")

    assert drawn["mermaid"].startswith("flowchart")
    assert "登记培育意向" in drawn["mermaid"]


def test_an_exported_rulebook_is_the_one_in_force(oneplan: Terminal) -> None:
    oneplan.json("rulebook", "export", "exported")

    assert oneplan.json("rulebook", "publish", "exported") == {"published": []}


def test_an_export_writes_over_nothing(oneplan: Terminal) -> None:
    oneplan.json("rulebook", "export", "exported")

    assert oneplan("rulebook", "export", "exported").code == 1


def test_the_stories_of_a_rulebook_are_told_one_by_one(shared: Terminal) -> None:
    told = shared("rulebook", "test", "--json").document

    assert {one["story"] for one in told["stories"]} >= {"screening-day-one", "screened-out"}
    assert told["ok"] is not any(one["reasons"] for one in told["stories"])


# Sites and accounts


def test_adding_a_person_gives_a_link_for_one_sign_in(oneplan: Terminal) -> None:
    line = "person add wang --name 王 --role liaison --site RZ --supervisor zhao"
    invited = oneplan.at(oneplan.now, ONEPLAN_BASE_URL="https://desk.example").json(*line.split())

    assert invited["login"] == "wang"
    assert invited["link"].startswith("https://desk.example/")


def test_the_link_is_printed_for_people_too(oneplan: Terminal) -> None:
    assert "http://127.0.0.1:8000/" in oneplan(*["person", "add", "wang", "--name", "王", "--role", "policy"]).out


def test_an_administrator_needs_no_site_and_a_coordinator_does(oneplan: Terminal) -> None:
    assert oneplan(*["person", "add", "ada", "--name", "艾", "--role", "administrator"]).code == 0
    assert oneplan(*["person", "add", "wang", "--name", "王", "--role", "coordinator"]).code == 1


def test_a_token_is_shown_once_with_its_last_moment(oneplan: Terminal) -> None:
    token = oneplan.json("token", "add", "lin", "--days", "7")

    assert (token["login"], token["expires_at"]) == ("lin", "2026-11-09T09:00:00+08:00")
    with database(oneplan) as opened:
        assert token["token"] not in str(opened.execute("SELECT * FROM token").fetchall())


def test_a_running_case_is_taken_over_at_its_stage(oneplan: Terminal) -> None:
    rows = f"统一社会信用代码,流程,阶段,进入阶段日期,协调员\n{USCC},aeo-certified,{{}},2026-10-12,lin\n"
    (oneplan.home.parent / "running.csv").write_text(rows.format("screening"), encoding="utf-8")
    report = oneplan.json("case", "import", "running.csv", "--site", "RZ")

    assert (report["new"], report["rejected"]) == (1, 0), report
    assert oneplan.json("case", "show", report["rows"][0]["no"])["stage"] == "screening"


# The database and the demo


def test_upgrading_makes_the_database_and_checking_finds_it_right(empty: Terminal) -> None:
    assert empty.json("db", "upgrade") == {"ok": True}
    assert empty.json("db", "check") == {"ok": True}


def test_the_first_command_needs_no_preparation(empty: Terminal) -> None:
    assert empty.json("site", "add", "RZ", "日照示范点") == {"code": "RZ", "name": "日照示范点"}


@a_demo
def test_the_demo_fills_an_empty_database(demo: Terminal) -> None:
    stages = {one["stage"] for one in demo.json("case", "list", "--limit", "1000")["items"]}

    assert len(stages) >= 5
    assert demo.json("journal", "verify")["ok"] is True


@a_demo
def test_invented_people_are_sent_no_mail(demo: Terminal, demo_mail: Mailserver) -> None:
    assert demo.json("messages", "list", "--state", "sent")["items"]
    assert demo_mail.letters == []


@a_demo
def test_the_dates_of_the_demo_are_those_of_its_calendar(demo: Terminal) -> None:
    assert demo.json("recompute", "--check")["differences"] == 0


def test_the_demo_leaves_a_database_with_something_in_it_alone(oneplan: Terminal) -> None:
    said = oneplan("demo", "--json")

    assert (said.code, said.refusal["reasons"][0]["code"]) == (1, "demo.not_empty")
    assert len(oneplan.json("case", "list")["items"]) == 1


@a_demo
def test_every_list_of_the_demo_can_be_read_by_its_people(demo: Terminal) -> None:
    people = demo.json("person", "list")["items"]
    coordinators = [one["login"] for one in people if one["role"] == "coordinator"]

    assert coordinators
    assert any(demo.json("work", "--as", login)["items"] for login in coordinators)
