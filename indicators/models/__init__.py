from indicators.models.assignment import Assignment, CriterionVersion
from indicators.models.document import Citation, Document, DocumentFile, DocumentKind, StoredFile
from indicators.models.dossier import Dossier
from indicators.models.event import ChainHead, Event, Receipt
from indicators.models.holiday import Holiday
from indicators.models.indicator import Indicator, IndicatorCriterion, Measure
from indicators.models.meeting import Abstention, AgendaItem, Meeting
from indicators.models.notice import CalendarFeed, Digest, NoticeKind, NoticeSettings, Told
from indicators.models.period import Extension, ReportingPeriod
from indicators.models.plan import PlanLevel, PlanNode, PlanVersion
from indicators.models.print_record import KeptPaper, PrintRecord
from indicators.models.quarterly_report import MonthlyEntry, QuarterlyReport
from indicators.models.reminder import Reminder
from indicators.models.review import Comment
from indicators.models.revision import Revision, RevisionDocument, RevisionFile
from indicators.models.score import AdjustedScore, Judgement, Recusal, ScoreOverride, YearClosing
from indicators.models.year import FiscalYear, YearCode
from indicators.models.year_end_report import Factor, YearEndReport

__all__ = [
    "Abstention",
    "AdjustedScore",
    "AgendaItem",
    "Assignment",
    "CalendarFeed",
    "ChainHead",
    "Citation",
    "Comment",
    "CriterionVersion",
    "Digest",
    "Document",
    "DocumentFile",
    "DocumentKind",
    "Dossier",
    "Event",
    "Extension",
    "Factor",
    "FiscalYear",
    "Holiday",
    "Indicator",
    "IndicatorCriterion",
    "Judgement",
    "KeptPaper",
    "Measure",
    "Meeting",
    "MonthlyEntry",
    "NoticeKind",
    "NoticeSettings",
    "PlanLevel",
    "PlanNode",
    "PlanVersion",
    "PrintRecord",
    "QuarterlyReport",
    "Receipt",
    "Recusal",
    "Reminder",
    "ReportingPeriod",
    "Revision",
    "RevisionDocument",
    "RevisionFile",
    "ScoreOverride",
    "StoredFile",
    "Told",
    "YearClosing",
    "YearCode",
    "YearEndReport",
]
