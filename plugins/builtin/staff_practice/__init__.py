"""Checks that staff practice itself changed: named exactly, answered, and watched again."""

from .action_targeted import ActionTargeted
from .not_activity_only import NotActivityOnly
from .notes_not_formulaic import NotesNotFormulaic
from .practice_rechecked import PracticeRechecked
from .same_staff_rechecked import SameStaffRechecked
from .staff_know_standard import StaffKnowStandard
from .standard_defined import StandardDefined
from .weakness_specific import WeaknessSpecific

__all__ = [
    "ActionTargeted",
    "NotActivityOnly",
    "NotesNotFormulaic",
    "PracticeRechecked",
    "SameStaffRechecked",
    "StaffKnowStandard",
    "StandardDefined",
    "WeaknessSpecific",
]
