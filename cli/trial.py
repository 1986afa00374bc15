"""A trial of a rulebook as an answer: what would change, who would hear more and who less, and which reminders those are."""

from cli.answer import Answer, Table
from config import effects, words
from config.i18n import _
from config.reasons import sentences
from jobs.effect import Effect, Move, Share
from jobs.try_rulebook import Trial

SHOWN = 40  # reminders; more nobody reads in a terminal


def tell(trial: Trial) -> Answer:
    """The trial for people and for programs."""
    if not trial.changes:
        return Answer(effects.trial_document(trial), [_("没有变化，未发布")])
    changed = [f"{words.name(words.KINDS, one.kind)} {one.key}: {sentences(one.differences)}" for one in trial.changes]
    told = [effects.in_a_sentence(trial.effect), *_tables(trial.effect)]
    return Answer(effects.trial_document(trial), [*changed, *told, _("只是试算，未发布")])


def _tables(effect: Effect) -> list[Table | str]:
    if not effect.moves:
        return []
    shares = Table((_("收件人"), _("现在"), _("之后"), _("最多的一天")), [*map(_share, effect.shares)])
    titles = (_("收件人"), _("案件"), _("步骤"), _("提醒"), _("梯级"), _("现在"), _("之后"))
    moves = Table(titles, [*map(_move, effect.moves[:SHOWN])])
    more = len(effect.moves) - SHOWN
    return [shares, moves, *([_("另有 {count} 条，--json 列出全部").format(count=more)] if more > 0 else [])]


def _share(one: Share) -> tuple[object, ...]:
    return one.person, one.before, one.after, f"{one.peak_before} → {one.peak_after}"


def _move(one: Move) -> tuple[object, ...]:
    about = one.told
    return (
        about.person,
        about.case,
        about.step,
        words.name(words.SUBJECTS, about.subject),
        about.rung,
        one.before,
        one.after,
    )
