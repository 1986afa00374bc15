"""The ladders: who looks, who may publish, what a trial shows, and that publishing goes by the version that was seen."""

import re

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from models.people import Person
from models.tables import metadata
from models.vocabulary import Role
from store import definitions, people
from store.database import Database
from tests.jobs.test_nagging import swept
from tests.web.conftest import NOW, Desk
from tests.web.test_desk import token

STEEPER = """\
ladder: default
title: {zh: 一般步骤, en: Ordinary steps}
rungs:
  - {at: T, to: [doer], wording: due_today}
  - {at: T+2, to: [supervisor], wording: overdue}
  - {at: T+6, to: [doer, supervisor], wording: escalated}
"""
OF_SITE = "ladder: default\nsite: RZ\ntitle: {zh: 一般步骤, en: Ordinary steps}\nwithout: [T+1]\n"


@pytest.fixture(autouse=True)
def _publishers(office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("gao", "高岩", Role.POLICY), NOW)
        people.add(tx, Person("zhou", "周正", Role.SITE_LEAD, "RZ"), NOW)
        people.add(tx, Person("tax", "税", Role.DEPARTMENT, "RZ"), NOW)


def in_force(office: Database, key: str = "default") -> str:
    with office.reading() as tx:
        return definitions.latest(tx, "ladder", key).hash


def sent(client: TestClient, path: str, source: str, base: str) -> tuple[int, str]:
    form = {"csrf": token(client), "base": base, "source": source.replace("\n", "\r\n")}
    answer = client.post(path, data=form)
    return answer.status_code, answer.text


# looking ----------------------------------------------------------------------------------------------------------------


def test_the_list_shows_every_ladder_and_what_a_site_changed(desk: Desk, office: Database) -> None:
    assert sent(desk("zhou"), "/ladders/default@RZ", OF_SITE, "")[0] == 200
    page = desk("lin").get("/ladders").text

    assert {"一般步骤", "法定期限", "外出开始"} <= set(re.findall(r">([^<>]+)</a><small>", page))
    assert "不要 T+1" in page


def test_what_another_site_changed_is_not_shown(desk: Desk) -> None:
    sent(desk("zhou"), "/ladders/default@RZ", OF_SITE, "")
    qiu = desk("qiu")

    assert "default@RZ" not in qiu.get("/ladders").text
    assert qiu.get("/ladders/default@RZ").status_code == 404


def test_a_ladder_shows_its_rungs_on_the_axis_and_one_by_one(desk: Desk) -> None:
    page = desk("lin").get("/ladders/default").text

    assert re.findall(r'<text [^>]+>(T[^<]*)</text>', page)[:8] == [
        "T-3", "T-1", "T", "T+1", "T+3", "T+5", "T+10", "T+15 ↻",
    ]  # fmt: skip
    assert "逾期 10 个工作日" in page
    assert "列入联席会议议程" in page
    assert "每 5 个工作日一次，至多 58 次" in page


def test_at_a_site_every_rung_says_whose_it_is(desk: Desk) -> None:
    sent(desk("zhou"), "/ladders/default@RZ", OF_SITE, "")
    page = desk("lin").get("/ladders/default@RZ").text

    assert "承袭 default" in page
    assert "由 default@RZ 去掉" in page


@pytest.mark.parametrize("path", ["/ladders", "/ladders/default", "/ladders/default@RZ"])
def test_administrators_look_too_and_a_department_does_not(desk: Desk, path: str) -> None:
    assert desk("ada").get(path).status_code == 200
    assert desk("tax").get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/ladders/nonsense", "/ladders/default@", "/ladders/default@XX", "/ladders/nonsense@RZ"]
)
def test_a_ladder_that_does_not_exist_is_no_page(desk: Desk, path: str) -> None:
    assert desk("gao").get(path).status_code == 404


def test_only_who_may_look_has_it_in_the_menu(desk: Desk) -> None:
    assert 'href="/ladders"' in desk("lin").get("/standards").text
    assert 'href="/ladders"' not in desk("tax").get("/account").text


# rights -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["lin", "zhao", "ada"])
@pytest.mark.parametrize("path", ["/ladders/default", "/ladders/default/trial"])
def test_who_may_not_publish_sees_no_form_and_is_refused(desk: Desk, office: Database, login: str, path: str) -> None:
    client, before = desk(login), in_force(office)

    assert "<textarea" not in client.get("/ladders/default").text
    assert sent(client, path, STEEPER, before)[0] == 403
    assert in_force(office) == before


def test_a_site_lead_changes_the_sites_ladder_and_not_the_districts(desk: Desk, office: Database) -> None:
    zhou = desk("zhou")

    assert "<textarea" not in zhou.get("/ladders/default").text
    assert "/ladders/default@RZ" in zhou.get("/ladders/default").text
    assert "<textarea" in zhou.get("/ladders/default@RZ").text
    assert sent(zhou, "/ladders/default", STEEPER, in_force(office))[0] == 403


def test_to_who_may_not_see_a_ladder_it_does_not_exist(desk: Desk) -> None:
    assert sent(desk("qiu"), "/ladders/default@RZ", OF_SITE, "")[0] == 404


# trying -----------------------------------------------------------------------------------------------------------------


