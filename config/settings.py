"""Settings: environment, secret files, ``oneplan.toml``, defaults, in this order. Read once, at a door.

Secrets may stand in a file named by the same variable with ``_FILE``: ``ONEPLAN_SMTP_URL_FILE=/run/secrets/smtp``.
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from models.refusals import Invalid, Reason

PREFIX = "ONEPLAN_"
SHIPPED_RULEBOOK = Path(__file__).parents[1] / "rulebook"
_MASK = "***"


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
    time_travel: bool = False
    crash_point: str = ""

    @field_validator("home", "rulebook")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            return ZoneInfo(name).key
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("no such time zone; write for example Asia/Shanghai") from error

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
            InitSettingsSource(settings_cls, _secret_files()),
            InitSettingsSource(settings_cls, _toml()),
        )


class Setting(NamedTuple):
    """One line of `describe`: secrets are masked, ``source`` says where the value came from."""

    name: str
    value: str
    source: str


def load(**given: Any) -> Settings:
    """The settings in effect. Raises Invalid with one reason per wrong value, naming its variable."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise Invalid(*map(_reason, error.errors())) from error


def describe(settings: Settings) -> list[Setting]:
    """Every setting with its value and where it came from."""
    return [Setting(PREFIX + name.upper(), _shown(settings, name), _source(name)) for name in Settings.model_fields]


def _toml_path() -> Path:
    return Path("oneplan.toml")


def _toml() -> dict[str, Any]:
    try:
        return tomllib.loads(_toml_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise Invalid(Reason("settings_file", {"file": str(_toml_path()), "why": str(error)})) from error


def _secret_files() -> dict[str, str]:
    variables = {name: os.environ.get(f"{PREFIX}{name.upper()}_FILE") for name in Settings.model_fields}
    return {name: _secret(name, path) for name, path in variables.items() if path}


def _secret(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        variable = f"{PREFIX}{name.upper()}_FILE"
        raise Invalid(Reason("secret_file", {"file": path, "why": type(error).__name__}, where=variable)) from error


def _source(name: str) -> str:
    variable = PREFIX + name.upper()
    if os.environ.get(variable):
        return "environment"
    if path := os.environ.get(f"{variable}_FILE"):
        return path
    return str(_toml_path()) if name in _toml() else "default"


def _shown(settings: Settings, name: str) -> str:
    value = settings.database if name == "database_url" else getattr(settings, name)
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


def _url(url: SecretStr, schemes: set[str]) -> SecretStr:
    text = url.get_secret_value()
    if text and not _is_url(text, schemes):
        raise ValueError(f"no such address; it starts with {' or '.join(f'{name}://' for name in sorted(schemes))}")
    return url


def _is_url(text: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _reason(error: Any) -> Reason:
    name = str(error["loc"][0]) if error["loc"] else ""
    return Reason("setting", {"name": PREFIX + name.upper(), "why": error["msg"]}, where=_where(name))


def _where(name: str) -> str:
    if name not in Settings.model_fields:
        return str(_toml_path())
    source = _source(name)
    return PREFIX + name.upper() if source == "environment" else source
