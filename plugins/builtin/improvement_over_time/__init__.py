"""Checks that the improvement is a story with a beginning, a change, a result and a review."""

from .backlog_not_growing import BacklogNotGrowing
from .baseline_identified import BaselineIdentified
from .change_introduced import ChangeIntroduced
from .change_monitored import ChangeMonitored
from .claim_specific import ClaimSpecific
from .complaint_learning import ComplaintLearning
from .evidence_triangulated import EvidenceTriangulated
from .golden_thread import GoldenThread
from .governance_confirms import GovernanceConfirms
from .improvement_holding import ImprovementHolding
from .measurable_improvement import MeasurableImprovement
from .no_recurrence import NoRecurrence
from .prompt_response import PromptResponse
from .review_cadence import ReviewCadence
from .staff_guided import StaffGuided
from .trigger_acted_on import TriggerActedOn

__all__ = [
    "BacklogNotGrowing",
    "BaselineIdentified",
    "ChangeIntroduced",
    "ChangeMonitored",
    "ClaimSpecific",
    "ComplaintLearning",
    "EvidenceTriangulated",
    "GoldenThread",
    "GovernanceConfirms",
    "ImprovementHolding",
    "MeasurableImprovement",
    "NoRecurrence",
    "PromptResponse",
    "ReviewCadence",
    "StaffGuided",
    "TriggerActedOn",
]
