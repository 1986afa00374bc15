"""Fill an empty database with the demo site, living every working day from the first case to today."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from sqlalchemy import Connection

from actions.open_case import open_case
from actions.take_over import take_over
from jobs.deliver import deliver
from jobs.demo import MARK
from jobs.demo.cast import LEAD, PEOPLE, SITES, Invented, enterprises
from jobs.demo.course import TAKEN_OVER, Course, courses
from jobs.demo.life import World, live, supervisor_of
from jobs.demo.problems import ask_all
from jobs.live import Live
from jobs.rounds import Post
from jobs.sweep import sweep
from models.moments import local_date, local_moment
from models.people import EVERYWHERE
from models.refusals import Reason, Refused
from models.vocabulary import Channel
from notifications.channels import Envelope
from store import caselist, people, qualifications, sites
from store import enterprises as roster
from store.database import Database
from store.enterprises import RosterRow
from store.files import FileStore

SEED = 20261124
NAGGED_DAYS = 30  # working days of letters before today


class Nowhere:
    """A carrier that takes every letter and brings it nowhere: invented people have no mailbox."""

    def carry(self, envelope: Envelope) -> None:
        """Take it."""


def fill(database: Database, home: Path, now: datetime, zone: ZoneInfo, post: Post) -> None:
    """Make the demo site. Raises Refused if the database is not empty."""
    with database.writing() as tx:
        if sites.listing(tx, EVERYWHERE) or caselist.open_numbers(tx):
            raise Refused(Reason("demo.not_empty"))
        world = _world(tx, home, now, zone)
        _settle_people(tx, now)
        _live_everything(world)
        ask_all(world)
    _nag(database, now, zone, post)
    (home / MARK).touch()


def _world(tx: Connection, home: Path, now: datetime, zone: ZoneInfo) -> World:
    for code, name in SITES.items():
        sites.add(tx, sites.Site(code, name))
    calendar = Live(tx, local_date(now, zone)).calendar("RZ")
    everybody = {one.login: one for one in PEOPLE}
    return World(tx, FileStore(home / "files"), zone, calendar, everybody, local_date(now, zone), now, Random(SEED))


def _settle_people(tx: Connection, now: datetime) -> None:
    for person in PEOPLE:
        people.add(tx, person, now)
    qualifications.add(tx, LEAD, "guan", now)


def _live_everything(world: World) -> None:
    """Day by day: open the cases whose day it is, and let every life do what it wants to do that day."""
    invented = tuple(enterprises())
    beginning = {}
    for course in courses(invented, world.luck):
        roster.upsert(world.tx, course.site, [_roster_row(course.enterprise)], world_moment(world, world.today))
        beginning[course] = world.calendar.add(world.today, -course.opened_ago)
    lives: dict[Course, tuple[Iterator[date], date]] = {}
    day = min(beginning.values())
    while day <= world.today:
        world.day = day
        for course in [course for course, opened_on in beginning.items() if opened_on == day]:
            lives[course] = _begin(world, course)
        for course in [course for course, (_, wanted) in lives.items() if wanted <= day]:
            lives[course] = _go_on(lives[course][0], day)
        day = world.calendar.add(day, 1)
    for life, _ in lives.values():
        _go_on(life, world.today)


def world_moment(world: World, day: date) -> datetime:
    """Nine o'clock on that day."""
    return local_moment(day, time(9), world.zone)


def _begin(world: World, course: Course) -> tuple[Iterator[date], date]:
    places: dict[str, Any] = {
        "site": course.site,
        "enterprise": course.enterprise.uscc,
        "process": course.process,
        "coordinator": course.coordinator,
        "liaison": course.liaison,
        "now": world_moment(world, world.day),
        "zone": world.zone,
    }
    if course.stage in TAKEN_OVER:
        since, milestones, facts = world.day, {}, {}
        if course.stage == "follow-up":
            since -= relativedelta(months=world.luck.randint(3, 40))
            milestones = {"certified": since, "certificate-expires": since + relativedelta(years=5)}
            facts = {"certificate_no": f"AEO-DEMO-{course.enterprise.customs_code}"}
        done = take_over(
            world.tx,
            stage=course.stage,
            since=since,
            facts=facts,
            milestones=milestones,
            actor=world.people[supervisor_of(course)],
            **places,
        )
    else:
        done = open_case(world.tx, actor=world.people[course.coordinator], **places)
    return _go_on(live(world, done.no, course), world.day)


def _go_on(life: Iterator[date], day: date) -> tuple[Iterator[date], date]:
    """Let it live until it wants a later day; one that has nothing left to do wants none."""
    for wanted in life:
        if wanted > day:
            return life, wanted
    return life, date.max


def _roster_row(one: Invented) -> RosterRow:
    return RosterRow(
        uscc=one.uscc,
        name=one.name,
        customs_code=one.customs_code,
        credit_level=one.credit_level,
        industry=one.industry,
        trade_volume=Decimal(one.trade_volume),
    )


def _nag(database: Database, now: datetime, zone: ZoneInfo, post: Post) -> None:
    """The letters of the last weeks up to yesterday; today's are queued and wait for their slot."""
    silent = replace(post, carriers={Channel.EMAIL: Nowhere()})
    with database.reading() as tx:
        calendar = Live(tx, local_date(now, zone)).calendar("RZ")
    today = local_date(now, zone)
    for ago in range(NAGGED_DAYS, 0, -1):
        morning = local_moment(calendar.add(today, -ago), time(8, 40), zone)
        sweep(database, morning, zone)
        deliver(database, morning, zone, silent)
    sweep(database, now, zone)
