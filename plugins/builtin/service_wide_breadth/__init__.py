"""Checks that the improvement reaches as far as the claim says, and that people feel it."""

from .lagging_areas_supported import LaggingAreasSupported
from .lived_experience import LivedExperience
from .lived_experience_spread import LivedExperienceSpread
from .multi_point_checking import MultiPointChecking
from .not_one_team import NotOneTeam
from .out_of_hours_parity import OutOfHoursParity
from .residual_variation_stated import ResidualVariationStated
from .scope_not_overstated import ScopeNotOverstated
from .shifts_consistent import ShiftsConsistent
from .spread_mapped import SpreadMapped
from .team_gap_narrowing import TeamGapNarrowing

__all__ = [
    "LaggingAreasSupported",
    "LivedExperience",
    "LivedExperienceSpread",
    "MultiPointChecking",
    "NotOneTeam",
    "OutOfHoursParity",
    "ResidualVariationStated",
    "ScopeNotOverstated",
    "ShiftsConsistent",
    "SpreadMapped",
    "TeamGapNarrowing",
]
