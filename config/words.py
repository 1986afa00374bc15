"""The names of the vocabulary's words, as people read them. In JSON, files and the database the words stay codes."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from config.i18n import N_, language, translator
from models.vocabulary import Unit

if TYPE_CHECKING:  # help needs words, and no schemas
    from models.definitions import Text

ROLES = {
    "administrator": N_("管理员"),
    "supervisor": N_("主管"),
    "coordinator": N_("企业协调员"),
    "liaison": N_("企业联络员"),
    "secretary": N_("联席会议秘书"),
    "site_lead": N_("示范点负责人"),
    "policy": N_("政策岗"),
    "department": N_("成员单位"),
    "enterprise": N_("企业联系人"),
    "host": N_("系统操作员"),
    "clock": N_("时钟"),
}
KEPT = {
    "kept": N_("按时履行"),
    "late": N_("逾期履行"),
    "missed": N_("漏办"),
    "waived": N_("已免除"),
    "due": N_("待履行"),
}
CASE_STATUS = {"open": N_("在办"), "suspended": N_("暂停"), "closed": N_("已结案")}
STEP_STATES = {
    "planned": N_("未开始"),
    "open": N_("进行中"),
    "submitted": N_("待审核"),
    "done": N_("已完成"),
    "waived": N_("已免除"),
    "dropped": N_("已取消"),
}
NEEDS = {"required": N_("必做"), "optional": N_("选做"), "neutral": N_("不计入关口")}
UNITS = {"workdays": N_("个工作日"), "days": N_("日"), "months": N_("个月"), "years": N_("年")}
RECIPIENTS = {
    "doer": N_("经办人"),
    "coordinator": N_("企业协调员"),
    "liaison": N_("企业联络员"),
    "supervisor": N_("主管"),
    "supervisors_supervisor": N_("主管的上级"),
    "doer+1": N_("经办人的上级"),
    "doer+2": N_("经办人的上两级"),
    "doer+3": N_("经办人的上三级"),
    "secretary": N_("联席会议秘书"),
    "site_lead": N_("示范点负责人"),
    "department": N_("持球部门的联系人"),
    "department_lead": N_("持球部门的负责人"),
    "absent": N_("外出的人"),
    "substitute": N_("代理人"),
    "administrators": N_("管理员"),
}
CONSEQUENCES = {
    "raise_priority": N_("案件加急"),
    "put_on_agenda": N_("列入联席会议议程"),
    "hand_to_supervisor": N_("步骤移交主管"),
}
RUNG_PARTS = {
    "to": N_("收信人"),
    "wording": N_("措辞"),
    "every": N_("间隔"),
    "times": N_("次数"),
    "when": N_("条件"),
    "then": N_("连带动作"),
}
FIELDS = {
    "title": N_("名称"),
    "regime": N_("信用管理办法"),
    "target": N_("目标等级"),
    "ladder": N_("催办阶梯"),
    "wording": N_("措辞"),
    "papers": N_("材料种类"),
    "certificate": N_("证书"),
    "snooze": N_("稍后提醒"),
    "instrument": N_("文号"),
    "effective_from": N_("施行日"),
    "effective_to": N_("失效日"),
    "standards": N_("认证标准"),
    "source": N_("依据"),
    "by": N_("谁办"),
    "held_by": N_("由哪方办"),
    "need": N_("是否必做"),
    "term": N_("目标期限"),
    "review_by": N_("谁审核"),
    "after": N_("先等什么"),
    "when": N_("适用条件"),
    "evidence": N_("要交的材料"),
    "recurs": N_("按期再交"),
    "survey": N_("是否调查"),
    "pausable": N_("可否暂停计时"),
    "each_round": N_("每轮重做"),
    "statutory": N_("法定期限"),
    "extension": N_("延期"),
    "repeat": N_("重复"),
    "answers": N_("要答的问题"),
    "milestone": N_("里程碑"),
    "needs": N_("完成条件"),
    "hands_back": N_("退回补正"),
    "benefit": N_("是否红利"),
    "in_window": N_("资格窗口"),
    "status": N_("核实情况"),
    "help": N_("说明"),
    "gate": N_("关口"),
    "coaching": N_("是否辅导"),
    "qualifications": N_("专业资质"),
    "on_enter": N_("进入时"),
    "on_leave": N_("离开时"),
    "to": N_("去往阶段"),
    "close": N_("结案结果"),
    "reason": N_("要写理由"),
    "look_again": N_("再看时间"),
    "event": N_("信用事件"),
    "bar": N_("限制期"),
    "qualification": N_("专业资质"),
    "length": N_("长度"),
    "level": N_("信用等级"),
    "measures": N_("管理措施"),
    "by_hand": N_("可否登记"),
    "is_aeo": N_("是否 AEO"),
    "site": N_("示范点"),
    "extends": N_("承袭"),
}
"""What the fields of a definition are called in business terms; the ladder's rungs have their own."""
BREAKS = {
    "gap": N_("缺了一条"),
    "unchained": N_("与前一条接不上"),
    "changed": N_("内容被改过"),
    "disagrees": N_("动作、人或时间与内容不符"),
    "short": N_("末尾缺记录"),
    "long": N_("末尾多出记录"),
    "rows": N_("案件的数据与日志不符"),
    "anchored": N_("锚点记下的这一条不在数据库里，或已不同"),
    "anchors": N_("锚点文件的这一行被改过，或与前一行接不上"),
}
PRIORITIES = {"normal": N_("普通"), "high": N_("加急")}
PLAN_STATES = {
    "none": N_("未拟定"),
    "draft": N_("拟稿"),
    "submitted": N_("待审批"),
    "approved": N_("已批准"),
    "returned": N_("退回修改"),
    "refused": N_("已否决"),
}
WHYS = {
    "process": N_("流程规定"),
    "gap": N_("差距"),
    "finding": N_("发现问题"),
    "meeting": N_("会议决定"),
    "judgement": N_("协调员判断"),
    "lead": N_("牵头案件共享"),
}
TIERS = {"target": N_("目标期限"), "statutory": N_("法定期限")}
VIEWS = {"lanes": N_("看板"), "matrix": N_("矩阵"), "heat": N_("热力"), "results": N_("成效"), "list": N_("列表")}
FIGURES = {
    "total": N_("在办案件"),
    "late": N_("逾期案件"),
    "law": N_("法定时限将近"),
    "deciding": N_("待我决定"),
    "escalated": N_("升级到我"),
    "suspended": N_("暂停"),
}
OVERDUE = {
    "stage": N_("阶段超期"),
    "target": N_("步骤逾期"),
    "statutory": N_("超法定期限"),
    "promise": N_("承诺未兑现"),
}
SUBJECTS = {
    "target": N_("目标期限"),
    "statutory": N_("法定期限"),
    "stage": N_("阶段期限"),
    "resume": N_("预计恢复"),
    "pool": N_("再次评估"),
    "stillness": N_("没有进展"),
    "promise": N_("承诺日"),
    "asked": N_("刚刚征询"),
    "answer": N_("答复期限"),
    "returned": N_("审核退回"),
    "ended": N_("自动结案"),
    "window": N_("资格窗口推迟"),
    "approval": N_("方案审批"),
    "moved": N_("换规"),
    "evidence": N_("材料有效期"),
    "problem": N_("问题需求"),
    "commitment": N_("备忘录承诺"),
    "absence": N_("外出与代理"),
    "alarm": N_("告警"),
}
TURNING_DAYS = {
    "target": N_("目标期限的到期日"),
    "statutory": N_("法定期限的到期日"),
    "stage": N_("阶段期限的到期日"),
    "resume": N_("预计恢复的那天"),
    "pool": N_("约定再看的那天"),
    "stillness": N_("最后一次进展的那天"),
    "promise": N_("承诺办结的那天"),
    "asked": N_("征询的那天"),
    "answer": N_("请对方答复的那天"),
    "returned": N_("审核退回的那天"),
    "ended": N_("自动结案的那天"),
    "window": N_("得知申请日推迟的那天"),
    "approval": N_("方案送审、退回或否决的那天"),
    "moved": N_("换规的那天"),
    "evidence": N_("材料有效期的最后一天"),
    "problem": N_("答复期限、企业回话期限的那天"),
    "commitment": N_("约定履行的那天"),
    "absence": N_("登记、开始、结束或取消外出的那天"),
    "alarm": N_("告警的那天"),
}
"""What T is on a ladder, by what it reminds of."""
HOLDERS = {
    "customs": N_("海关"),
    "enterprise": N_("企业"),
    "nobody": N_("无人（已暂停）"),
}
MESSAGE_STATES = {
    "queued": N_("待发"),
    "sending": N_("发送中"),
    "sent": N_("已发"),
    "suppressed": N_("未发"),
    "superseded": N_("已由更高一级代替"),
    "dead": N_("发送失败"),
    "held": N_("已扣留"),
}
ENDINGS = {
    "sent": N_("送到"),
    "accepted": N_("已交出，未确认收到"),
    "transient": N_("没送成，再试"),
    "permanent": N_("没送成，不再试"),
    "broken": N_("没写成，再试"),
    "spared": N_("渠道不通，不计次，再试"),
    "unknown": N_("没有下文"),
}
HELD = {
    "restored": N_("刚从备份恢复，等待放行"),
    "copied": N_("刚从另一个数据库复制，等待放行"),
    "marker": N_("数据库与数据目录不相配，像是副本"),
    "anchors": N_("数据库比锚点旧，像是较早的副本"),
    "stopped": N_("人工停发"),
}
SUPPRESSIONS = {
    "superseded": N_("已由更高一级代替"),
    "no_longer_waiting": N_("已办结或已不需要"),
    "snoozed": N_("稍后再提醒"),
    "date_moved": N_("期限已改，另行提醒"),
    "paused": N_("计时已暂停"),
    "no_longer_theirs": N_("已不归此人"),
    "person_inactive": N_("收件人已停用"),
    "held": N_("投递已停"),
    "acknowledged": N_("经办人已知悉"),
    "declined": N_("收件人在此渠道不收这一类"),
    "channel_off": N_("此渠道已停用，改走别的渠道"),
    "promised": N_("经办人已承诺日期"),
    "condition_over": N_("梯级的条件已不成立"),
    "muted": N_("已静音"),
    "away": N_("此人外出，改发代理人"),
    "put_off": N_("等下一封信"),
    "never_told": N_("几次投递都没有下文"),
    "unconfirmed": N_("已交出，未确认收到"),
}
CHANNELS = {
    "inbox": N_("站内信"),
    "email": N_("邮件"),
    "wecom": N_("企业微信"),
    "dingtalk": N_("钉钉"),
    "feishu": N_("飞书"),
    "webhook": N_("Webhook 接口"),
    "apprise": N_("其他（Apprise）"),
}
CHECKS = {
    "schema": N_("数据库版本"),
    "integrity": N_("数据库文件"),
    "journal": N_("案卷日志"),
    "files": N_("材料文件"),
    "channels": N_("消息渠道"),
    "strays": N_("无主文件"),
    "stuck": N_("卡住的活"),
    "sending": N_("卡在发送中"),
    "queue": N_("久等未发"),
    "watches": N_("到点未看"),
    "leases": N_("过期租约"),
    "runs": N_("没有结束的运行"),
    "held": N_("投递"),
    "marker": N_("数据目录"),
    "sweep": N_("巡查"),
    "blast": N_("投递上限"),
    "rulebook": N_("规则库"),
    "calendar": N_("工作日历"),
    "clock": N_("时钟"),
    "sqlite": N_("SQLite 版本"),
    "pragmas": N_("数据库设置"),
    "space": N_("磁盘"),
}
HEALTH = {"ok": N_("正常"), "warn": N_("注意"), "bad": N_("不正常")}
MUTES = {"step": N_("步骤"), "case": N_("案件"), "enterprise": N_("企业"), "site": N_("示范点")}
ALARMS = {
    "blast": N_("一次投递超过上限，信件留到下一次"),
    "silence": N_("巡查连误，提醒没有排出"),
    "rest": N_("渠道连连送不出，歇下了"),
}
DAY_KINDS = {
    "workday": N_("工作日"),
    "adjusted_workday": N_("调休上班日"),
    "weekend": N_("周末"),
    "day_off": N_("放假调休"),
    "statutory": N_("法定节假日"),
}
STANDINGS = {"confirmed": N_("已核"), "unconfirmed": N_("待核")}
KINDS = {
    "regime": N_("信用管理办法"),
    "standard": N_("认证标准"),
    "process": N_("流程"),
    "ladder": N_("催办阶梯"),
    "calendar": N_("工作日历"),
    "manners": N_("催办礼节"),
    "remedies": N_("补强措施库"),
    "mapping": N_("新旧对照"),
    "wording": N_("措辞"),
    "problems": N_("问题需求规则"),
    "engagements": N_("走访与活动规则"),
}
NAMED = KINDS | {
    "qualification": N_("专业资质"),
    "bar": N_("限制期"),
    "clean_repair": N_("届满自动修复"),
    "category": N_("类别"),
    "clause": N_("条款"),
    "choice": N_("选项"),
    "clock": N_("时钟"),
    "condition": N_("条件"),
    "event": N_("信用事件"),
    "evidence": N_("材料种类"),
    "fact": N_("事实"),
    "figure": N_("数据项"),
    "holder": N_("持球方"),
    "kind": N_("措辞"),
    "owner": N_("企业岗位"),
    "remedy": N_("补强措施"),
    "level": N_("信用等级"),
    "milestone": N_("里程碑"),
    "outcome": N_("出口"),
    "predicate": N_("通过条件"),
    "rating": N_("评定结果"),
    "stage": N_("阶段"),
    "step": N_("步骤"),
    "variable": N_("变量"),
    "variant": N_("企业类型"),
}
"""What a rulebook gives names to."""
RHYTHMS = {"per_shipment": N_("每票"), "monthly": N_("每月"), "yearly": N_("每年")}
ACTS = {
    "open-case": N_("立案"),
    "take-over": N_("接管案件"),
    "record-credit-event": N_("登记信用事件"),
    "retract-credit-event": N_("撤销登记的信用事件"),
    "assign": N_("指派"),
    "claim": N_("认领"),
    "undo": N_("撤回"),
    "delegate": N_("委派"),
    "release": N_("退回待领"),
    "open-assessment": N_("开始评估"),
    "answer-clauses": N_("逐条评定"),
    "record-figures": N_("登记数据"),
    "submit-section": N_("提交一类"),
    "return-section": N_("退回一类"),
    "accept-section": N_("审定一类"),
    "close-assessment": N_("办结评估"),
    "drop-assessment": N_("撤销评估"),
    "raise-findings": N_("列出问题"),
    "raise-finding": N_("记一个问题"),
    "fix-finding": N_("整改"),
    "verify-finding": N_("核验整改"),
    "return-finding": N_("退回整改"),
    "start-step": N_("开始步骤"),
    "acknowledge": N_("知悉"),
    "snooze": N_("稍后提醒"),
    "promise": N_("承诺"),
    "urge": N_("催办"),
    "complete-step": N_("完成步骤"),
    "submit-step": N_("提交审核"),
    "accept-step": N_("审核通过"),
    "hand-back": N_("退回补正"),
    "keep-duties": N_("查看周期性义务"),
    "return-step": N_("退回"),
    "waive-step": N_("免除步骤"),
    "reopen-step": N_("重新打开步骤"),
    "add-step": N_("增加步骤"),
    "attach-evidence": N_("附上材料"),
    "note": N_("备注"),
    "raise-priority": N_("加急"),
    "lower-priority": N_("取消加急"),
    "put-on-agenda": N_("列入议程"),
    "postpone-window": N_("资格窗口推迟"),
    "look-at-plan": N_("核对方案"),
    "draft-plan": N_("拟定方案"),
    "amend-plan": N_("修订方案"),
    "submit-plan": N_("方案送审"),
    "approve-plan": N_("批准方案"),
    "return-plan": N_("退回方案"),
    "refuse-plan": N_("否决方案"),
    "link-case": N_("牵头案件"),
    "unlink-case": N_("解除牵头"),
    "follow-lead": N_("成为成员"),
    "leave-lead": N_("不再是成员"),
    "share-step": N_("共享步骤"),
    "take-shared-step": N_("承接共享步骤"),
    "record-training": N_("登记共同培训"),
    "attend-training": N_("参加共同培训"),
    "take-off-agenda": N_("移出议程"),
    "extend-deadline": N_("延期"),
    "recompute-deadlines": N_("重算期限"),
    "suspend-case": N_("暂停案件"),
    "resume-case": N_("恢复案件"),
    "ask-party": N_("征询外单位"),
    "record-answer": N_("登记答复"),
    "accept-question": N_("受理征询"),
    "reject-question": N_("退回征询"),
    "revoke-question": N_("撤回征询"),
    "wait-for-problem": N_("等待问题答复"),
    "plan-engagement": N_("登记走访、活动"),
    "record-engagement": N_("登记结果"),
    "cancel-engagement": N_("取消"),
    "photograph-engagement": N_("添加照片"),
    "record-memorandum": N_("登记合作备忘录"),
    "record-commitment": N_("登记承诺事项"),
    "keep-commitment": N_("登记已履行"),
    "drop-commitment": N_("撤销承诺事项"),
    "raise-problem": N_("登记问题需求"),
    "refer-problem": N_("转办"),
    "link-problem": N_("关联案件"),
    "answer-problem": N_("答复"),
    "accept-problem": N_("受理"),
    "reject-problem": N_("退回"),
    "confirm-problem": N_("企业确认解决"),
    "dispute-problem": N_("企业未认可"),
    "withdraw-problem": N_("撤销问题"),
    "advance-stage": N_("进入下一阶段"),
    "send-back": N_("退回上一阶段"),
    "close-case": N_("结案"),
    "reopen-case": N_("重新立案"),
    "move-case": N_("换规"),
    "move-case-back": N_("撤回换规"),
    "settle-answer": N_("处置遗留答复"),
    "record-absence": N_("登记外出"),
    "record-qualification": N_("登记专业资质"),
    "withdraw-qualification": N_("注销专业资质"),
    "import-roster": N_("导入名单"),
    "retry-message": N_("重发消息"),
    "manage-people": N_("管理人员"),
    "manage-sites": N_("管理示范点"),
    "manage-tokens": N_("管理接口令牌"),
    "read-contacts": N_("查看联系方式"),
    "read-looks": N_("查看阅览记录"),
    "stop-delivery": N_("停发与恢复"),
    "mute": N_("静音"),
    "mute-site": N_("静音企业或示范点"),
    "publish-ladder": N_("发布催办阶梯"),
}
CLOCKS = {"restart": N_("从今天重新计时"), "keep": N_("照原来的日期")}
ASSESSMENTS = {
    "self": N_("企业自评"),
    "mock": N_("模拟认证"),
    "onsite": N_("实地认证"),
    "yearly": N_("年度复评"),
    "survey": N_("摸底调查"),
}
ASSESSMENT_STATES = {"open": N_("进行中"), "closed": N_("已办结"), "dropped": N_("已撤销"), "moved": N_("已换新标准")}
SECTION_STATES = {
    "open": N_("填写中"),
    "submitted": N_("待审定"),
    "returned": N_("已退回"),
    "accepted": N_("已审定"),
}
SEVERITIES = {"major": N_("严重"), "minor": N_("一般"), "observation": N_("观察项")}
FINDING_STATES = {"open": N_("待整改"), "fixed": N_("待核验"), "verified": N_("已核验")}
QUESTIONS = {
    "open": N_("待答复"),
    "accepted": N_("已受理"),
    "answered": N_("已答复"),
    "rejected": N_("已退回"),
    "revoked": N_("已撤回"),
}
ENGAGEMENTS = {"visit": N_("走访"), "talk": N_("宣讲"), "observation": N_("观摩"), "training": N_("培训")}
ENGAGEMENT_STATES = {"planned": N_("已排定"), "held": N_("已开展"), "cancelled": N_("已取消")}
COMMITMENT_STATES = {"open": N_("待履行"), "kept": N_("已履行"), "dropped": N_("已撤销")}
PROBLEM_STATES = {
    "open": N_("待答复"),
    "answered": N_("待企业回话"),
    "confirmed": N_("已确认"),
    "withdrawn": N_("已撤销"),
}
ANSWER_KINDS = {
    "solved": N_("已解决"),
    "explained": N_("已解释"),
    "policy_gap": N_("政策空白"),
    "refused": N_("不予办理"),
}
YES_NO = {"yes": N_("是"), "no": N_("否")}
INPUTS = {
    "member": N_("成员案件"),
    "members": N_("成员案件"),
    "attended": N_("参加的案件"),
    "move-case.to": N_("换到哪个流程（流程@版本，不填为本流程最新版）"),
    "regime": N_("或换到哪个办法"),
    "decided": N_("需决定的事项已知悉"),
    "settle-answer.answer": N_("遗留答复"),
    "settle-answer.to": N_("归入哪一条（不填则放下）"),
    "outcome": N_("结果"),
    "days": N_("天数"),
    "which": N_("哪个期限"),
    "remove": N_("取消上次延期"),
    "cascade": N_("在办步骤的目标期限一并移动"),
    "resume_on": N_("预计恢复日"),
    "look_again_on": N_("再看的日子"),
    "until": N_("到哪天"),
    "promised_on": N_("承诺哪天办结"),
    "party": N_("征询对象"),
    "question": N_("问题"),
    "answer_by": N_("请于何日前答复"),
    "answer": N_("答复"),
    "problem": N_("问题需求"),
    "document": N_("函号"),
    "missing": N_("缺哪些材料（一次告知全部）"),
    "file": N_("文件"),
    "kind": N_("材料种类"),
    "valid_until": N_("有效期至"),
    "period": N_("归属期"),
    "owner": N_("由谁更新"),
    "replaces": N_("取代哪一份"),
    "assessment": N_("评估"),
    "open-assessment.kind": N_("哪种评估"),
    "standard": N_("标准"),
    "carry": N_("上次已通过的不再问"),
    "answers": N_("评定"),
    "figures": N_("数据"),
    "section": N_("类别"),
    "finding": N_("问题"),
    "how": N_("怎样整改的"),
    "severity": N_("轻重"),
    "steps": N_("立即列为步骤"),
    "raise-finding.due_on": N_("整改期限"),
    "raise-findings.due_on": N_("整改期限"),
    "to": N_("交给谁"),
    "send-back.to": N_("退回到哪个阶段"),
    "since": N_("何时起"),
    "opened_on": N_("立案日"),
    "opens_on": N_("最早可申请日"),
    "event": N_("信用事件"),
    "role": N_("角色"),
    "on": N_("发生日期"),
    "text": N_("内容"),
    "title": N_("名称"),
    "term": N_("期限"),
    "due_on": N_("截止日"),
    "by": N_("谁办"),
    "holder": N_("由哪方办"),
    "clocks": N_("计时"),
    "items": N_("哪些事项"),
    "drop": N_("取消哪些事项"),
    "move": N_("改期"),
    "rename": N_("改名"),
    "findings": N_("对应问题"),
    "customs": N_("海关谁跟"),
    "enterprise": N_("企业谁办"),
    "add": N_("新增事项"),
    "origin": N_("来源"),
    "said": N_("哪次会议，或怎样判断的"),
    "evidence": N_("要交的材料"),
}
VERDICTS_OF_MOVES = {
    "unaffected": N_("不受影响"),
    "by_itself": N_("自动换"),
    "needs_decision": N_("要人决定"),
    "impossible": N_("不能换"),
}
STRENGTHS = {"equal": N_("相同"), "subset": N_("要求较少"), "superset": N_("要求较多"), "related": N_("相关")}
SIDES = {
    "added": N_("模板新增"),
    "removed": N_("模板取消"),
    "changed": N_("模板改动"),
    "mine": N_("本案改动，保留"),
    "conflict": N_("两边都改，待决定"),
}
MINE = {"by_hand": N_("自行增加"), "assigned": N_("指派过"), "passed": N_("转过球"), "extended": N_("延过期")}
CHOICES: dict[str, dict[str, str]] = {
    "severity": SEVERITIES, "which": TIERS, "clocks": CLOCKS, "role": ROLES, "by": ROLES,
    "holder": HOLDERS, "party": HOLDERS, "origin": WHYS,
}  # fmt: skip
"""Which list the choices of an act's input are words of, where the rulebook has no labels for them."""
HINTS = {
    "period": N_("按月写 2026-10，按年写 2026，按票写报关单号；不填就是最早还缺的一期"),
    "look_again_on": N_("只用于入培育库；不填就照流程"),
    "on": N_("不填就是今天"),
    "due_on": N_("与期限只填一个"),
    "term": N_("从今天起算，与截止日只填一个"),
    "remove": N_("选“是”就不用填天数"),
    "valid_until": N_("不填就照流程规定，没有规定的长期有效"),
    "document": N_("发函征询时填，照发函的阶梯催"),
    "owner": N_("到期前提醒谁，不填就是协调员"),
    "replaces": N_("这是某一份的新版时填，须同一种材料"),
    "add-step.enterprise": N_("企业哪个岗位或哪位办，可不填"),
}
BY_VALUE: dict[str, dict[str, str]] = {
    "rhythm": RHYTHMS,
    "role": ROLES, "able": ROLES, "by": ROLES,
    "status": CASE_STATUS, "state": STEP_STATES, "need": NEEDS, "unit": UNITS, "act": ACTS,
    "section_state": SECTION_STATES, "problem_state": PROBLEM_STATES, "commitment_state": COMMITMENT_STATES,
    "answer_kind": ANSWER_KINDS,
    "department": HOLDERS, "message_state": MESSAGE_STATES, "assessment_kind": ASSESSMENTS,
    "tier": TIERS, "subject": SUBJECTS, "holder": HOLDERS, "party": HOLDERS, "channel": CHANNELS, "kind": KINDS,
    "what": NAMED, "recipients": RECIPIENTS, "then": CONSEQUENCES, "part": RUNG_PARTS, "because": HELD, "what_changed": FIELDS,
    "title_zh": INPUTS, "title_en": INPUTS, "names": INPUTS,
    "wanted": ROLES | YES_NO, "plan_state": PLAN_STATES, "parts": MINE,
}  # fmt: skip
"""Which list a named value of a reason is a word of."""


