"""The settings: what is in effect. Opens nothing, so that it answers when nothing else does."""

from cli import answer
from cli.answer import DONE, FAILED, Answer, Table
from cli.commands import Commands
from config.i18n import _, speak
from config.reasons import as_document, sentence
from config.survey import Setting, survey

app = Commands(_("现行设置"))


@app.command("settings")
def settings() -> Answer:
    """现行设置及其来源；密钥已遮蔽，不对的写明原因"""
    in_effect, found = survey()
    speak(in_effect.lang)
    answer.in_zone(in_effect.zone)
    wrong = [one.wrong for one in found if one.wrong]
    rows = [(one.name, one.value, one.source, sentence(one.wrong) if one.wrong else "") for one in found]
    titles = (_("设置"), _("值"), _("来源"), _("不对的原因"))
    table = Table(titles if wrong else titles[:3], rows if wrong else [row[:3] for row in rows])
    document = {"items": [*map(_item, found)], "next": None}
    return Answer(document, [table], code=FAILED if wrong else DONE, error="invalid", reasons=wrong)


def _item(one: Setting) -> dict[str, object]:
    given = {"name": one.name, "value": one.value, "source": one.source}
    return given | ({"wrong": as_document(one.wrong)} if one.wrong else {})
