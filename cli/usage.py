"""Wrong usage, in the language in use: what is wrong with the line as typed, and how the command is called."""

import re
import sys
from typing import Any

import typer
from pydantic import ValidationError

from cli import answer
from cli.commands import WrongUsage
from config.i18n import _
from config.misfits import misfit, not_among
from config.reasons import sentence
from models.nearest import nearest
from models.refusals import Reason

_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"\(s\) \((.*)\)")


def fail(error: typer.TyperException, *, as_json: bool) -> int:
    """Print what is wrong with the line; returns the exit code."""
    if type(error).__name__ == "NoArgsIsHelpError":  # what to read has been printed already
        return answer.USAGE
    said = sentence(_reason(error))
    context: Any = getattr(error, "ctx", None)
    sys.stderr.writelines(f"{one}\n" for one in (said, *_how(context)))
    if as_json:
        answer.give(answer.Answer({"error": {"code": "usage", "message": said, "reasons": []}}), as_json=True)
    return answer.USAGE


def _how(context: Any) -> tuple[str, ...]:
    if context is None:
        return ()
    return (context.get_usage().strip(), _("详见：{command} --help").format(command=context.command_path))


def _reason(error: Any) -> Reason:
    """Typer tells its errors apart by class, of which only one has a public name."""
    if isinstance(error, WrongUsage):
        return error.reason
    match type(error).__name__:
        case "MissingParameter":
            return Reason("usage.missing", {"what": _named(error)})
        case "NoSuchOption":
            meant = nearest(error.option_name, error.possibilities or ())
            values = {"option": error.option_name, "nearest": meant}
            return Reason("usage.no_option", values)
        case "BadOptionUsage":
            code = "usage.takes_no_value" if "not take" in error.message else "usage.needs_value"
            return Reason(code, {"option": error.option_name})
        case "BadParameter" if isinstance(error.__cause__, ValidationError):
            return _bad_value(error, error.__cause__)
    if "extra argument" in error.message:
        return Reason("usage.too_many", {"extra": " ".join(_EXTRA.findall(error.message))})
    return Reason("usage.other", {"said": error.format_message()})


def _bad_value(error: Any, cause: ValidationError) -> Reason:
    """A choice is the one value whose error is not pydantic's own: it names them all, the given one first."""
    found, name = cause.errors()[0], _named(error)
    if "not one of" in found["msg"]:
        given, *allowed = _QUOTED.findall(found["msg"])
        return not_among(allowed, {"field": name, "value": given})
    return misfit(found, name)


def _named(error: Any) -> str:
    """The option or the argument as one types it."""
    return " / ".join(_QUOTED.findall(error.param.get_error_hint())) if error.param else ""
