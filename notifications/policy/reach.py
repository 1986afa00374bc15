"""By which channels a person is reached (渠道): the inbox always, the others as they have and want them."""

from collections.abc import Collection
from dataclasses import replace

from models.people import Person
from models.vocabulary import Channel


def channels(person: Person, kind: str) -> tuple[Channel, ...]:
    """The inbox always, and every channel that has an address of theirs, is on, and was not declined for this kind.

    Where all those they want are switched off, e-mail stands in, if that is on.
    """
    wanted = [one for one in _addressed(person) if (kind, one) not in person.declined]
    working = [one for one in wanted if one not in person.off]
    if wanted and not working and Channel.EMAIL in _addressed(person) and Channel.EMAIL not in person.off:
        working = [Channel.EMAIL]
    return (Channel.INBOX, *working)


def closed(person: Person | None, kind: str, channel: Channel) -> str:
    """Why a queued message must not go out over ``channel``, empty if it may."""
    if person is None or channel in channels(person, kind):
        return ""
    return "declined" if channel in _addressed(person) and channel not in person.off else "channel_off"


def bound(person: Person, mandatory: Collection[str]) -> Person:
    """The person as the rules see them: nobody declines what is mandatory, even if they did before it was."""
    if not person.declined:
        return person
    return replace(person, declined=frozenset(one for one in person.declined if one[0] not in mandatory))


def _addressed(person: Person) -> tuple[Channel, ...]:
    return (*((Channel.EMAIL,) if person.email else ()), *person.channels)
