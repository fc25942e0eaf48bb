"""The papers of appeals, each built from frozen content and the decisions taken on it."""

from appeals.selectors.papers.appeal_file import Printing, appeal_sheet
from appeals.selectors.papers.decisions import DECIDING, READ, Decided, decisions_on, open_conditions

__all__ = ["DECIDING", "READ", "Decided", "Printing", "appeal_sheet", "decisions_on", "open_conditions"]
