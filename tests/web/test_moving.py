"""The regime shift desk: every running case with its verdict and its slip, moved in batches, taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from config.settings import Settings
from config.wiring import App
from store import cases
from store.database import Database
from tests.databases import copy_of
from tests.jobs.conftest import ZONE
from tests.jobs.moving import FIRST, NOW, SECOND, furnish
from tests.web.test_desk import token
from web.app import create_app

TARGET = "regime:CN-282"
Desk = Callable[[str], TestClient]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shift") / "desk.db"
    furnish(copy_of(tmp_path_factory.getbasetemp() / "template.db", path)).close()
    return path


@pytest.fixture
def database(furnished: Path, tmp_path: Path) -> Iterator[Database]:
    found = copy_of(furnished, tmp_path / "desk.db")
    yield found
    found.close()


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    (tmp_path / "demo").touch()
    app = create_app(App(Settings(home=tmp_path), database, ZONE, lambda: NOW))

    def browse(login: str) -> TestClient:
        client = TestClient(app, base_url="http://desk")
        assert client.post("/demo/sign-in", data={"login": login}).status_code == 200
        return client

    return browse


def version(database: Database, no: str) -> int:
    with database.reading() as tx:
        return cases.load(tx, no).version


def process(database: Database, no: str) -> str:
    with database.reading() as tx:
        return cases.load(tx, no).process.process


def sent(database: Database, client: TestClient, **ticked: str) -> dict[str, str]:
    """A form of the desk with cases ticked at the version they have."""
    versions = {name: f"{no}:{version(database, no)}" for name, no in ticked.items()}
    return {"csrf": token(client), "target": TARGET, "reason": "换规", **versions}


def test_the_desk_says_what_becomes_of_each_case(desk: Desk) -> None:
    page = desk("zhao").get("/moving", params={"target": TARGET}).text

    assert "自动换 <b>2</b>" in page
    assert "要人决定 <b>1</b>" in page
    assert "1 条答复在新标准里没有对应：第 34 条" in page


def test_the_desk_without_a_target_only_asks_for_one(desk: Desk) -> None:
    page = desk("zhao").get("/moving").text

    assert "注册登记和备案企业信用管理办法（2026）" in page
    assert "不受影响" not in page


def test_a_slip_shows_where_each_answer_goes(desk: Desk) -> None:
    page = desk("sun").get(f"/moving/{SECOND}", params={"target": TARGET}).text

    assert "2026 年标准不再单列照明" in page
    assert "要求较多" in page
    assert "三方比对" in page


def test_a_slip_speaks_english(desk: Desk) -> None:
    client = desk("zhao")
    client.post("/language", data={"csrf": token(client), "language": "en"})

    page = client.get(f"/moving/{SECOND}", params={"target": TARGET}).text
    assert "more is asked" in page
    assert "The 2026 standard asks for no lighting of its own" in page


def test_looking_at_those_ticked_does_nothing(desk: Desk, database: Database) -> None:
    client = desk("zhao")
    page = client.post("/moving/look", data=sent(database, client, seen=FIRST, decided=SECOND)).text

    assert "换这 2 件" in page
    assert process(database, FIRST) == "aeo-advanced-251"


def test_those_ticked_are_moved_and_can_be_taken_back(desk: Desk, database: Database) -> None:
    client = desk("zhao")
    page = client.post("/moving/do", data=sent(database, client, seen=FIRST, decided=SECOND)).text
    assert "已办 2 件" in page
    assert process(database, SECOND) == "aeo-advanced"

    assert "换过、还可撤回的" in client.get("/moving").text
    page = client.post("/moving/back", data={"csrf": token(client), "no": FIRST, "reason": "误换"}).text
    assert "已办 1 件" in page
    assert process(database, FIRST) == "aeo-advanced-251"


def test_a_case_that_needs_a_decision_is_not_moved_as_one_that_does_not(desk: Desk, database: Database) -> None:
    client = desk("zhao")
    page = client.post("/moving/do", data=sent(database, client, seen=SECOND)).text

    assert "没有办 1 件" in page
    assert process(database, SECOND) == "aeo-advanced-251"


def test_a_moved_case_says_so_and_lists_what_has_no_place(desk: Desk, database: Database) -> None:
    client = desk("zhao")
    client.post("/moving/do", data=sent(database, client, decided=SECOND))
    page = client.get(f"/cases/{SECOND}?tab=history").text

    assert "1 条遗留答复待处置" in page
    assert "由CN-251换来" in page
    assert "没有对应的答复：self-1/34" in page


@pytest.mark.parametrize("login", ["lin", "qiu"])
def test_who_moves_no_case_of_the_site_sees_none(desk: Desk, login: str) -> None:
    client = desk(login)

    assert client.get(f"/moving/{FIRST}", params={"target": TARGET}).status_code == 404


def test_a_page_in_the_menu_is_for_those_who_move_cases(desk: Desk) -> None:
    assert 'href="/moving"' in desk("gao").get("/cases").text
    assert 'href="/moving"' not in desk("lin").get("/cases").text
