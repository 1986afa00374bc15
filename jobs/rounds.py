"""A round of the post (一趟投递): by which clock and with what letters leave, and what has come of it so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from time import monotonic
from zoneinfo import ZoneInfo

from jobs.matters import HolderName
from models.moments import local_date
from models.patience import Patience
from models.vocabulary import Channel
from notifications.channels import Carrier
from store.again import Given, once_more
from store.database import Database
from store.rests import Failing, failing, until
from store.sendlog import SendJournal

LEASE = timedelta(minutes=3)  # three times the longest a carrier may take
ATTEMPTS = 8


@dataclass(slots=True)
class DeliverReport:
    """All counts; ``sent`` counts messages. ``held`` tells why nothing goes out, if nothing may.

    ``put_off`` messages wait for the next letter, as a day holds no more of them. ``outward`` letters left the house, ``beyond``
    wait for the next run, as a run takes no more.
    ``waiting`` counts what stays queued, ``stranded`` of it what has no way out as the program is set. ``failed`` are letters
    that raised, taken up again when their lease is over, or that left and could not be taken down in the send journal.
    ``resting`` channels have failed for several people in a row and are left alone for a while.
    """

    letters: int = 0
    messages: int = 0
    sent: int = 0
    retried: int = 0
    dead: int = 0
    suppressed: int = 0
    put_off: int = 0
    beyond: int = 0
    outward: int = 0
    waiting: int = 0
    stranded: int = 0
    failed: int = 0
    resting: list[Channel] = field(default_factory=list)
    held: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """How letters leave: a carrier for each channel (the inbox needs none), the journal of what was accepted, the desk's address,
    the names of holders, how many letters a minute each channel may bring to one address (not named: as many as there are),
    the patience with channels that fail."""

    carriers: Mapping[Channel, Carrier]
    journal: SendJournal
    url: str
    holder_name: HolderName
    luck: Random = field(default_factory=Random)
    per_minute: Mapping[Channel, int] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)


@dataclass(slots=True)
class Round:
    """One run of the delivery that began at ``now``; everybody who takes part counts in its ``report``.

    ``unrecorded``: a letter has left that the send journal could not take down; no other leaves before it can.
    """

    database: Database
    now: datetime
    zone: ZoneInfo
    post: Post
    report: DeliverReport = field(default_factory=DeliverReport)
    unrecorded: bool = False
    failing: dict[Channel, Failing] = field(default_factory=dict)
    _began: float = field(default_factory=monotonic)

    def once_more(self, turn: Callable[[], Given]) -> Given:
        """What the turn gives, though the database let it go before; what it had counted by then does not count."""
        counted = self.report

        def afresh() -> Given:
            self.report = replace(counted)
            return turn()

        return once_more(afresh)

    def moment(self) -> datetime:
        """Time goes on while letters are sent: each is claimed when its turn comes, for as long as it may take then."""
        return self.now + timedelta(seconds=monotonic() - self._began)

    def day(self, moment: datetime) -> date:
        """The day it is then where the sites are."""
        return local_date(moment, self.zone)

    def has_way_out(self, channel: Channel) -> bool:
        """Whether anything carries letters over ``channel``; the inbox needs nobody."""
        return channel is Channel.INBOX or channel in self.post.carriers

    def look_at_the_channels(self) -> None:
        """Learn which channels fail."""
        with self.database.reading() as tx:
            self.failing = failing(tx, self.moment())

    def rests(self, channel: Channel) -> bool:
        """Whether the channel is left alone at this moment."""
        known = self.failing.get(channel)
        resting = known is not None and until(known, self.moment(), self.post.patience) is not None
        if resting and channel not in self.report.resting:
            self.report.resting.append(channel)
        return resting

    def is_down(self, channel: Channel, person: str) -> bool:
        """Whether one more failure, for this person, shows that the channel fails and not the letter."""
        known = self.failing.get(channel, Failing())
        return len(known.people | {person}) >= self.post.patience.people

    def channels_down(self) -> list[Channel]:
        """Those that have failed for so many people that the channels fail and not the letters."""
        return [one for one, known in self.failing.items() if len(known.people) >= self.post.patience.people]

    def is_full(self, channel: Channel, most: int | None) -> bool:
        """Whether this run has sent as many letters out of the house as it may; the inbox is in the house."""
        return channel is not Channel.INBOX and most is not None and self.report.outward >= most