def test_a_trial_shows_who_hears_more_and_writes_nothing(desk: Desk, office: Database) -> None:
    gao, base = desk("gao"), in_force(office)
    csrf = token(gao)
    before = rows(office)
    page = gao.post("/ladders/default/trial", data={"csrf": csrf, "base": base, "source": STEEPER})

    assert page.status_code == 200
    assert "新增梯级 T+2" in page.text
    assert re.search(r"今后 30 天（2026-11-16 至 2026-12-15）：新增 \d+ 条", page.text)
    assert "赵启明" in page.text
    assert ">发布</button>" in page.text
    assert rows(office) == before


def tried(desk: Desk, office: Database, **more: str) -> str:
    gao = desk("gao")
    form = {"csrf": token(gao), "base": in_force(office), "source": STEEPER, **more}
    return gao.post("/ladders/default/trial", data=form).text


def of_day(page: str) -> set[str]:
    """The rungs of the day that is looked at."""
    return set(re.findall(r"<code>(T\S*)</code> · default", page))


def test_a_trial_shows_one_day_as_it_would_be(desk: Desk, office: Database) -> None:
    assert of_day(tried(desk, office, on="2026-11-18")) - {"T", "T+2", "T+6"} == set()
    assert "T+6" in of_day(tried(desk, office, on="2026-11-17"))


def test_it_shows_one_case_alone_and_none_that_is_not_there(desk: Desk, office: Database) -> None:
    assert "T+6" in of_day(tried(desk, office, on="2026-11-17", case="RZ-2026-0001"))
    assert "没有案件 RZ-2026-0099" in tried(desk, office, on="2026-11-17", case="RZ-2026-0099")


@pytest.mark.parametrize("on", ["2026-11-15", "2026-12-16", "morgen"])
def test_a_day_that_cannot_be_foreseen_is_refused_and_the_edit_kept(desk: Desk, office: Database, on: str) -> None:
    page = tried(desk, office, on=on)

    assert "没有办成，什么都没有改动。" in page
    assert "T+6, to: [doer, supervisor]" in page


def test_a_trial_of_nothing_new_offers_nothing_to_publish(desk: Desk, office: Database) -> None:
    gao = desk("gao")
    page = gao.get("/ladders/default").text
    written = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)
    assert written
    status, tried = sent(gao, "/ladders/default/trial", written[1], in_force(office))

    assert (status, ">发布</button>" in tried) == (200, False)
    assert "没有人多收，也没有人少收" in tried


@pytest.mark.parametrize("path", ["/ladders/default/trial", "/ladders/default"])
def test_a_slip_is_told_with_its_line_and_nothing_is_lost(desk: Desk, office: Database, path: str) -> None:
    base = in_force(office)
    status, page = sent(desk("gao"), path, STEEPER.replace("[supervisor]", "[boss]"), base)

    assert status == 422
    assert "第 5 行" in page
    assert "[boss], wording: overdue" in page
    assert in_force(office) == base


def test_the_address_of_a_trial_leads_back_to_the_ladder(desk: Desk) -> None:
    assert desk("gao").get("/ladders/default@RZ/trial").url.path == "/ladders/default@RZ"


# publishing -------------------------------------------------------------------------------------------------------------


def test_what_is_published_is_climbed_by_the_next_sweep(desk: Desk, office: Database) -> None:
    gao = desk("gao")
    swept(office, "2026-11-16T08:00")
    status, page = sent(gao, "/ladders/default", STEEPER.replace("T+6", "T+9"), in_force(office))

    assert status == 200
    assert "已发布「一般步骤」" in page
    assert "高岩" in page
    assert "到期前 3 个工作日" not in page
    assert ("T+9", "zhao") in heard(office, "2026-11-18T08:00")


def test_over_a_version_that_is_not_in_force_any_more_nothing_is_published(desk: Desk, office: Database) -> None:
    gao, seen = desk("gao"), in_force(office)
    sent(gao, "/ladders/default", STEEPER, seen)
    present = in_force(office)
    status, page = sent(gao, "/ladders/default", STEEPER.replace("T+2", "T+4"), seen)

    assert status == 409
    assert "高岩 已先发布了新的一版" in page
    assert "at: T+4" in page
    assert f'name="base" value="{present}"' in page
    assert in_force(office) == present


def test_nor_is_it_tried(desk: Desk, office: Database) -> None:
    gao, seen = desk("gao"), in_force(office)
    sent(gao, "/ladders/default", STEEPER, seen)

    assert sent(gao, "/ladders/default/trial", STEEPER.replace("T+2", "T+4"), seen)[0] == 409


def test_a_form_that_came_from_elsewhere_is_refused(desk: Desk, office: Database) -> None:
    before = in_force(office)
    answer = desk("gao").post("/ladders/default", data={"base": before, "source": STEEPER})

    assert answer.status_code == 422
    assert in_force(office) == before


def heard(office: Database, now: str) -> set[tuple[str, str]]:
    """The rungs of ordinary steps queued by a sweep, and for whom."""
    message = metadata.tables["message"]
    with office.reading() as tx:
        before = set(tx.execute(select(message.c.key)).scalars())
    swept(office, now)
    with office.reading() as tx:
        new = set(tx.execute(select(message.c.key)).scalars()) - before
    parts = [key.split("/") for key in new if "/target/" in key]
    return {(one[-3], one[-2]) for one in parts}


def rows(office: Database) -> dict[str, list[str]]:
    """Everything in every table."""
    with office.reading() as tx:
        return {one.name: sorted(map(repr, tx.execute(select(one)))) for one in metadata.sorted_tables}
