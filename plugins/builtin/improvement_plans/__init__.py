"""Checks that the plan is about real problems, is acted on, is checked, and is reported as it is."""

from .action_age import ActionAge
from .action_checkable import ActionCheckable
from .action_checked import ActionChecked
from .action_on_time import ActionOnTime
from .action_owned import ActionOwned
from .action_specific import ActionSpecific
from .action_timed import ActionTimed
from .closure_earned import ClosureEarned
from .due_date_slipping import DueDateSlipping
from .no_return_after_closure import NoReturnAfterClosure
from .outcome_reviewed import OutcomeReviewed
from .plan_matches_risk import PlanMatchesRisk
from .priority_evidenced import PriorityEvidenced
from .priority_has_actions import PriorityHasActions
from .priority_live import PriorityLive
from .problem_stated import ProblemStated
from .progress_honest import ProgressHonest
from .provider_oversight import ProviderOversight
from .rationale_given import RationaleGiven
from .stalled_challenged import StalledChallenged
from .stalled_revised import StalledRevised
from .updates_not_repeating import UpdatesNotRepeating
from .updates_show_outcome import UpdatesShowOutcome

__all__ = [
    "ActionAge",
    "ActionCheckable",
    "ActionChecked",
    "ActionOnTime",
    "ActionOwned",
    "ActionSpecific",
    "ActionTimed",
    "ClosureEarned",
    "DueDateSlipping",
    "NoReturnAfterClosure",
    "OutcomeReviewed",
    "PlanMatchesRisk",
    "PriorityEvidenced",
    "PriorityHasActions",
    "PriorityLive",
    "ProblemStated",
    "ProgressHonest",
    "ProviderOversight",
    "RationaleGiven",
    "StalledChallenged",
    "StalledRevised",
    "UpdatesNotRepeating",
    "UpdatesShowOutcome",
]
