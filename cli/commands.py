"""How every command of the program is shaped: it takes ``--json``, and its file is read only when it is called."""

import gc
import inspect
from collections.abc import Callable, Iterable, Mapping
from functools import partial, wraps
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup

from cli import answer
from cli.answer import Answer
from cli.helping import Command, Helping
from config.i18n import _
from models.nearest import nearest
from models.refusals import Reason
from store.again import once_more


class WrongUsage(typer.TyperException):
    """A line that makes no sense, with the reason why; ``ctx`` knows how the command is called."""

    def __init__(self, reason: Reason, ctx: Any = None) -> None:
        self.reason, self.ctx = reason, ctx
        super().__init__(reason.code)


class Group(Helping, TyperGroup):
    """Commands under one name."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command named first. Raises WrongUsage if there is none of that name."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise WrongUsage(_no_command(args[0], self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)


class Commands(typer.Typer):
    """A file's commands, always a group, even with one command in it.

    A command returns its `Answer`; its docstring is its help, Chinese like every text and translated like every text.
    """

    def __init__(self, help: str = "") -> None:
        super().__init__(
            cls=Group, help=help, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
        )
        self.callback()(lambda: None)

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        """A command that takes ``--json`` after it."""

        def register(function: Callable[..., Answer]) -> Callable[..., Answer]:
            said = inspect.getdoc(function)
            shaped = super(Commands, self).command(name, cls=Command, help=_(said) if said else None, **options)
            shaped(_with_json(function))
            return function

        return register


class Place(NamedTuple):
    """Where a command is written: the module, the command in it (empty: the module's whole group), what it is for."""

    module: str
    command: str
    help: str


class Contents(Group):
    """The table of contents: lists commands by name and purpose, reads a file when its command is called."""

    contents: Mapping[str, Place] = {}

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of the table."""
        return list(self.contents)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in for listings: its name and purpose."""
        place = self.contents.get(cmd_name)
        return Command(cmd_name, help=_(place.help)) if place else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The real command, in place of its stand-in."""
        name, standing, rest = super().resolve_command(ctx, args)
        return name, _read(self.contents[name]) if name else standing, rest


def _no_command(name: str, known: Iterable[str]) -> Reason:
    meant = nearest(name, known)
    return Reason("usage.no_command", {"command": name, "nearest": meant})


def _read(place: Place) -> Any:
    group: Any = typer.main.get_command(imported(place.module).app)
    return group.commands[place.command] if place.command else group


def imported(module: str) -> ModuleType:
    """Importing makes hundreds of thousands of objects that stay: looking through them for garbage would only cost time."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.enable()
        gc.freeze()


def _with_json(function: Callable[..., Answer]) -> Callable[..., None]:
    """The command with ``--json`` in its signature; prints the answer. One that the database let go is given again: it is one
    transaction, or a job that may run at any time."""

    @wraps(function)
    def command(*args: Any, json: bool, **options: Any) -> None:
        code = answer.give(once_more(partial(function, *args, **options)), as_json=json)
        if code:
            raise typer.Exit(code)

    option = typer.Option(False, "--json", help=_("在标准输出上只给一个 JSON 文档"))
    signature = inspect.signature(function)
    parameter = inspect.Parameter("json", inspect.Parameter.KEYWORD_ONLY, default=option, annotation=bool)
    command.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), parameter], return_annotation=None
    )
    command.__annotations__ = {**function.__annotations__, "json": bool, "return": None}
    return command
