"""Lists of who and what there is at the sites: enterprises, accounts, absences, mutes, qualifications."""

from fastapi import APIRouter, Response

from cases import rights
from cases.qualified import kinds_of
from config import words
from config.accounts import registered
from config.contacts import reached
from config.i18n import _
from models.absences import Absence
from models.mutes import Mute
from models.people import Person
from models.qualifications import Qualification
from store import absences, definitions, enterprises, mutes, people
from store.enterprises import EnterpriseRecord
from store.pages import every
from web.exports.taking import AT_ONCE, Columns, TakingAlong, yes
from web.pages.absences import concerns, require_cases
from web.pages.delivery import require_page
from web.pages.people import managed_by
from web.pages.qualifications import require_register

router = APIRouter()


@router.get("/enterprises.{kind}")
def roster(taking: TakingAlong, search: str = "") -> Response:
    """The enterprises found, under the headers of a roster.

    What the page masks is empty here: brought in again, an empty cell changes nothing, and a masked one would.
    """
    scope = rights.readable(taking.person)
    with taking.reading() as tx:
        reaches = reached(tx, taking.person)
        columns: Columns[EnterpriseRecord] = {
            _("统一社会信用代码"): lambda one: one.uscc,
            _("企业名称"): lambda one: one.name,
            _("海关注册编码"): lambda one: one.customs_code,
            _("信用等级"): lambda one: one.credit_level,
            _("行业"): lambda one: one.industry,
            _("进出口额（亿元）"): lambda one: one.trade_volume,
            _("联系人"): lambda one: one.contact,
            _("电话"): lambda one: one.phone if reaches(one.site, one.uscc) else "",
            _("邮箱"): lambda one: one.email if reaches(one.site, one.uscc) else "",
        }
        found = every(lambda at: enterprises.listing(tx, scope, search=search, cursor=at, limit=AT_ONCE))
        return taking.file(_("企业名录"), columns, found)


@router.get("/people.{kind}")
def accounts(taking: TakingAlong) -> Response:
    """The accounts one manages, those switched off too."""
    managed = managed_by(taking.who)
    with taking.reading() as tx:
        names = people.names(tx)
        columns: Columns[Person] = {
            _("账号"): lambda one: one.login,
            _("姓名"): lambda one: one.name,
            _("角色"): lambda one: words.name(words.ROLES, one.role),
            _("示范点"): lambda one: one.site,
            _("上级"): lambda one: names.get(one.supervisor or "", ""),
            _("邮箱"): lambda one: one.email,
            _("已停用"): lambda one: yes(not one.active),
        }
        return taking.file(_("人员"), columns, people.listing(tx, managed, active=None))


@router.get("/absences.{kind}")
def away(taking: TakingAlong) -> Response:
    """Absences that are not over, those the page shows."""
    require_cases(taking.who)
    with taking.reading() as tx:
        names = people.names(tx)
        columns: Columns[Absence] = {
            _("谁外出"): lambda one: names.get(one.person, one.person),
            _("第一天"): lambda one: one.first_on,
            _("最后一天（含当日）"): lambda one: one.until,
            _("代理人"): lambda one: names.get(one.substitute, one.substitute),
            _("备注"): lambda one: one.note,
        }
        found = absences.listing(tx, rights.readable(taking.person), taking.today)
        return taking.file(_("外出与代理"), columns, [one for one in found if concerns(taking.person, one)])


@router.get("/mutes.{kind}")
def muted(taking: TakingAlong) -> Response:
    """What is not reminded of."""
    require_page(taking.person)
    with taking.reading() as tx:
        names = people.names(tx)
        columns: Columns[Mute] = {
            _("范围"): lambda one: words.name(words.MUTES, one.on),
            _("示范点"): lambda one: one.site,
            _("案号或信用代码"): lambda one: one.name,
            _("步骤"): lambda one: one.step,
            _("到哪天（含当日）"): lambda one: one.until,
            _("说明"): lambda one: one.reason,
            _("由谁静音"): lambda one: names.get(one.by, one.by),
        }
        return taking.file(_("静音"), columns, mutes.in_force(tx, taking.today, rights.readable(taking.person)))


@router.get("/qualifications.{kind}")
def qualified(taking: TakingAlong) -> Response:
    """The register of qualifications."""
    require_register(taking.person)
    with taking.reading() as tx:
        kinds = kinds_of(definitions.rulebook(tx).regimes.values())
        columns: Columns[Qualification] = {
            _("持证人"): lambda one: one.name,
            _("账号"): lambda one: one.login,
            _("资质"): lambda one: words.said(kinds[one.kind].title) if one.kind in kinds else one.kind,
            _("证书编号"): lambda one: one.no,
            _("示范点"): lambda one: one.site or _("全部示范点"),
            _("有效期起"): lambda one: one.valid_from,
            _("有效期至"): lambda one: one.valid_to,
            _("注销日期"): lambda one: one.withdrawn_on,
            _("今日有效"): lambda one: yes(one.valid_on(taking.today)),
        }
        return taking.file(_("资质登记"), columns, registered(tx, taking.person))
