"""What was answered to a step's question, as people read it."""

from typing import Any

from config import words
from config.i18n import language
from models.definitions.process import Answer


def in_words(question: Answer, value: Any) -> str:
    """The answer: its choices by their labels, yes and no as words, anything else as it is."""
    if isinstance(value, bool):
        return words.name(words.YES_NO, "yes" if value else "no")
    if isinstance(value, list | tuple):
        return (", " if language() == "en" else "、").join(in_words(question, one) for one in value)
    label = question.choices.get(str(value))
    return label.in_language(language()) if label else str(value)
