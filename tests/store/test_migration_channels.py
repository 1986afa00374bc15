"""What the migration to channels does with what was there: e-mail addresses move out of the accounts."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import text

from models.vocabulary import Channel
from store import addresses, schema
from store.database import Database

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_mail_address_of_before_is_kept(unmade: Database) -> None:
    with unmade.writing() as tx:
        command.upgrade(schema._config(tx), "0003")
        for login, email in (("lin", "lin@example.com"), ("zhao", "")):
            row = {"login": login, "email": email, "at": NOW.replace(tzinfo=None), "on": True}
            tx.execute(
                text(
                    "INSERT INTO person (login, name, role, email, language, password, active, created_at) "
                    "VALUES (:login, :login, 'coordinator', :email, 'zh', '', :on, :at)"
                ),
                row,
            )
        schema.upgrade(tx)

        assert addresses.find(tx, "lin", Channel.EMAIL) is not None
        assert addresses.find(tx, "zhao", Channel.EMAIL) is None
