"""Every reason code as a sentence. `Reason` carries a code and values; here, and only here, they become words."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from config import words
from config.i18n import N_, language, translator
from models.refusals import Reason

SENTENCES: dict[str, str] = {
    # settings and surroundings
    "setting": N_("设置 {name} 不对：{why}"),
    "settings_file": N_("设置文件 {file} 读不了：{why}"),
    "secret_file": N_("读不到密钥文件 {file}：{why}"),
    "time_travel_off": N_("未允许指定时间：先设 ONEPLAN_TIME_TRAVEL=1"),
    # the database
    "database_busy": N_("数据库正忙，请稍后再试"),
    "database_gone": N_("与数据库的连接断了"),
    "database_behind": N_("数据库是旧版 {version}，程序要 {program}：先运行 oneplan db upgrade"),
    "database_newer": N_("数据库是更新的版本 {version}，程序只认到 {program}：请升级程序"),
    "foreign_keys_broken": N_("升级后表 {table} 有 {rows} 行指向不存在的记录，升级已撤销"),
    # cases and definitions in the store
    "stale": N_("别人已先改了这个案件：您看到的是第 {given} 版，现在是第 {version} 版"),
    "case_missing": N_("没有案件 {no}"),
    "enterprise_missing": N_("示范点 {site} 没有企业 {uscc}"),
    "definition_missing": N_("规则库里没有 {kind} {key}"),
    "definition_damaged": N_("规则库里的 {kind} {hash} 内容与其哈希不符"),
}


def sentence(reason: Reason, speaking: str | None = None) -> str:
    """What stands in the way, in words; a value nobody gave is shown as ``?``, a code nobody worded as itself."""
    spoken = speaking or language()
    template = SENTENCES.get(reason.code)
    if template is None:
        return " ".join([reason.code, *(f"{name}={_said(value, spoken)}" for name, value in reason.values.items())])
    values = {name: _said(value, spoken, words.BY_VALUE.get(name)) for name, value in reason.values.items()}
    values |= {name[:-3]: text for name, text in values.items() if name.endswith(f"_{spoken}")}  # title_zh is the title
    return translator(spoken).gettext(template).format_map(_Forgiving(values))


def sentences(reasons: Iterable[Reason], speaking: str | None = None) -> str:
    """Several reasons in one line."""
    return ("; " if (speaking or language()) == "en" else "；").join(sentence(one, speaking) for one in reasons)


class _Forgiving(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _said(value: Any, spoken: str, known: dict[str, str] | None = None) -> str:
    """A value as it stands in a sentence: ``known`` words by their names, dates as dates, lists joined."""
    if isinstance(value, str):
        return words.name(known or {}, value, spoken)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _joined((f"{name}={_said(one, spoken)}" for name, one in value.items()), spoken)
    if isinstance(value, list | tuple | set | frozenset):
        ordered = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return _joined((_said(one, spoken, known) for one in ordered), spoken)
    return str(value)


def _joined(parts: Any, spoken: str) -> str:
    return (", " if spoken == "en" else "、").join(parts)
