"""Wording: what a message says, per kind and language, as Jinja2 text."""

from pydantic import Field

from models.definitions.base import Definition, Key, Name, Strict, Text


class Wording(Strict):
    """One message kind: its line in a letter or inbox, and what the letter's subject says when it comes first."""

    subject: Text
    line: Text
    urgency: int = Field(ge=0, le=9)  # 9 first in a merged letter


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