def name(words: dict[str, str], word: str | StrEnum | None, speaking: str | None = None) -> str:
    """The name of ``word`` in ``words``, in the language in use; a word nobody named stays as it is, none is empty."""
    return _translated(words.get(str(word), str(word)), speaking) if word else ""


def said(text: "Text | None") -> str:
    """A text of the rulebook in the language in use; none is empty."""
    return text.in_language(language()) if text else ""


def rest_days(rolled: "Iterable[Text | None]") -> str:
    """The days a date was rolled over, by name: holidays by theirs, and the weekend."""
    names = (said(one) or name(DAY_KINDS, "weekend") for one in rolled)
    return (", " if language() == "en" else "、").join(names)


def units(by_date: Mapping[str, Unit]) -> str:
    """What a number counts in, told for each date apart where they differ: ``个工作日``, ``目标期限：日；法定期限：个工作日``."""
    if len(set(by_date.values())) < 2:
        return name(UNITS, next(iter(by_date.values()), None))
    colon, semicolon = (": ", "; ") if language() == "en" else ("：", "；")
    return semicolon.join(f"{name(TIERS, tier)}{colon}{name(UNITS, unit)}" for tier, unit in by_date.items())


def title(words: dict[str, str], word: str) -> str:
    """The name of ``word`` as a heading or on a button: in English it begins with a capital."""
    said = name(words, word)
    return said[:1].upper() + said[1:]


