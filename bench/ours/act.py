"""An act as the JSON API does it: once under its key, in one durable transaction."""

import json
from hashlib import sha256

from actions.perform import perform
from bench.desk import LIN, ZONE
from bench.errands import Errand
from store import idempotency
from store.database import Database
from store.idempotency import Answer


def do(database: Database, errand: Errand) -> None:
    """Do the errand and keep the answer."""
    move, request = errand.move, sha256(errand.key.encode()).hexdigest()
    with database.acting() as tx:
        if idempotency.recall(tx, LIN.login, errand.key, request):
            return
        done = perform(
            tx,
            "complete-step" if move.step else "advance-stage",
            errand.no,
            actor=LIN,
            now=errand.now,
            zone=ZONE,
            step=move.step or None,
            inputs={} if move.step else {"outcome": move.outcome},
        )
        answer = Answer(200, json.dumps({"no": done.no, "version": done.version}))
        idempotency.keep(tx, LIN.login, errand.key, request, answer, errand.now)
