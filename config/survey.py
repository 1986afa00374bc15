"""The settings one by one: what is in effect, where it came from, what is wrong; told even when nothing would start with them."""

import os
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr, ValidationError
from pydantic_settings import PydanticBaseSettingsSource, SettingsConfigDict

from config import settings
from config.settings import PREFIX, Settings
from models.refusals import Invalid, Reason

_MASK = "***"
Wrong = dict[str, Reason]  # by setting, or by whatever else stands where settings do


class Setting(NamedTuple):
    """One setting: secrets are masked, ``source`` says where the value came from, ``wrong`` why it will not do."""

    name: str
    value: str
    source: str
    wrong: Reason | None = None


class _Given(Settings):
    """Settings made of what is passed, and of nothing else."""

    model_config = SettingsConfigDict(extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: Any, init_settings: PydanticBaseSettingsSource, *others: Any, **more: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """No source but the arguments."""
        return (init_settings,)


def survey() -> tuple[Settings, list[Setting]]:
    """The settings as far as they will do, defaults in place of those that will not; and each with its source. Never raises."""
    given, wrong = _given()
    found, misfits = _understood(given)
    wrong |= misfits
    known = [_setting(name, found, given, wrong.pop(name, None)) for name in Settings.model_fields]
    return found, [*known, *(Setting(name, "", str(settings.toml_path()), why) for name, why in wrong.items())]


def _given() -> tuple[dict[str, Any], Wrong]:
    """What is set, the stronger source over the weaker; what could not be read is wrong."""
    wrong: Wrong = {}
    given: dict[str, Any] = {}
    try:
        given |= settings.toml()
    except Invalid as error:
        wrong[str(settings.toml_path())] = error.reasons[0]
    for name, file in settings.secret_files().items():
        try:
            given[name] = settings.secret(name, file)
        except Invalid as error:
            wrong[name] = error.reasons[0]
    variables = {name: os.environ.get(PREFIX + name.upper()) for name in Settings.model_fields}
    return given | {name: value for name, value in variables.items() if value}, wrong


def _understood(given: Mapping[str, Any]) -> tuple[Settings, Wrong]:
    """The settings without those that do not fit."""
    wrong = {name: settings.unknown(name) for name in given if name not in Settings.model_fields}
    try:
        return _Given(**given), wrong
    except ValidationError as error:
        wrong |= {str(one["loc"][0]): settings.reason(one) for one in error.errors()}
        return _Given(**{name: value for name, value in given.items() if name not in wrong}), wrong


def _setting(name: str, found: Settings, given: Mapping[str, Any], wrong: Reason | None) -> Setting:
    value = _shown(found, name) if wrong is None else _as_given(name, given)
    return Setting(PREFIX + name.upper(), value, _source(name), wrong)


def _source(name: str) -> str:
    try:
        return settings.source(name)
    except Invalid:  # the file is told apart
        return "default"


def _as_given(name: str, given: Mapping[str, Any]) -> str:
    """A wrong value as it was written; nobody can tell which part of a wrong address is the secret."""
    return _MASK if name.endswith("_url") else str(given.get(name, ""))


def _shown(found: Settings, name: str) -> str:
    value = found.database if name == "database_url" else getattr(found, name)
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return _masked(value) if isinstance(value, str) and name.endswith("_url") else str(value)


def _masked(url: str) -> str:
    """Whoever may read the settings may know the host, not the password nor a bot's key."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    name, colon, _password = user.partition(":")
    netloc = f"{name}{colon}{_MASK if colon else ''}{at}{host}"
    # `sqlite:////var/x` has an empty host: urlunsplit would drop the slashes
    return (
        f"{parts.scheme}://{netloc}{urlunsplit(('', '', parts.path, _MASK if parts.query else '', ''))}" if url else ""
    )
