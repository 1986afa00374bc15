"""The `oneplan` command: its table of contents, the options before a command, and errors turned into exit codes."""

import logging
import os
import sys
import tomllib
from pathlib import Path
from typing import Annotated

import typer

from cli import answer
from cli.commands import Contents, Place
from cli.given import given
from config.i18n import LANGUAGES, N_, _, speak
from models.refusals import OneplanError


class Oneplan(Contents):
    """Every command, in the order in which one meets them."""

    contents = {
        "up": Place("cli.serve", "up", N_("启动工作台与内置时钟")),
        "engine": Place("cli.serve", "engine", N_("只启动时钟与投递，不带网页")),
        "demo": Place("cli.serve", "demo", N_("在空数据库里建一个演示示范点")),
        "site": Place("cli.sites", "", N_("示范点")),
        "person": Place("cli.people", "", N_("人员")),
        "token": Place("cli.tokens", "", N_("接口令牌")),
        "enterprise": Place("cli.enterprises", "", N_("企业：导入名单、查询、信用")),
        "case": Place("cli.cases", "", N_("案件：立案、办理、查看、接管")),
        "problem": Place("cli.problems", "", N_("问题需求：登记、查看、办理、确认率与重复率")),
        "work": Place("cli.lists", "work", N_("我的工作：该我做的")),
        "board": Place("cli.lists", "board", N_("阶段看板：一个示范点的案件")),
        "agenda": Place("cli.lists", "agenda", N_("联席会议议程：一个示范点的案件")),
        "benefits": Place("cli.lists", "benefits", N_("红利兑现：各部门应兑现、已兑现多少")),
        "watchlist": Place("cli.lists", "watchlist", N_("关注名单：获证以来信用有异常的企业")),
        "sweep": Place("cli.sweep", "sweep", N_("找出到期的，排入待发")),
        "deliver": Place("cli.deliver", "deliver", N_("投递待发的消息")),
        "preview": Place("cli.preview", "preview", N_("预演某一天会发什么、压下什么、为什么")),
        "messages": Place("cli.messages", "", N_("消息：查看、重发、停发")),
        "absence": Place("cli.absences", "", N_("外出与代理：登记、查看、提前结束")),
        "mute": Place("cli.mutes", "", N_("静音：一段时间不提醒")),
        "workday": Place("cli.workdays", "", N_("工作日计算")),
        "rulebook": Place("cli.rulebook", "", N_("规则库：检查、发布、比较、画图")),
        "standard": Place("cli.standards", "", N_("认证标准：有哪些、逐条看什么")),
        "assessment": Place("cli.assessments", "", N_("评估：查看、导出底稿、导回、常见薄弱条款")),
        "journal": Place("cli.journal", "", N_("案卷日志：查看、核验")),
        "recompute": Place("cli.upkeep", "recompute", N_("按现行日历重算期限")),
        "flows": Place("cli.flows", "", N_("Prefect：部署、状态")),
        "db": Place("cli.database", "", N_("数据库：升级、检查、复制")),
        "backup": Place("cli.backup", "backup", N_("备份、核验备份")),
        "restore": Place("cli.upkeep", "restore", N_("从备份恢复")),
        "release": Place("cli.upkeep", "release", N_("恢复之后放行投递")),
        "doctor": Place("cli.upkeep", "doctor", N_("体检：数据库、文件、时钟")),
        "settings": Place("cli.settings", "settings", N_("现行设置及其来源")),
    }


def main() -> None:
    """Run the command line and leave with its exit code."""
    speak(_language())
    as_json = given.as_json = "--json" in sys.argv
    try:
        sys.exit(_program()(prog_name="oneplan", standalone_mode=False))
    except OneplanError as error:
        sys.exit(answer.refuse(error, as_json=as_json))
    except typer.TyperException as error:
        from cli import usage  # read when something is wrong

        sys.exit(usage.fail(error, as_json=as_json))
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(answer.fail("aborted", _("已中止"), as_json=as_json, exit_code=130))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads any more: not our failure
        sys.exit(answer.DONE)
    except Exception as error:
        logging.getLogger(__name__).exception("the command failed")
        sys.exit(answer.fail("internal", _("内部错误：{what}").format(what=type(error).__name__), as_json=as_json))


def _program() -> typer.Typer:
    """Made when it runs, because its texts are said in the language of the settings."""

    def oneplan(
        now: Annotated[str, typer.Option(metavar="ISO8601", help=_("把此刻当作这个时间（须允许，见 settings）"))] = "",
    ) -> None:
        given.now = now

    program = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
    program.callback(cls=Oneplan, help=_("一企一策：AEO 认证培育的案件引擎"))(oneplan)
    return program


def _language() -> str:
    """The language of help texts; the full settings are read only when a command runs."""
    try:
        written = tomllib.loads(Path("oneplan.toml").read_text(encoding="utf-8")).get("lang")
    except (OSError, ValueError):
        written = None
    chosen = os.environ.get("ONEPLAN_LANG") or written
    return chosen if chosen in LANGUAGES else "zh"


if __name__ == "__main__":
    main()
