"""How every service of a portfolio is judged: a few plain values that any process, on any machine, can be sent."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from ..version import VERSION

if TYPE_CHECKING:
    from ..plugins import Installed
    from ..ruleset import Ruleset


@attrs.frozen
class Settings:
    """The rules, by name, and the options. `key` is the digest of what these stood for where the run began."""

    rulesets: tuple[str, ...]
    plugins: tuple[str, ...] = ()
    as_of: dt.date | None = None
    waive: bool = True
    key: str = ""
    version: str = ""
    """The takehold that the run began with: another one, on another machine, would give other results."""

    def keyed(self) -> Settings:
        """The same with its key."""
        from ..cache import rules_key

        ruleset, found = rules_of(self)
        key = rules_key(ruleset, found, as_of=self.as_of, waive=self.waive)
        return attrs.evolve(self, key=key, version=VERSION)


@lru_cache(maxsize=4)
def rules_of(settings: Settings) -> tuple[Ruleset, Installed]:
    """The ruleset that the settings name, loaded once in each process, and what was installed. Raises RulesetError."""
    from ..plugins import installed  # what is found to be judged, meanwhile, needs none of it

    found = installed(files=settings.plugins)
    return found.ruleset(settings.rulesets), found
