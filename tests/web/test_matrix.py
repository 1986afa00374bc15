"""Rights through HTTP: every page and every form of the desk, for every role, at home and from another site.

A route without an entry here fails: whoever adds one says who may open it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select
from starlette.testclient import TestClient

from cases.rights import READING, TABLE, Scope
from models.people import Person
from models.tables import metadata
from models.vocabulary import Role
from store import accounts, people
from store.database import Database
from tests.jobs.conftest import USCC
from tests.web.conftest import NOW, Desk
from tests.web.test_desk import NO, token
from web.app import PAGES
from web.pages import asked, engagements, memoranda, problems

ROLES = [role for role in Role if role not in (Role.HOST, Role.CLOCK)]
EVERYBODY = frozenset(ROLES)
READERS = frozenset(role for role in ROLES if READING[role] is not Scope.NONE)
MATRICES = (asked, engagements, memoranda, problems)
"""Pages of departments, whose accounts see what they were asked: their own tests name every address of theirs and who may."""
BY_THEMSELVES = ("session", "look", "login_attempt")  # written by looking on


def able(act: str) -> frozenset[Role]:
    """The roles that may do ``act`` somewhere."""
    return frozenset(role for role in ROLES if TABLE[role].get(act, Scope.NONE) is not Scope.NONE)


SETTINGS = READERS | able("manage-people")
PAGE_FOR: dict[str, frozenset[Role]] = {
    "/account": EVERYBODY,
    "/": EVERYBODY,
    "/cases": EVERYBODY,
    "/cases/{no}": READERS,
    "/cases/{no}/assessments": READERS,
    "/cases/{no}/evidence.zip": READERS,
    "/cases/{no}/plan": READERS,
    "/cases/{no}/plan.{form}": READERS,
    "/cases/{no}/decision": READERS,
    "/queue": EVERYBODY,
    "/since": EVERYBODY,
    "/board": EVERYBODY,
    "/board/done": EVERYBODY,
    "/pictures": READERS,
    "/moving": able("move-case"),
    "/moving/{no}": able("move-case"),
    "/enterprises": EVERYBODY,
    "/enterprises/{uscc}": READERS,
    "/standards": EVERYBODY,
    "/standards/{key}": EVERYBODY,
    "/ladders": SETTINGS,
    "/ladders/{key}": SETTINGS,
    "/inbox": EVERYBODY,
    "/absences": able("record-absence"),
    "/delivery": READERS,
    "/delivery/tomorrow": READERS,
    "/people": able("manage-people"),
    "/people/{login}": able("manage-people"),
    "/qualifications": able("record-qualification"),
    "/sites": able("manage-sites"),
    "/calendars": SETTINGS,
    "/departments": SETTINGS,
    "/tokens": able("manage-tokens"),
}
"""Who opens each page at their own site; everybody else is told that there is none."""
NOBODYS_ROLE = {
    "/healthz", "/readyz", "/metrics", "/sign-in", "/welcome/{secret}", "/calendar/{key}.ics", "/delivery/runs",
    "/cases/{no}/form/{act}", "/cases/{no}/preview/{act}", "/cases/{no}/acts/{act}", "/ladders/{key}/trial",
    "/cases/{no}/assessments/{key}", "/cases/{no}/assessments/{key}/sheet", "/cases/{no}/files/{sha256}",
    "/cases/{no}/pictures/{sha256}", "/cases/{no}/first-pages/{sha256}", "/delivery/messages/{id}",
}  # fmt: skip
"""Open to all, leading back to a page, of a key nobody guesses, or of something this office does not have."""
FORM_FOR: dict[str, frozenset[Role]] = {
    "/cases": able("open-case"),
    "/cases/bulk": READERS,
    "/cases/bulk/do": able("put-on-agenda"),
    "/cases/{no}/form/{act}": READERS,
    "/cases/{no}/preview/{act}": READERS,
    "/cases/{no}/acts/{act}": able("waive-step"),
    "/cases/{no}/assessments": able("open-assessment"),
    "/cases/{no}/assessments/{key}/answers": able("answer-clauses"),
    "/cases/{no}/assessments/{key}/figures": able("record-figures"),
    "/cases/{no}/assessments/{key}/acts/{act}": able("close-assessment"),
    "/cases/{no}/assessments/{key}/sheet": able("answer-clauses"),
    "/enterprises/import": able("import-roster"),
    "/enterprises/{uscc}/events": able("record-credit-event"),
    "/enterprises/{uscc}/events/{event}/retract": able("record-credit-event"),
    "/ladders/{key}/trial": able("publish-ladder"),
    "/ladders/{key}": able("publish-ladder"),
    "/absences": able("record-absence"),
    "/absences/{id}/end": able("record-absence"),
    "/mutes": able("mute"),
    "/mutes/{id}/lift": able("mute"),
    "/delivery/retry/{id}": able("retry-message"),
    "/delivery/retry-dead": able("retry-message"),
    "/delivery/stop": frozenset(),  # only who administers every site
    "/delivery/go": frozenset(),
    "/people": able("manage-people"),
    "/people/{login}": able("manage-people"),
    "/people/{login}/link": able("manage-people"),
    "/people/{login}/{switched}": able("manage-people"),
    "/qualifications": able("record-qualification"),
    "/qualifications/{id}/withdraw": able("record-qualification"),
    "/moving/look": able("move-case"),
    "/moving/do": able("move-case"),
    "/moving/back": able("move-case"),
    "/sites": frozenset(),  # only who manages every site
    "/sites/{code}": able("manage-sites"),
    "/tokens/{login}/{prefix}/end": able("manage-tokens"),
}
"""Who may send each form at their own site; from everybody else it changes nothing."""
OWN = {
    "/sign-in", "/sign-in/language", "/demo/sign-in", "/sign-out", "/welcome/{secret}", "/language", "/account/password",
    "/account/calendar", "/account/calendar/end", "/account/addresses", "/account/addresses/{channel}/remove",
    "/account/addresses/{channel}/on", "/account/addresses/{channel}/test", "/account/choices", "/account/tokens",
    "/account/tokens/{prefix}/end", "/inbox/read", "/filters",
    "/filters/{id}/remove",
}  # fmt: skip
"""Forms about oneself."""
SENT = {
    "act": "put-on-agenda", "no": NO, "seen": f"{NO}:1", "step": "intent", "site": "RZ", "enterprise": USCC,
    "process": "aeo-certified", "coordinator": "lin", "reason": "搬迁", "why": "停",
    "name": "新名", "login": "neu", "role": "liaison", "code": "NX", "calendar": "cn", "kind": "penalty", "on": "2026-11-10",
    "person": "lin", "substitute": "zhao", "from": "2026-11-20", "until": "2026-11-25", "holder": "lin", "days": "5",
    "standard": "CN-ADV-2026-34", "valid_from": "2026-01-01", "email": "", "supervisor": "", "first_on": "2026-11-20",
    "last_on": "2026-11-25", "text": "rungs: []",
}  # fmt: skip
"""What the forms are sent with: enough for whoever may."""
NAMES = {
    "no": NO, "uscc": USCC, "login": "lin", "act": "waive-step", "id": "1", "event": "1", "code": "RZ", "switched": "off",
    "prefix": "lin-token"[:8], "sha256": "0" * 64, "form": "pdf",
}  # fmt: skip


def routes(method: str) -> Iterator[str]:
    """The address of every page or form of the desk, but for those with a matrix of their own."""
    found = (
        route
        for pages in PAGES
        if pages not in MATRICES
        for route in pages.router.routes
        if isinstance(route, APIRoute)
    )
    return (route.path for route in found if method in (route.methods or ()))


def address(path: str) -> str:
    """A route with what this office has in its places."""
    key = "default" if path.startswith("/ladders") else "CN-ADV-2026-34"
    return path.format(**NAMES, key=key) + ("?month=2026-11" if path == "/board/done" else "")


def somebody(desk: Desk, office: Database, role: Role, site: str) -> TestClient:
    """Somebody of the role at the site, who has no place on any case."""
    login = f"one-{role}".replace("_", "-")
    with office.writing() as tx:
        accounts.add_token(tx, "lin-token-of-lin", "lin", NOW + timedelta(days=1))
        people.add(tx, Person(login, "某人", role, site), NOW)
    return desk(login)


def everything(office: Database) -> dict[str, Any]:
    """All rows of all tables, but for what looking on writes."""
    with office.reading() as tx:
        tables = [table for table in metadata.sorted_tables if table.name not in BY_THEMSELVES]
        return {table.name: sorted(map(repr, tx.execute(select(table)))) for table in tables}


def changed_by(client: TestClient, office: Database, forms: list[str]) -> list[str]:
    """The forms that changed anything, or broke."""
    csrf, changing, before = token(client), [], everything(office)
    for path in forms:
        answer = client.post(address(path), data={**SENT, "csrf": csrf}, follow_redirects=False)
        if answer.status_code >= 500 or (after := everything(office)) != before:
            changing.append(path)
            before = after
    return changing


def test_every_route_says_who_may() -> None:
    assert set(routes("GET")) == {*PAGE_FOR, *NOBODYS_ROLE}
    assert set(routes("POST")) == {*FORM_FOR, *OWN}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_whom_it_is_there_and_for_nobody_else(desk: Desk, office: Database, role: Role) -> None:
    client = somebody(desk, office, role, "RZ")
    opened = {path for path in PAGE_FOR if client.get(address(path), follow_redirects=False).status_code < 400}

    assert opened == {path for path, roles in PAGE_FOR.items() if role in roles}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_about_another_site_opens_for_nobody(desk: Desk, office: Database, role: Role) -> None:
    client = somebody(desk, office, role, "QD")
    ours = [path for path in PAGE_FOR if re.search(r"{(no|uscc|login)}", path)]
    opened = [path for path in ours if client.get(address(path)).status_code < 400]

    assert opened == ([path for path in ours if role in PAGE_FOR[path]] if READING[role] is Scope.ALL else [])


@pytest.mark.parametrize("role", ROLES)
def test_no_list_shows_another_site(desk: Desk, office: Database, role: Role) -> None:
    client = somebody(desk, office, role, "QD")
    shown = [path for path in PAGE_FOR if "{" not in path and NO in client.get(address(path)).text]

    assert shown == [] or READING[role] is Scope.ALL


@pytest.mark.parametrize("role", ROLES)
def test_a_form_changes_nothing_for_whom_it_is_not_there(desk: Desk, office: Database, role: Role) -> None:
    forms = [path for path, roles in FORM_FOR.items() if role not in roles]

    assert changed_by(somebody(desk, office, role, "RZ"), office, forms) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_form_changes_nothing_of_another_site(desk: Desk, office: Database, role: Role) -> None:
    forms = [path for path in FORM_FOR if re.search(r"{(no|uscc|login|code|id)}|bulk|moving", path)]

    assert changed_by(somebody(desk, office, role, "QD"), office, forms) == []


def test_a_form_without_the_token_of_its_page_changes_nothing(desk: Desk, office: Database) -> None:
    client, before = desk("zhao"), everything(office)
    answers = {client.post(address(path), data=SENT).status_code for path in FORM_FOR}

    assert (min(answers) >= 400, everything(office)) == (True, before)


def test_nobody_sends_a_form_without_signing_in(desk: Desk, office: Database) -> None:
    client, before = desk(""), everything(office)
    answers = {client.post(address(path), data=SENT, follow_redirects=False).status_code for path in FORM_FOR}

    assert (answers, everything(office)) == ({303}, before)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.SUPERVISOR, "/cases/{no}/acts/{act}"),
        (Role.SUPERVISOR, "/cases/bulk/do"),
        (Role.ADMINISTRATOR, "/sites/{code}"),
        (Role.ADMINISTRATOR, "/people/{login}/{switched}"),
        (Role.ADMINISTRATOR, "/tokens/{login}/{prefix}/end"),
    ],
)
def test_the_same_form_works_for_whom_it_is_there(desk: Desk, office: Database, role: Role, path: str) -> None:
    assert changed_by(somebody(desk, office, role, "RZ"), office, [path]) == [path]
