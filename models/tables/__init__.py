"""The tables: dumb records. No rules here; what must never break is a constraint.

Rows are written and read through SQLAlchemy Core (`store/`); the classes give columns their names and types.
"""

from sqlmodel import SQLModel

from models.tables.absences import AbsenceRow, MuteRow
from models.tables.accounts import LoginAttempt, Session, SignInLink, Token
from models.tables.assessments import AssessmentRow, ClauseAnswerRow
from models.tables.cases import CaseRow, JournalRow, StepRow
from models.tables.credit import CertificateRow, CreditEventRow
from models.tables.definitions import DefinitionRow
from models.tables.engagements import EngagementEnterpriseRow, EngagementRow
from models.tables.enterprises import EnterpriseRow
from models.tables.links import CaseLinkRow
from models.tables.looks import LookRow
from models.tables.memoranda import CommitmentRow, MemorandumRow
from models.tables.messages import AttemptRow, ConsequenceRow, LetterRow, MessageRow, WatchRow
from models.tables.operations import AlarmRow, FileRow, IdempotencyRow, InstanceRow, LeaseRow, RunRow
from models.tables.people import AddressRow, DeclinedRow, NoticeRow, PersonRow, SiteRow
from models.tables.problems import ProblemEntryRow, ProblemLinkRow, ProblemRow
from models.tables.qualifications import QualificationRow
from models.tables.saved_filters import SavedFilterRow
from models.tables.visits import VisitRow

metadata = SQLModel.metadata

__all__ = [
    "AbsenceRow",
    "AddressRow",
    "AlarmRow",
    "AssessmentRow",
    "AttemptRow",
    "CaseLinkRow",
    "CaseRow",
    "CertificateRow",
    "ClauseAnswerRow",
    "CommitmentRow",
    "ConsequenceRow",
    "CreditEventRow",
    "DeclinedRow",
    "DefinitionRow",
    "EngagementEnterpriseRow",
    "EngagementRow",
    "EnterpriseRow",
    "FileRow",
    "IdempotencyRow",
    "InstanceRow",
    "JournalRow",
    "LeaseRow",
    "LetterRow",
    "LoginAttempt",
    "LookRow",
    "MemorandumRow",
    "MessageRow",
    "MuteRow",
    "NoticeRow",
    "PersonRow",
    "ProblemEntryRow",
    "ProblemLinkRow",
    "ProblemRow",
    "QualificationRow",
    "RunRow",
    "SavedFilterRow",
    "Session",
    "SignInLink",
    "SiteRow",
    "StepRow",
    "Token",
    "VisitRow",
    "WatchRow",
    "metadata",
]
