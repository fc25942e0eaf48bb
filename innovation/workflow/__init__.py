"""The five processes of an innovation case, one table a file."""

from innovation.workflow.collection import COLLECTION
from innovation.workflow.development import DEVELOPMENT
from innovation.workflow.project import PROJECT
from innovation.workflow.selection import SELECTION
from innovation.workflow.utilisation import UTILISATION

__all__ = ["COLLECTION", "DEVELOPMENT", "PROJECT", "SELECTION", "UTILISATION"]
