"""By which channels a person is reached (渠道)."""

from models.people import Person
from models.vocabulary import Channel


def channels(person: Person) -> tuple[Channel, ...]:
    """The inbox always, e-mail for those who have an address."""
    return (Channel.INBOX, Channel.EMAIL) if person.email else (Channel.INBOX,)
