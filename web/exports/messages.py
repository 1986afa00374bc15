"""Lists of what was said to whom: the delivery log, one's own inbox, what would be said on the days to come."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from fastapi import APIRouter, Response
from sqlalchemy import Connection

from cases import rights
from config import words
from config.i18n import _
from config.reasons import sentence
from jobs.preview import Foreseen
from models.refusals import Reason
from store import inbox, outbox, people
from store.messages import Message
from store.pages import every
from web.exports.taking import AT_ONCE, Columns, TakingAlong, yes
from web.forms import read_day
from web.pages.delivery import narrowed
from web.pages.inbox import in_words
from web.pages.subjects import About, subjects
from web.pages.tomorrow import next_workday, require_reader

router = APIRouter()
Said = TypeVar("Said", bound=About)


@router.get("/delivery.{kind}")
def log(taking: TakingAlong, state: str = "") -> Response:
    """The messages the page lists, in one state or all that no higher rung overtook."""
    chosen, without = narrowed(taking.person, state)
    scope, of = rights.readable(taking.person), rights.messages_of(taking.person)
    with taking.reading() as tx:
        names = people.names(tx)
        found = every(
            lambda at: outbox.listing(tx, scope, state=chosen, without=without, of=of, cursor=at, limit=AT_ONCE)
        )
        columns: Columns[tuple[Message, str, str]] = {
            _("收件人"): lambda one: names.get(one[0].person, one[0].person),
            _("代谁"): lambda one: names.get(one[0].on_behalf_of, one[0].on_behalf_of),
            _("渠道"): lambda one: words.name(words.CHANNELS, one[0].channel),
            _("案号"): lambda one: one[0].case,
            _("企业"): lambda one: one[1],
            _("步骤"): lambda one: one[2],
            _("关于"): lambda one: words.name(words.SUBJECTS, one[0].waiting.subject),
            _("期限"): lambda one: one[0].waiting.due_on,
            _("为什么此时"): lambda one: words.rung(one[0].rung, one[0].waiting.subject),
            _("梯级"): lambda one: one[0].rung,
            _("状态"): lambda one: words.name(words.MESSAGE_STATES, one[0].state),
            _("说明"): lambda one: words.name(words.SUPPRESSIONS, one[0].error),
            _("次数"): lambda one: one[0].attempts,
            _("排入时间"): lambda one: one[0].queued_at,
            _("送出时间"): lambda one: one[0].sent_at,
        }
        return taking.file(_("投递"), columns, _told(tx, found, taking.person.language))


@router.get("/inbox.{kind}")
def told(taking: TakingAlong) -> Response:
    """What one was told: notices, then messages, the newest first of each."""
    me = taking.person
    with taking.reading() as tx:
        messages = every(lambda at: inbox.of_person(tx, me.login, cursor=at, limit=AT_ONCE))
        columns: Columns[tuple[datetime | None, str, str, datetime | None]] = {
            _("时间"): lambda one: one[0],
            _("案号"): lambda one: one[1],
            _("内容"): lambda one: one[2],
            _("未读"): lambda one: yes(one[3] is None),
        }

        def rows() -> Iterator[tuple[datetime | None, str, str, datetime | None]]:
            for news in inbox.notices(tx, me.login, limit=None):
                yield news.at, "", sentence(Reason(news.code, dict(news.values))), news.read_at
            for some in _batches(messages):
                for one, said in in_words(tx, some, me, taking.today):
                    yield one.sent_at, one.case, said, one.read_at

        return taking.file(_("消息"), columns, rows(), of=me.name)


@router.get("/delivery/tomorrow.{kind}")
def to_come(taking: TakingAlong, on: str = "", until: str = "", person: str = "", site: str = "") -> Response:
    """What would go out on these days, and what is held back and why."""
    require_reader(taking.person)
    with taking.reading() as tx:
        reader, names = taking.reader(tx), people.names(tx)
        first = read_day(on, "on") if on else next_workday(reader)
        days = reader.previews(first, read_day(until, "until") if until else first, person=person, site=site)
        columns: Columns[tuple[Foreseen, str, str]] = {
            _("日期"): lambda one: one[0].on,
            _("收件人"): lambda one: names.get(one[0].person, one[0].person),
            _("代谁"): lambda one: names.get(one[0].on_behalf_of, one[0].on_behalf_of),
            _("渠道"): lambda one: words.name(words.CHANNELS, one[0].channel),
            _("案号"): lambda one: one[0].case,
            _("企业"): lambda one: one[1],
            _("步骤"): lambda one: one[2],
            _("关于"): lambda one: words.name(words.SUBJECTS, one[0].subject),
            _("期限"): lambda one: one[0].due_on,
            _("为什么此时"): lambda one: words.rung(one[0].rung, one[0].subject),
            _("为什么不发"): lambda one: words.name(words.SUPPRESSIONS, one[0].because),
        }
        found = (one for day in days for one in (*day.messages, *day.suppressed))
        return taking.file(_("明日发件箱"), columns, _told(tx, found, taking.person.language))


def _told(tx: Connection, found: Iterable[Said], language: str) -> Iterator[tuple[Said, str, str]]:
    """Each with the enterprise and the step it is about."""
    for some in _batches(found):
        about = subjects(tx, some, language)
        yield from ((one, *about.get((one.case, one.step), ("", ""))) for one in some)


def _batches(found: Iterable[Said]) -> Iterator[list[Said]]:
    rows = iter(found)
    while some := list(islice(rows, AT_ONCE)):
        yield some
