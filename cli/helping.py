"""Help (帮助) in the language in use: what typer itself says in English around the texts of our commands."""

from typing import Any

from typer.core import TyperCommand

from config.i18n import _


class Helping:
    """What a command and a group of commands have in common when they explain themselves."""

    def get_help_option(self, ctx: Any) -> Any:
        """The option that asks for help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option:
            option.help = _("显示这份帮助")
        return option

    def get_usage(self, ctx: Any) -> str:
        """How it is called."""
        said: str = super().get_usage(ctx)  # type: ignore[misc]
        return said.replace("Usage: ", _("用法：{usage}").format(usage=""), 1)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """All of it, under headings."""
        from typer import rich_utils as said  # slow to import, and needed only here

        said.ARGUMENTS_PANEL_TITLE, said.OPTIONS_PANEL_TITLE, said.COMMANDS_PANEL_TITLE = (
            _("参数"),
            _("可选项"),
            _("命令"),
        )
        said.REQUIRED_LONG_STRING, said.DEFAULT_STRING = _("[必填]"), _("[不写则为 {}]")
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(Helping, TyperCommand):
    """One command."""
