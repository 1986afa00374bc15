"""What all definitions share: frozen, nothing unknown tolerated, and text in two languages."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Strict(BaseModel):
    """A frozen part of a definition."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Strict):
    """One text, Chinese and English."""

    zh: Annotated[str, StringConstraints(min_length=1)]
    en: Annotated[str, StringConstraints(min_length=1)]

    def in_language(self, language: str) -> str:
        """The text in ``language``; Chinese for anything but English."""
        return self.en if language == "en" else self.zh


class Definition(Strict):
    """One file of the rulebook."""

    title: Text

    @property
    def key(self) -> str:
        """The name other definitions and cases use for it."""
        return str(getattr(self, type(self).__name__.removesuffix("Definition").lower()))
