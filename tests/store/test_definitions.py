"""Published definitions."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from models.content import content_hash
from models.refusals import Missing, Unavailable
from models.rulebook import Rulebook
from store import definitions
from store.database import Database
from store.rulebook import read
from store.tables import definition
from tests.builders_store import NOW, PROCESS, REGIME, RULEBOOK

LATER = NOW + timedelta(days=1)
RETITLED = PROCESS.model_copy(update={"target": "certified"})
AMENDED = Rulebook(processes={PROCESS.key: RETITLED}, regimes={REGIME.key: REGIME})


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    definitions._parsed.clear()


def test_what_is_published_can_be_read_again(database: Database) -> None:
    with database.writing() as tx:
        definitions.publish(tx, RULEBOOK, "host", NOW)

        assert definitions.rulebook(tx) == RULEBOOK
        assert definitions.get(tx, "process", content_hash(PROCESS)) == PROCESS


def test_publishing_the_same_again_changes_nothing(database: Database) -> None:
    with database.writing() as tx:
        definitions.publish(tx, RULEBOOK, "host", NOW)

        assert definitions.publish(tx, RULEBOOK, "host", LATER) == []
        assert definitions.latest(tx, "process", "cultivation").published_at == NOW


def test_the_newest_publication_is_in_force_and_the_older_stays(database: Database) -> None:
    with database.writing() as tx:
        definitions.publish(tx, RULEBOOK, "host", NOW)
        (published,) = definitions.publish(tx, AMENDED, "host", LATER)

        assert definitions.latest(tx, "process", "cultivation") == published
        assert definitions.get(tx, "process", content_hash(PROCESS)) == PROCESS
        assert [one.hash for one in definitions.listing(tx, "process")] == [published.hash, content_hash(PROCESS)]


def test_publishing_an_older_content_brings_it_back_into_force(database: Database) -> None:
    with database.writing() as tx:
        for number, rulebook in enumerate([RULEBOOK, AMENDED, RULEBOOK]):
            definitions.publish(tx, rulebook, "host", NOW + timedelta(days=number))

        assert definitions.rulebook(tx) == RULEBOOK


def test_an_unknown_definition_is_missing(database: Database) -> None:
    with database.reading() as tx:
        with pytest.raises(Missing):
            definitions.latest(tx, "process", "cultivation")
        with pytest.raises(Missing):
            definitions.get(tx, "process", "0" * 64)


def test_a_text_that_does_not_match_its_hash_is_not_used(database: Database) -> None:
    with database.writing() as tx:
        definitions.publish(tx, RULEBOOK, "host", NOW)
        tx.execute(update(definition).where(definition.c.kind == "process").values(content="{}"))

        with pytest.raises(Unavailable):
            definitions.get(tx, "process", content_hash(PROCESS))


def test_the_shipped_rulebook_comes_back_whole(database: Database) -> None:
    shipped = read(Path(__file__).parents[2] / "rulebook")

    with database.writing() as tx:
        definitions.publish(tx, shipped, "host", NOW)
        definitions._parsed.clear()

        assert definitions.rulebook(tx) == shipped


def test_stages_come_back_in_the_order_they_were_written(database: Database) -> None:
    shipped = read(Path(__file__).parents[2] / "rulebook")

    with database.writing() as tx:
        definitions.publish(tx, shipped, "host", NOW)
        definitions._parsed.clear()
        found = definitions.rulebook(tx).processes["aeo-advanced"]

    assert list(found.stages) == ["screening", "guidance", "mock-audit", "onsite", "follow-up"]
