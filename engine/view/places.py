"""Where a claim holds: teams, shifts, the cells they make, and which of them are weaker."""

from __future__ import annotations

import attrs


@attrs.frozen(order=True)
class Place:
    """A team, a shift, or one team in one shift (a cell); None stands for every one."""

    team: str | None = None
    shift: str | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it is one team in one shift."""
        return self.team is not None and self.shift is not None

    def covers(self, other: Place) -> bool:
        """Whether what is said of this place is said of another within it; what names no place says nothing."""
        if self.team is None and self.shift is None:
            return False
        return self.team in (None, other.team) and self.shift in (None, other.shift)
