"""The nouns of the innovation case, one file each."""

from innovation.models.case import CaseStep, InnovationCase
from innovation.models.development import ActivityProgress, Development, ServiceSession
from innovation.models.idea import Collection, Idea, LinkUse, Proposer, SharedLink
from innovation.models.project import (
    Activity,
    BudgetLine,
    Presentation,
    PresentationPicture,
    Project,
    ProjectIndicator,
    Risk,
    YearTarget,
)
from innovation.models.round import (
    FORMS_OF_STEP,
    Form,
    Round,
    RoundCriterion,
    RoundForm,
    RoundMinimum,
    RoundStep,
    Step,
)
from innovation.models.selection import Ballot, IdeaScore, PanelMember, SelectedIdea, Selection
from innovation.models.utilisation import Utilisation

__all__ = [
    "FORMS_OF_STEP",
    "Activity",
    "ActivityProgress",
    "Ballot",
    "BudgetLine",
    "CaseStep",
    "Collection",
    "Development",
    "Form",
    "Idea",
    "IdeaScore",
    "InnovationCase",
    "LinkUse",
    "PanelMember",
    "Presentation",
    "PresentationPicture",
    "Project",
    "ProjectIndicator",
    "Proposer",
    "Risk",
    "Round",
    "RoundCriterion",
    "RoundForm",
    "RoundMinimum",
    "RoundStep",
    "SelectedIdea",
    "Selection",
    "ServiceSession",
    "SharedLink",
    "Step",
    "Utilisation",
    "YearTarget",
]
