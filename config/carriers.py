"""The carriers as the settings have them: who takes letters out of the house, and how many a minute to one address."""

from config.settings import Settings
from models.vocabulary import Channel
from notifications.channels import Carrier, dingtalk, feishu, wecom
from notifications.channels.apprise import AppriseCarrier
from notifications.channels.dingtalk import DingtalkCarrier
from notifications.channels.feishu import FeishuCarrier
from notifications.channels.smtp import SmtpCarrier
from notifications.channels.webhook import WebhookCarrier
from notifications.channels.wecom import WecomCarrier

PER_MINUTE = {
    Channel.WECOM: wecom.PER_MINUTE,
    Channel.DINGTALK: dingtalk.PER_MINUTE,
    Channel.FEISHU: feishu.PER_MINUTE,
}


def carriers(settings: Settings) -> dict[Channel, Carrier]:
    """One for each channel; no mail server set, no mail. Bots without a URL of the house are the public services'."""
    mail = settings.smtp_url.get_secret_value()
    return {
        **({Channel.EMAIL: SmtpCarrier(mail, settings.mail_from)} if mail else {}),
        Channel.WECOM: WecomCarrier(settings.wecom_url.get_secret_value().rstrip("/") or wecom.PUBLIC),
        Channel.DINGTALK: DingtalkCarrier(settings.dingtalk_url.get_secret_value().rstrip("/") or dingtalk.PUBLIC),
        Channel.FEISHU: FeishuCarrier(settings.feishu_url.get_secret_value().rstrip("/") or feishu.PUBLIC),
        Channel.WEBHOOK: WebhookCarrier(settings.allow_private_targets),
        Channel.APPRISE: AppriseCarrier(settings.allow_private_targets),
    }
