"""The process of an appeal."""

from appeals.workflow.appeal import APPEAL

__all__ = ["APPEAL"]
