"""Requests with an ``Idempotency-Key`` have one effect: the same key again gets the first answer again, refusals too."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from config.i18n import speaking
from config.plain import plain
from config.wiring import App
from models.people import Person
from models.refusals import OneplanError, Unavailable
from store import idempotency
from store.idempotency import Answer
from web.access import Parts
from web.api import problems
from web.api.asking import Asker

Work = Callable[[Connection], tuple[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Once:
    """One request: who asks, under which key (None: do it each time), and the digest of what is asked."""

    app: App
    person: Person
    key: str | None
    request: str

    def do(self, work: Work) -> Response:
        """What ``work`` answers, done in one transaction together with the answer's keeping; or what was answered before."""
        with speaking(self.person.language):
            answer = self._do(work)
        body = json.loads(answer.body)
        etag = {"ETag": f'"{body["version"]}"'} if answer.status < 300 and "version" in body else {}
        kind = problems.MEDIA_TYPE if answer.status >= 400 else "application/json"
        return Response(answer.body, answer.status, etag, kind)

    def _do(self, work: Work) -> Answer:
        try:
            with self.app.database.acting() as tx:
                return self._recall(tx) or self._keep(tx, *work(tx))
        except (Unavailable, idempotency.KeyReused):
            raise
        except OneplanError as error:
            with self.app.database.writing() as tx:
                return self._recall(tx) or self._keep(tx, problems.status_of(error), problems.document(error))
        except IntegrityError:  # the same key at the same moment: the other one was first
            with self.app.database.reading() as tx:
                first = self._recall(tx)
            if first is None:
                raise
            return first

    def _recall(self, tx: Connection) -> Answer | None:
        return idempotency.recall(tx, self.person.login, self.key, self.request) if self.key else None

    def _keep(self, tx: Connection, status: int, document: dict[str, Any]) -> Answer:
        answer = Answer(status, json.dumps(plain(document, self.app.zone), ensure_ascii=False))
        if self.key:
            idempotency.keep(tx, self.person.login, self.key, self.request, answer, self.app.now())
        return answer


async def once(
    request: Request,
    app: Parts,
    person: Asker,
    key: Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200)] = None,
) -> Once:
    """The request, with the digest of everything that says what is asked."""
    asked = [request.method, request.url.path, request.headers.get("if-match", ""), (await request.body()).hex()]
    return Once(app, person, key, sha256("\n".join(asked).encode()).hexdigest())


OnlyOnce = Annotated[Once, Depends(once)]
