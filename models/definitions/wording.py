"""Wording: what a message says, per kind and language, as Jinja2 text."""

from pydantic import Field

from models.definitions.base import Definition, Key, Name, Strict, Text


class Wording(Strict):
    """One message kind: its line in a letter or inbox, and what the letter's subject says when it comes first.

    ``brief`` is what bots and webhooks say instead of the line, ``title`` what the kind is called where people choose their
    channels; a ``mandatory`` one cannot be declined.
    """

    title: Text | None = None
    subject: Text
    line: Text
    brief: Text | None = None
    urgency: int = Field(ge=0, le=9)  # 9 first in a merged letter
    mandatory: bool = False


class WordingDefinition(Definition):
    """All kinds of a set, and the letter that gathers them."""

    wording: Key
    subject: Text  # of the merged letter
    greeting: Text
    closing: Text
    standing_in: Text = Text(
        zh="代 {{ absent }}：{{ line }}", en="For {{ absent }}: {{ line }}"
    )  # around a line heard for another
    kinds: dict[Name, Wording]

    @property
    def mandatory(self) -> frozenset[str]:
        """The kinds that nobody may decline."""
        return frozenset(key for key, kind in self.kinds.items() if kind.mandatory)
