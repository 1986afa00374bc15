"""Settings: environment, secret files, ``oneplan.toml``, defaults, in this order. Read once, at a door.

Secrets may stand in a file named by the same variable with ``_FILE``: ``ONEPLAN_SMTP_URL_FILE=/run/secrets/smtp``.
"""

import os
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config.misfits import misfit
from models.nearest import nearest
from models.patience import Patience
from models.refusals import Invalid, Reason

PREFIX = "ONEPLAN_"
SHIPPED_RULEBOOK = Path(__file__).parents[1] / "rulebook"
DATABASES = {"sqlite", "postgresql+psycopg"}


class Settings(BaseSettings):
    """What is in effect. Field ``home`` is the variable ``ONEPLAN_HOME``, and ``home`` in ``oneplan.toml``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    home: Path = Path("var")
    database_url: SecretStr = SecretStr("")
    timezone: str = "Asia/Shanghai"
    lang: Literal["zh", "en"] = "zh"
    rulebook: Path = SHIPPED_RULEBOOK
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = "oneplan@localhost"
    base_url: str = "http://127.0.0.1:8000"
    wecom_url: SecretStr = SecretStr("")
    dingtalk_url: SecretStr = SecretStr("")
    feishu_url: SecretStr = SecretStr("")
    allow_private_targets: bool = False
    channel_rests_after: int = Field(Patience().people, ge=1)
    channel_rest_minutes: int = Field(15, ge=1)
    fonts: Path | None = None  # a directory whose fonts are drawn with first
    templates: Path | None = None  # a directory with the site's own shapes of documents
    time_travel: bool = False
    crash_point: str = ""

    @field_validator("home", "rulebook", "fonts", "templates")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().absolute() if path else None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            return ZoneInfo(name).key
        except (KeyError, ValueError, OSError) as error:
            raise _wrong("zone", value=name) from error

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr) -> SecretStr:
        text = url.get_secret_value()
        if text and text.partition(":")[0] not in DATABASES:
            raise _wrong("database")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, url: SecretStr) -> SecretStr:
        return _url(url, {"smtp", "smtps"})

    @field_validator("wecom_url", "dingtalk_url", "feishu_url")
    @classmethod
    def _bot(cls, url: SecretStr) -> SecretStr:
        return _url(url, {"http", "https"})

    @field_validator("base_url")
    @classmethod
    def _own_address(cls, url: str) -> str:
        return _url(SecretStr(url), {"http", "https"}).get_secret_value().rstrip("/")

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which dates are dates."""
        return ZoneInfo(self.timezone)

    @property
    def patience(self) -> Patience:
        """With channels that fail: after how many people in a row they rest, and how long."""
        return Patience(self.channel_rests_after, timedelta(minutes=self.channel_rest_minutes))

    @property
    def database(self) -> str:
        """The database's URL: the given one, or a SQLite file in the home."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.home / 'oneplan.db'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before secret files before ``oneplan.toml``."""
        return (
            init_settings,
            env_settings,
            InitSettingsSource(settings_cls, {name: secret(name, path) for name, path in secret_files().items()}),
            InitSettingsSource(settings_cls, toml()),
        )


def load(**given: Any) -> Settings:
    """The settings in effect. Raises Invalid with one reason per wrong value, naming its variable."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise Invalid(*map(reason, error.errors())) from error


def source(name: str) -> str:
    """Where the value of a setting comes from: the environment, a secret's file, the settings' file, or nowhere: its default."""
    variable = PREFIX + name.upper()
    if os.environ.get(variable):
        return "environment"
    if path := os.environ.get(f"{variable}_FILE"):
        return path
    return str(toml_path()) if name in toml() else "default"


def unknown(field: str) -> Reason:
    """Nothing is called so."""
    meant = nearest(field, Settings.model_fields)
    return Reason("setting.unknown", {"name": field, "nearest": meant}, str(toml_path()))


def reason(error: ErrorDetails) -> Reason:
    """What is wrong with one setting. Of a secret's value nothing is said."""
    field = str(error["loc"][0]) if error["loc"] else ""
    name, where = PREFIX + field.upper(), _where(field)
    match error["type"]:
        case "extra_forbidden":
            return unknown(field)
        case kind if kind.startswith("setting."):
            return Reason(kind, {"name": name, **error.get("ctx", {})}, where)
    return misfit(error, name, where, secret=field.endswith("_url"))


def toml_path() -> Path:
    """The settings' file."""
    return Path("oneplan.toml")


def toml() -> dict[str, Any]:
    """What the settings' file says, nothing if there is none. Raises Invalid."""
    try:
        return tomllib.loads(toml_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Invalid(Reason("settings_file", {"file": str(toml_path()), "why": str(error)})) from error


def secret_files() -> dict[str, str]:
    """Which file holds which setting."""
    variables = {name: os.environ.get(f"{PREFIX}{name.upper()}_FILE") for name in Settings.model_fields}
    return {name: path for name, path in variables.items() if path}


def secret(name: str, path: str) -> str:
    """What a secret's file holds. Raises Invalid."""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        variable = f"{PREFIX}{name.upper()}_FILE"
        raise Invalid(Reason("secret_file", {"file": path, "why": type(error).__name__}, where=variable)) from error


def _url(url: SecretStr, schemes: set[str]) -> SecretStr:
    text = url.get_secret_value()
    if text and not _is_url(text, schemes):
        raise _wrong("url", allowed=[f"{name}://" for name in sorted(schemes)])
    return url


def _is_url(text: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _wrong(what: str, **values: Any) -> PydanticCustomError:
    """A value that will not do; the sentence is ``setting.<what>``."""
    return PydanticCustomError(f"setting.{what}", what, values)


def _where(field: str) -> str:
    found = source(field)
    return PREFIX + field.upper() if found == "environment" else found
