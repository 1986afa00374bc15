"""A channel that fails for several people in a row is left alone for a while: letters wait, none is lost, none given up."""

from datetime import datetime, timedelta
from pathlib import Path

from jobs.deliver import deliver
from jobs.rounds import ATTEMPTS, DeliverReport, Post
from models.patience import Patience
from models.people import EVERYWHERE, Person
from models.vocabulary import Channel, MessageState, Role
from notifications.channels import DeliveryError, Envelope
from store import addresses, alarms, doctor, letters, outbox, people
from store.database import Database
from store.doctor import Health
from store.messages import Message
from tests.jobs.conftest import MONDAY, ZONE
from tests.jobs.test_nagging import Postman, at, journal_of, str_of, swept

BOTH_TWO = Patience(people=2, rest=timedelta(minutes=15))
MORNING = at("2026-11-16T08:40")


class Down(Postman):
    """A mail server that nobody reaches until it is up again; counts who knocks."""

    def __init__(self, error: DeliveryError | None = None) -> None:
        super().__init__()
        self.error = error or DeliveryError("no connection", permanent=False)
        self.knocks: list[str] = []
        self.up = False

    def carry(self, envelope: Envelope) -> None:
        self.knocks.append(envelope.to)
        if not self.up:
            raise self.error
        super().carry(envelope)


def posted(office: Database, now: datetime, postman: Postman) -> DeliverReport:
    post = Post({Channel.EMAIL: postman}, journal_of(office), "", str_of, patience=BOTH_TWO)
    return deliver(office, now, ZONE, post)


def mails(office: Database, state: MessageState | None = None) -> list[Message]:
    with office.reading() as tx:
        found = outbox.listing(tx, EVERYWHERE, state=state, limit=500).items
    return [one for one in found if one.channel is Channel.EMAIL]


def test_a_channel_that_failed_for_two_is_left_alone_until_its_rest_is_over(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    down = Down()
    posted(office, MORNING, down)
    assert len(down.knocks) == 2

    rested = posted(office, MORNING + timedelta(minutes=10), down)

    assert (len(down.knocks), rested.resting) == (2, [Channel.EMAIL])
    assert {one.state for one in mails(office)} == {MessageState.QUEUED, MessageState.SUPERSEDED}


def test_one_letter_finds_out_whether_it_works_again_and_the_others_wait_on(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    down = Down()
    posted(office, MORNING, down)

    posted(office, MORNING + timedelta(minutes=20), down)

    assert len(down.knocks) == 3


def test_after_a_day_down_every_letter_leaves_once_and_none_was_given_up(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    down = Down()
    for quarter in range(0, 8 * 60, 16):
        posted(office, MORNING + timedelta(minutes=quarter), down)
    assert len(down.knocks) > 3 * ATTEMPTS
    assert mails(office, MessageState.DEAD) == []

    down.up = True
    for minutes in (0, 16, 32):
        posted(office, MORNING + timedelta(days=1, minutes=minutes), down)

    left = [key for one in down.carried for key in one.keys]
    assert len(left) == len(set(left)) > 0
    assert mails(office, MessageState.QUEUED) == []


def test_tries_while_the_channel_is_down_are_not_counted(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    down = Down()
    for minutes in (0, 20, 40):
        posted(office, MORNING + timedelta(minutes=minutes), down)
    numbers = {one.letter_id for one in mails(office) if one.letter_id}

    with office.reading() as tx:
        outcomes = [tried.outcome for number in numbers for tried in letters.attempts(tx, number)]
    assert sorted(outcomes) == ["spared"] * (len(down.knocks) - 1) + ["transient"]


def test_refusals_for_good_are_answers_and_let_no_channel_rest(office: Database) -> None:
    swept(office, "2026-11-16T08:00")

    report = posted(office, MORNING, Down(DeliveryError("550 no such user", permanent=True)))

    assert (report.resting, report.dead > 0) == ([], True)


def test_one_persons_address_alone_lets_no_channel_rest(office: Database) -> None:
    with office.writing() as tx:
        addresses.remove(tx, "zhao", Channel.EMAIL)
    swept(office, "2026-11-16T08:00")
    down = Down()
    for minutes in (0, 5, 10):
        assert posted(office, MORNING + timedelta(minutes=minutes), down).resting == []

    assert set(down.knocks) == {"lin@example.com"}


def test_the_doctor_names_the_channel_that_rests_and_until_when(office: Database, tmp_path: Path) -> None:
    swept(office, "2026-11-16T08:00")
    posted(office, MORNING, Down())
    then = {one.check: one for one in doctor.glance(office, tmp_path, MORNING + timedelta(minutes=1), BOTH_TWO)}
    later = {one.check: one for one in doctor.glance(office, tmp_path, MORNING + timedelta(hours=1), BOTH_TWO)}

    assert (then["channels"].health, later["channels"].health) == (Health.WARN, Health.OK)
    assert then["channels"].reason.values["channel"] == "email"


def up(office: Database) -> list[tuple[str, int]]:
    with office.reading() as tx:
        return [(one.kind, one.count) for one in alarms.up(tx)]


def test_a_channel_that_fails_is_an_alarm_until_it_carries_letters_again(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    down = Down()
    posted(office, MORNING, down)
    posted(office, MORNING + timedelta(minutes=5), down)  # at rest: nobody knocks, and it is no better for that
    assert up(office) == [("rest", 1)]

    down.up = True
    posted(office, MORNING + timedelta(minutes=20), down)

    assert up(office) == []


def test_whoever_runs_the_program_hears_of_it_once_over_what_still_works(office: Database) -> None:
    with office.writing() as tx:
        people.add(tx, Person("ada", "艾", Role.ADMINISTRATOR, "", None, "ada@example.com"), MONDAY)
    swept(office, "2026-11-16T08:00")
    down = Down()
    for minutes in (0, 5, 20, 40):
        posted(office, MORNING + timedelta(minutes=minutes), down)

    with office.reading() as tx:
        told = [one for one in outbox.listing(tx, EVERYWHERE, limit=500).items if one.kind == "rest"]
    assert [(one.person, one.state) for one in told if one.channel is Channel.INBOX] == [("ada", MessageState.SENT)]


def test_letters_refused_for_good_are_no_alarm(office: Database) -> None:
    swept(office, "2026-11-16T08:00")
    posted(office, MORNING, Down(DeliveryError("550 no such user", permanent=True)))

    assert up(office) == []
