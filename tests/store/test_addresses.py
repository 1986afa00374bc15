"""Where each channel reaches people, and what they do not want there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.people import Address
from models.refusals import Missing
from models.vocabulary import Channel
from store import addresses, inbox, people
from store.database import Database
from tests.builders_store import NOW, settle

BOT = Address(Channel.WECOM, "the-key-of-a-bot", "secret")
MAIL = Address(Channel.EMAIL, "lin@example.com")


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)
        for one in (BOT, MAIL):
            addresses.put(tx, "lin", one)


def test_a_person_knows_where_they_are_reached_and_no_secret(database: Database) -> None:
    with database.reading() as tx:
        lin = people.get(tx, "lin")

    assert (lin.email, lin.channels, lin.off) == (MAIL.to, (Channel.WECOM,), ())
    assert BOT.to not in repr(lin)


def test_a_channel_switched_off_is_off_until_it_is_switched_on(database: Database) -> None:
    with database.writing() as tx:
        addresses.switch_off(tx, "lin", Channel.WECOM, BOT.to, "93000", NOW)
        assert people.get(tx, "lin").off == (Channel.WECOM,)
        assert addresses.get(tx, "lin", Channel.WECOM) == replace(BOT, off_since=NOW, off_because="93000")

        addresses.switch_on(tx, "lin", Channel.WECOM)
        assert people.get(tx, "lin").off == ()


def test_it_is_switched_off_once(database: Database) -> None:
    with database.writing() as tx:
        said = [addresses.switch_off(tx, "lin", Channel.WECOM, BOT.to, "93000", NOW) for _ in range(2)]

    assert said == [True, False]


def test_an_address_that_is_another_by_now_is_not_switched_off(database: Database) -> None:
    with database.writing() as tx:
        assert not addresses.switch_off(tx, "lin", Channel.WECOM, "an-older-key", "93000", NOW)


def test_a_new_address_is_on(database: Database) -> None:
    with database.writing() as tx:
        addresses.switch_off(tx, "lin", Channel.WECOM, BOT.to, "93000", NOW)
        addresses.put(tx, "lin", replace(BOT, to="a-newer-key"))

        assert addresses.get(tx, "lin", Channel.WECOM).off_since is None


def test_mail_that_was_switched_off_stays_off_while_its_address_is_the_same(database: Database) -> None:
    with database.writing() as tx:
        addresses.switch_off(tx, "lin", Channel.EMAIL, MAIL.to, "550", NOW)
        people.change(tx, replace(people.get(tx, "lin"), name="林"))
        assert people.get(tx, "lin").off == (Channel.EMAIL,)

        people.change(tx, replace(people.get(tx, "lin"), email="new@example.com"))
        assert people.get(tx, "lin").off == ()


def test_what_is_declined_is_replaced_as_a_whole(database: Database) -> None:
    with database.writing() as tx:
        addresses.decline(tx, "lin", [("overdue", Channel.WECOM), ("due_soon", Channel.EMAIL)])
        addresses.decline(tx, "lin", [("urged", Channel.WECOM)])

        assert people.everybody(tx)["lin"].declined == {("urged", Channel.WECOM)}
        assert people.get(tx, "qiu").declined == frozenset()


@pytest.mark.parametrize("do", [addresses.get, addresses.switch_on])
def test_where_there_is_no_address_there_is_nothing_to_do(database: Database, do: type) -> None:
    with database.writing() as tx, pytest.raises(Missing):
        do(tx, "lin", Channel.FEISHU)


def test_a_notice_is_news_until_everything_is_read(database: Database) -> None:
    with database.writing() as tx:
        inbox.tell(tx, "lin", "notice.channel_off", {"channel": "wecom", "because": "93000"}, NOW)
        assert (inbox.unread(tx, "lin"), inbox.unread(tx, "qiu")) == (1, 0)

        inbox.mark_read(tx, "lin", NOW + timedelta(hours=1))
        assert inbox.unread(tx, "lin") == 0
        assert [one.read_at for one in inbox.notices(tx, "lin")] == [NOW + timedelta(hours=1)]