def broken(why: str) -> str:
    """What is wrong with a journal at one entry, with the rows that are concerned."""
    code, _, said = why.partition(": ")
    return f"{name(BREAKS, code)}（{said}）" if said else name(BREAKS, code)


def held(because: str) -> str:
    """Why delivery stands still, with what was said to it."""
    code, _, said = because.partition(": ")
    return f"{name(HELD, code)}（{said}）" if said else name(HELD, code)


def _translated(text: str, speaking: str | None) -> str:
    return translator(speaking or language()).gettext(text) if text else text


def input_name(field: str, act: str = "") -> str:
    """What an act's input is called, where the rulebook has no title for it."""
    return name(inputs_of(act), field)


def inputs_of(act: str) -> dict[str, str]:
    """What inputs are called, as far as ``act`` does not call them its own way."""
    own = {name.removeprefix(f"{act}."): said for name, said in INPUTS.items() if name.startswith(f"{act}.")}
    return INPUTS | own


def choice(field: str, value: str) -> str:
    """One of an input's choices, where the rulebook has no label for it."""
    return name(CHOICES.get(field, {}), value)


def hint(field: str, act: str) -> str:
    """What helps to fill an input in; empty if nothing has to be said."""
    found = HINTS.get(f"{act}.{field}", HINTS.get(field, ""))
    return _translated(found, None)


