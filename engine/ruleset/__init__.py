from .load import load
from .model import Find, Library, Origin, Ruleset, Source, Use

__all__ = ["Find", "Library", "Origin", "Ruleset", "Source", "Use", "load"]
