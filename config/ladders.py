"""Ladders in words: whom a rung reaches, over what, how often, and under which conditions."""

from collections.abc import Iterable

from config import parties, words
from config.i18n import _, language
from models.definitions import Condition, LadderDefinition, RungDefinition, Wording
from models.vocabulary import Subject


def scope(ladder_site: str, names: dict[str, str]) -> str:
    """Where a ladder is climbed: everywhere, or at one site."""
    return names.get(ladder_site, ladder_site) if ladder_site else _("全区")


def turning_day(subjects: tuple[Subject, ...]) -> str:
    """What T is, for everything that the ladder reminds of."""
    return listed(words.name(words.TURNING_DAYS, one) for one in subjects)


def recipients(rung: RungDefinition) -> str:
    """To whom it goes."""
    return listed(words.name(words.RECIPIENTS, one) for one in rung.to)


def consequences(rung: RungDefinition) -> str:
    """What else it brings about."""
    return listed(words.name(words.CONSEQUENCES, one) for one in rung.then)


def rhythm(rung: RungDefinition) -> str:
    """How often it comes; empty for once."""
    if rung.every is None:
        return ""
    return _("每 {every} 个工作日一次，至多 {times} 次").format(every=rung.every, times=rung.times)


def channels(wording: Wording | None) -> str:
    """Over what it reaches people: the inbox always, the rest is theirs to choose unless it is mandatory."""
    return _("站内信；其余照各人所设，不能不收") if wording and wording.mandatory else _("站内信；其余照各人所选")


def conditions(rung: RungDefinition) -> str:
    """When it is climbed at all; empty for always."""
    return listed(map(condition, rung.when))


def condition(one: Condition) -> str:
    """One condition as people say it; one that nobody worded stays as it is written."""
    match one.name:
        case "holder" if one.argument == "outside":
            return _("责任方是外单位")
        case "holder":
            return _("责任方是{holder}").format(holder=parties.holder(str(one.argument)))
        case "not_acknowledged":
            return _("经办人没有知悉过")
        case "held_for":
            return _("球在责任方手里满 {days} 个工作日").format(days=one.argument)
        case "priority":
            return _("案件{priority}").format(priority=words.name(words.PRIORITIES, str(one.argument)))
    return one.name if one.argument is None else f"{one.name}: {one.argument}"


def overrides(ladder: LadderDefinition, base: frozenset[str]) -> str:
    """What a ladder does to the rungs at ``base`` that it inherits."""
    own = [str(rung.at) for rung in ladder.rungs]
    said = (
        (_("替换 {rungs}"), [at for at in own if at in base]),
        (_("增加 {rungs}"), [at for at in own if at not in base]),
        (_("不要 {rungs}"), [str(at) for at in ladder.without]),
    )
    parts = [text.format(rungs=listed(rungs)) for text, rungs in said if rungs]
    return ("; " if language() == "en" else "；").join(parts) or _("没有改动")


def listed(parts: Iterable[str]) -> str:
    """Several in a row."""
    return (", " if language() == "en" else "、").join(parts)
