"""An installation that is killed over and over: its commands run in processes of their own, its letters go to a real mail server.

After every death it is looked at from outside: the journals, the doctor, the outbox against what the mail server received.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree
from zoneinfo import ZoneInfo

from sqlalchemy import select

from config.settings import Settings
from config.wiring import open_app
from flows import work
from jobs.sweep import sweep
from jobs.verify_journal import verify_journal
from models.moments import local_date
from models.people import EVERYWHERE
from models.vocabulary import Channel, MessageState
from store import instance, watches
from store.database import Database
from store.doctor import Health, examine
from store.tables import message
from tests.builders_store import uscc
from tests.cli.mailserver import Mailserver, mailserver
from tests.cli.terminal import Said, Terminal
from tests.databases import empty_postgres

ZONE = ZoneInfo("Asia/Shanghai")
OPENED = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)
COORDINATORS = ("lin", "mei", "bo")
KILLED = -9


class Office:
    """Three coordinators under one supervisor, an enterprise each, and what became of their letters."""

    def __init__(self, terminal: Terminal, database: Database, server: Mailserver) -> None:
        self.terminal, self.database, self.server = terminal, database, server
        self.now = OPENED
        self.enterprises = 0
        self.deaths: Counter[str] = Counter()

    @property
    def home(self) -> Path:
        """Where everything of it lies, but for a PostgreSQL database."""
        return self.terminal.home

    def ticks(self) -> None:
        """The next process does what the clock asks, in hands that know nothing of the last."""
        given = {name.removeprefix("ONEPLAN_").lower(): value for name, value in self.terminal.settings.items()}
        app = open_app(Settings.model_validate({"home": self.home, "time_travel": True, **given}), self.now)
        work.sweep(app)
        work.deliver(app)
        app.database.close()

    def go_on(self, hours: float) -> None:
        """Time passes."""
        self.now += timedelta(hours=hours)

    def does(self, *words: str, **settings: str) -> Said:
        """A command at this moment."""
        return self._terminal(**settings)(*words)

    def manages(self, *words: str) -> Said:
        """A command that must not fail."""
        said = self.does(*words)
        assert said.code == 0, f"{words}: {said.err}"
        return said

    def dies(self, place: str, *words: str) -> bool:
        """The command with death at ``place``; whether it got there."""
        if place.startswith("after "):
            said = self._terminal().killed(float(place.removeprefix("after ")), *words)
        else:
            said = self.does(*words, ONEPLAN_CRASH_POINT=place)
        if said.code == KILLED:
            self.deaths[" ".join([words[0], place.partition(":")[0].partition(" ")[0]])] += 1
        return said.code == KILLED

    def roster(self, rows: int) -> Path:
        """A file of enterprises never heard of before."""
        first, self.enterprises = self.enterprises + 1, self.enterprises + rows
        lines = (f"{uscc(number)},测试企业{number}" for number in range(first, first + rows))
        file = self.home.parent / "roster.csv"
        file.write_text("\n".join(["统一社会信用代码,企业名称", *lines]), encoding="utf-8")
        return file

    def complaints(self) -> list[str]:
        """What is wrong with the installation, in its own eyes and compared with what arrived; empty is good."""
        broken = self.broken()
        with self.database.reading() as tx:
            columns = select(message.c.key, message.c.state).where(message.c.channel == Channel.EMAIL)
            states = {row.key: row.state for row in tx.execute(columns)}
        findings = examine(self.database, self.home, self.now, local_date(self.now, ZONE))
        unwell = [f"doctor {one.check} {one.reason}" for one in findings if one.health is Health.BAD]
        return [*broken, *unwell, *self._letters(states)]

    def broken(self) -> list[str]:
        """The cases whose journal does not hold."""
        with self.database.reading() as tx:
            return [f"journal {one}" for one in verify_journal(tx).broken]

    def is_held(self) -> bool:
        """Whether nothing may be sent from here."""
        with self.database.reading() as tx:
            return instance.found(tx).held

    def empties(self) -> None:
        """Whoever restores once more deletes what is there already."""
        self.database.close()
        if self.database.is_sqlite:
            for file in self.home.glob("oneplan.db*"):
                file.unlink()
        else:
            with self.database.unguarded() as connection:
                connection.exec_driver_sql("DROP SCHEMA public CASCADE")
                connection.exec_driver_sql("CREATE SCHEMA public")
        rmtree(self.home / "files", ignore_errors=True)

    def owed_still(self) -> int:
        """What a look at everything that waits finds to be said, although it was all looked at: what was lost."""
        with self.database.writing() as tx:
            watches.wake(tx, EVERYWHERE, self.now)
        report = sweep(self.database, self.now, ZONE)
        return report.queued + report.suppressed + report.failed

    def ambiguous(self) -> int:
        """How many letters came a second time."""
        return sum("X-Oneplan-Repeated" in one for one in self.server.letters)

    @contextmanager
    def elsewhere(self) -> Iterator["Office"]:
        """Another place with nothing in it yet, whose letters would go to the same people."""
        home = self.home.with_name("elsewhere")
        rmtree(home, ignore_errors=True)
        with _database(self.database.is_sqlite, home) as database:
            settings = self.terminal.settings | {"ONEPLAN_DATABASE_URL": _url(database)}
            other = Office(Terminal(home, settings=settings), database, self.server)
            other.now, other.deaths = self.now, self.deaths
            yield other

    def _letters(self, states: dict[str, MessageState]) -> Iterator[str]:
        """Lost, or come twice without saying so."""
        arrived: Counter[str] = Counter()
        ids: dict[str, str] = {}
        for letter in self.server.letters:
            keys = letter.get_all("X-Oneplan-Key", [])
            if "X-Oneplan-Repeated" not in letter:
                arrived.update(keys)
            for key in keys:
                if ids.setdefault(key, letter["Message-ID"]) != letter["Message-ID"]:
                    yield f"{key} came under two Message-IDs"
        sent = {key for key, state in states.items() if state is MessageState.SENT}
        yield from (f"{key} is sent and never arrived" for key in sent - ids.keys())
        yield from (f"{key} arrived and is {states.get(key)}" for key in ids.keys() - sent)
        yield from (f"{key} came {times} times unmarked" for key, times in arrived.items() if times > 1)
        yield from (f"{key} is still under way" for key, state in states.items() if state is MessageState.SENDING)

    def _terminal(self, **settings: str) -> Terminal:
        return self.terminal.at(self.now.isoformat(), **settings)


@contextmanager
def office(kind: str, where: Path) -> Iterator[Office]:
    """A fresh one on ``sqlite`` or ``postgres``."""
    home = where / "home"
    with mailserver() as server, _database(kind == "sqlite", home) as database:
        settings = {"ONEPLAN_SMTP_URL": server.url, "ONEPLAN_DATABASE_URL": _url(database)}
        made = Office(Terminal(home, settings=settings), database, server)
        made.manages("site", "add", "RZ", "日照示范点")
        made.manages(*_person("zhao", "supervisor"))
        for login in COORDINATORS:
            made.manages(*_person(login, "coordinator"), "--supervisor", "zhao")
        made.manages("enterprise", "import", str(made.roster(3)), "--site", "RZ")
        for number, login in enumerate(COORDINATORS, 1):
            opens = f"case open --enterprise {uscc(number)} --process aeo-advanced --coordinator {login}"
            made.manages(*opens.split())
        made.now = OPENED + timedelta(days=14, minutes=-20)
        yield made


@contextmanager
def _database(is_sqlite: bool, home: Path) -> Iterator[Database]:
    with ExitStack() as stack:
        if is_sqlite:
            database = Database(f"sqlite:///{home / 'oneplan.db'}")
            stack.callback(database.close)
        else:
            database = stack.enter_context(empty_postgres())
        yield database


def _url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def _person(login: str, role: str) -> list[str]:
    return f"person add {login} --name {login} --role {role} --site RZ --email {login}@example.com".split()