def length(number: int, unit: str, speaking: str | None = None) -> str:
    """A length as people say it: ``10 workdays`` is 10 个工作日."""
    return f"{number} {name(UNITS, unit, speaking)}"


# what happens on a day, and has none by which it is due
_NOT_DUE = frozenset({"returned", "asked", "absence", "alarm", "window", "approval", "moved", "ended"})
_OFFSET = re.compile(r"T(?P<offset>[+-]\d+)?(?:#(?P<time>\d+))?")


def rung(code: str, subject: str = "target") -> str:
    """A rung in words: ``T-3`` is 到期前 3 个工作日, ``T+5#7`` 逾期 5 个工作日起第 7 次. What is no such code stays."""
    found = _OFFSET.fullmatch(code)
    if not found:
        return _translated(N_("人工催办"), None) if re.fullmatch(r"U\d+", code) else code
    offset = int(found["offset"] or 0)
    time = " " + _translated(N_("第 {time} 次"), None).format(time=found["time"]) if found["time"] else ""
    if subject == "stillness":
        said = N_("{days} 个工作日没有进展")
    elif subject in _NOT_DUE:
        said = N_("当日") if offset == 0 else N_("此前 {days} 个工作日") if offset < 0 else N_("此后 {days} 个工作日")
    elif offset == 0:
        said = N_("到期当日")
    else:
        said = N_("到期前 {days} 个工作日") if offset < 0 else N_("逾期 {days} 个工作日")
    return _translated(said, None).format(days=abs(offset)) + time


_RUNG = re.compile(r"(\S*)/(\w+) (T\S*)")


def by_rung(reason: str, title: Callable[[str], str] = str) -> str:
    """The reason of an act by the clock, ``intent/target T+10``, as people read it; ``title`` names a step. Any other stays."""
    found = _RUNG.fullmatch(reason)
    if not found:
        return reason
    step, subject, code = found.groups()
    return " ".join(filter(None, (title(step) if step else "", name(SUBJECTS, subject), rung(code, subject))))
