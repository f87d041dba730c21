from .check import DeclaredCheck
from .declare import declare
from .spec import QUANTITIES, SETTINGS

__all__ = ["QUANTITIES", "SETTINGS", "DeclaredCheck", "declare"]
