"""Checks that the improvement is how the service now works: it repeats, it lasts and stands by itself."""

from .checks_not_predictable import ChecksNotPredictable
from .evidence_not_bunched import EvidenceNotBunched
from .formal_and_routine_agree import FormalAndRoutineAgree
from .holds_under_pressure import HoldsUnderPressure
from .long_enough import LongEnough
from .maintenance_owned import MaintenanceOwned
from .new_staff_parity import NewStaffParity
from .not_one_observer import NotOneObserver
from .oversight_independence import OversightIndependence
from .oversight_tapered import OversightTapered
from .practical_transfer import PracticalTransfer
from .repeat_evidence import RepeatEvidence
from .slippage_indicators import SlippageIndicators
from .sources_aligned import SourcesAligned
from .stable_outcomes import StableOutcomes
from .unscheduled_holds import UnscheduledHolds

__all__ = [
    "ChecksNotPredictable",
    "EvidenceNotBunched",
    "FormalAndRoutineAgree",
    "HoldsUnderPressure",
    "LongEnough",
    "MaintenanceOwned",
    "NewStaffParity",
    "NotOneObserver",
    "OversightIndependence",
    "OversightTapered",
    "PracticalTransfer",
    "RepeatEvidence",
    "SlippageIndicators",
    "SourcesAligned",
    "StableOutcomes",
    "UnscheduledHolds",
]
