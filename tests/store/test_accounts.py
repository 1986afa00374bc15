"""Signing in: links, sessions, throttle, tokens, idempotency keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.refusals import Missing, Refused
from store import accounts, idempotency, people
from store.database import Database
from store.idempotency import Answer, KeyReused
from store.tables import session, sign_in_link, token
from tests.builders_store import NOW, settle

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    with database.writing() as tx:
        settle(tx)


def switch_off(database: Database, login: str) -> None:
    with database.writing() as tx:
        people.change(tx, replace(people.get(tx, login), active=False))


def test_a_link_works_once(database: Database) -> None:
    with database.writing() as tx:
        accounts.add_link(tx, "secret", "lin", NOW + DAY)

        assert accounts.link_owner(tx, "secret", NOW) == "lin"
        assert accounts.use_link(tx, "secret", NOW) == "lin"
        with pytest.raises(Refused):
            accounts.use_link(tx, "secret", NOW)


def test_a_link_works_until_its_time(database: Database) -> None:
    with database.writing() as tx:
        accounts.add_link(tx, "secret", "lin", NOW + DAY)

        with pytest.raises(Refused):
            accounts.use_link(tx, "secret", NOW + DAY)


def test_a_newer_link_replaces_the_older(database: Database) -> None:
    with database.writing() as tx:
        accounts.add_link(tx, "older", "lin", NOW + DAY)
        accounts.add_link(tx, "newer", "lin", NOW + DAY)

        with pytest.raises(Refused):
            accounts.use_link(tx, "older", NOW)
        assert accounts.use_link(tx, "newer", NOW) == "lin"


def test_a_link_for_nobody_is_refused(database: Database) -> None:
    with database.writing() as tx, pytest.raises(Missing):
        accounts.add_link(tx, "secret", "nobody", NOW + DAY)


def test_no_secret_is_kept_in_clear(database: Database) -> None:
    with database.writing() as tx:
        accounts.add_link(tx, "secret-of-the-link", "lin", NOW + DAY)
        accounts.begin_session(tx, "secret-of-the-session", "lin", "csrf", NOW)
        accounts.add_token(tx, "secret-of-the-token", "lin", NOW + DAY)

        kept = [str(tx.execute(select(table)).all()) for table in (sign_in_link, session, token)]
    assert not any("secret-of" in row for row in kept)


def test_a_session_is_found_by_its_secret(database: Database) -> None:
    with database.writing() as tx:
        accounts.begin_session(tx, "secret", "lin", "csrf", NOW)

        assert accounts.find_session(tx, "secret", NOW) == accounts.Session("lin", "csrf", NOW, NOW)
        assert accounts.find_session(tx, "other", NOW) is None


def test_a_session_dies_after_thirty_idle_minutes(database: Database) -> None:
    with database.writing() as tx:
        accounts.begin_session(tx, "secret", "lin", "csrf", NOW)
        assert accounts.find_session(tx, "secret", NOW + 29 * MINUTE)
        accounts.touch_session(tx, "secret", NOW + 29 * MINUTE)

        assert accounts.find_session(tx, "secret", NOW + 58 * MINUTE)
        assert accounts.find_session(tx, "secret", NOW + 59 * MINUTE) is None


def test_a_session_dies_after_twelve_hours_however_busy(database: Database) -> None:
    with database.writing() as tx:
        accounts.begin_session(tx, "secret", "lin", "csrf", NOW)
        accounts.touch_session(tx, "secret", NOW + 12 * HOUR - MINUTE)

        assert accounts.find_session(tx, "secret", NOW + 12 * HOUR - MINUTE)
        assert accounts.find_session(tx, "secret", NOW + 12 * HOUR) is None


def test_signing_out_ends_the_session(database: Database) -> None:
    with database.writing() as tx:
        accounts.begin_session(tx, "secret", "lin", "csrf", NOW)
        accounts.end_session(tx, "secret")

        assert accounts.find_session(tx, "secret", NOW) is None


def test_a_new_password_ends_every_session(database: Database) -> None:
    with database.writing() as tx:
        accounts.begin_session(tx, "secret", "lin", "csrf", NOW)
        accounts.set_password(tx, "lin", "$argon2id$")

        assert accounts.password_hash(tx, "lin") == "$argon2id$"
        assert accounts.find_session(tx, "secret", NOW) is None


def test_who_is_switched_off_has_no_password_session_or_token(database: Database) -> None:
    with database.writing() as tx:
        accounts.set_password(tx, "lin", "$argon2id$")
        accounts.begin_session(tx, "secret", "lin", "csrf", NOW)
        accounts.add_token(tx, "token", "lin", NOW + DAY)
    switch_off(database, "lin")

    with database.reading() as tx:
        assert accounts.password_hash(tx, "lin") == ""
        assert accounts.find_session(tx, "secret", NOW) is None
        assert accounts.token_owner(tx, "token", NOW) is None


def test_the_fifth_failure_shuts_the_door_for_fifteen_minutes(database: Database) -> None:
    with database.writing() as tx:
        for minute in range(5):
            assert accounts.throttled_until(tx, "lin", "10.0.0.1", NOW + minute * MINUTE) is None
            accounts.note_failure(tx, "lin", "10.0.0.1", NOW + minute * MINUTE)

        assert accounts.throttled_until(tx, "lin", "10.0.0.1", NOW + 5 * MINUTE) == NOW + 19 * MINUTE
        assert accounts.throttled_until(tx, "lin", "10.0.0.1", NOW + 19 * MINUTE) is None


def test_nobody_is_locked_out_from_afar(database: Database) -> None:
    with database.writing() as tx:
        for _ in range(9):
            accounts.note_failure(tx, "lin", "10.6.6.6", NOW)

        assert accounts.throttled_until(tx, "lin", "10.0.0.1", NOW) is None


def test_a_source_that_guesses_at_everybody_may_try_nobody(database: Database) -> None:
    with database.writing() as tx:
        for number in range(50):
            assert accounts.throttled_until(tx, "zhao", "10.6.6.6", NOW) is None
            accounts.note_failure(tx, f"guess-{number}", "10.6.6.6", NOW)

        assert accounts.throttled_until(tx, "zhao", "10.6.6.6", NOW) == NOW + 15 * MINUTE


def test_a_right_password_clears_the_failures(database: Database) -> None:
    with database.writing() as tx:
        for _ in range(5):
            accounts.note_failure(tx, "lin", "10.0.0.1", NOW)
        accounts.forget_failures(tx, "lin", "10.0.0.1")

        assert accounts.throttled_until(tx, "lin", "10.0.0.1", NOW) is None


def test_a_token_opens_until_its_time_or_its_end(database: Database) -> None:
    with database.writing() as tx:
        info = accounts.add_token(tx, "abcdefgh-rest", "lin", NOW + DAY)

        assert accounts.token_owner(tx, "abcdefgh-rest", NOW) == "lin"
        assert accounts.token_owner(tx, "abcdefgh-rest", NOW + DAY) is None
        assert accounts.tokens(tx, "lin") == [info]
        assert accounts.end_token(tx, "lin", "abcdefgh") == 1
        assert accounts.token_owner(tx, "abcdefgh-rest", NOW) is None


def test_the_sweep_forgets_what_no_longer_counts(database: Database) -> None:
    with database.writing() as tx:
        accounts.begin_session(tx, "dead", "lin", "csrf", NOW)
        accounts.begin_session(tx, "alive", "lin", "csrf", NOW + HOUR)
        accounts.forget(tx, NOW + HOUR)

        assert accounts.find_session(tx, "alive", NOW + HOUR)
        assert len(tx.execute(select(session)).all()) == 1


def test_the_same_key_gives_the_first_answer_again(database: Database) -> None:
    answer = Answer(200, '{"no":"RZ-2026-0001"}')
    with database.writing() as tx:
        assert idempotency.recall(tx, "lin", "key", "hash") is None
        idempotency.keep(tx, "lin", "key", "hash", answer, NOW)

        assert idempotency.recall(tx, "lin", "key", "hash") == answer
        assert idempotency.recall(tx, "qiu", "key", "hash") is None


def test_a_key_used_for_another_request_is_refused(database: Database) -> None:
    with database.writing() as tx:
        idempotency.keep(tx, "lin", "key", "hash", Answer(200, ""), NOW)

        with pytest.raises(KeyReused):
            idempotency.recall(tx, "lin", "key", "other")


def test_an_answer_is_kept_once(database: Database) -> None:
    with database.writing() as tx:
        idempotency.keep(tx, "lin", "key", "hash", Answer(200, ""), NOW)
    with pytest.raises(IntegrityError), database.writing() as tx:
        idempotency.keep(tx, "lin", "key", "hash", Answer(200, ""), NOW)


def test_answers_are_forgotten_after_a_week(database: Database) -> None:
    with database.writing() as tx:
        idempotency.keep(tx, "lin", "key", "hash", Answer(200, ""), NOW)

        assert idempotency.forget(tx, NOW + 6 * DAY) == 0
        assert idempotency.forget(tx, NOW + 7 * DAY) == 1


def test_nobody_gets_a_password_or_a_token_without_an_account(database: Database) -> None:
    with database.writing() as tx:
        with pytest.raises(Missing):
            accounts.set_password(tx, "nobody", "$argon2id$")
        with pytest.raises(Missing):
            accounts.add_token(tx, "secret", "nobody", NOW + DAY)


def test_a_link_of_somebody_switched_off_is_refused(database: Database) -> None:
    with database.writing() as tx:
        accounts.add_link(tx, "secret", "lin", NOW + DAY)
    switch_off(database, "lin")

    with database.writing() as tx, pytest.raises(Refused):
        accounts.use_link(tx, "secret", NOW)
