"""The survey on the desk: filled in bit by bit, drawn with its table on the case and on the enterprise."""

import json

from starlette.testclient import TestClient

from tests.web.conftest import Desk
from tests.web.test_desk import token

NO = "RZ-2026-0001"
HERE = f"/cases/{NO}/assessments"


def begun(desk: Desk, login: str = "lin") -> TestClient:
    """A browser with a survey just begun."""
    client = desk(login)
    assert client.post(HERE, data={"csrf": token(client), "kind": "survey"}).status_code == 200
    return client


def save(client: TestClient, section: str, **ratings: str) -> None:
    """Answer some questions of one dimension, on a form that showed them all unanswered."""
    seen = {str(number): ["", "", []] for number in range(1, 36)}
    said = {f"rating.{name.removeprefix('q')}": rating for name, rating in ratings.items()}
    data = {"csrf": token(client), "section": section, "seen": json.dumps(seen), **said}
    assert client.post(f"{HERE}/survey-1/answers", data=data).status_code == 200


def finished(desk: Desk) -> TestClient:
    """A survey closed: the rules are sound, everything else is weak."""
    client = begun(desk)
    save(client, "rules", **{f"q{number}": "sound" if number <= 5 else "weak" for number in range(1, 36)})
    data = {"csrf": token(client), "section": "rules"}
    assert client.post(f"{HERE}/survey-1/acts/close-assessment", data=data).status_code == 200
    return client


def test_the_questions_stand_dimension_by_dimension_with_nothing_to_hand_in(desk: Desk) -> None:
    page = begun(desk).get(f"{HERE}/survey-1?section=security").text

    assert "场所安全" in page
    assert "健全有效" in page
    assert 'value="submit-section"' not in page
    assert "acts/submit-section" not in page


def test_what_was_saved_in_part_stays_when_more_is_saved(desk: Desk) -> None:
    client = begun(desk)
    save(client, "rules", q1="sound")
    save(client, "finance", q11="weak")
    page = client.get(f"{HERE}/survey-1").text

    assert '<td class="num"><b>100</b></td><td class="num">1/5</td>' in page
    assert '<td class="num"><b>33</b></td><td class="num">1/5</td>' in page


def test_it_can_be_closed_only_when_everything_is_answered(desk: Desk) -> None:
    assert "acts/close-assessment" not in begun(desk).get(f"{HERE}/survey-1").text


def test_it_is_drawn_with_its_table_on_the_case_and_on_the_enterprise(desk: Desk) -> None:
    client = finished(desk)
    uscc = client.get(f"/api/v1/cases/{NO}").json()["enterprise"]["uscc"]

    for address in (f"/cases/{NO}?tab=diagnosis", f"/enterprises/{uscc}"):
        page = client.get(address).text
        assert 'class="radar"' in page
        assert 'aria-label="制度建设 100, 经营管理 33,' in page
        assert f'href="{HERE}/survey-1"' in page


def test_its_drawing_needs_no_style_of_its_own(desk: Desk) -> None:
    card = finished(desk).get(f"/cases/{NO}?tab=diagnosis").text.split('class="radar"')[1].split("</svg>")[0]

    assert "style" not in card
    assert "script" not in card


def test_another_site_sees_no_survey_of_ours(desk: Desk) -> None:
    client = finished(desk)
    uscc = client.get(f"/api/v1/cases/{NO}").json()["enterprise"]["uscc"]

    assert desk("qiu").get(f"/enterprises/{uscc}").status_code == 404
