from .check import DeclaredCheck
from .declare import EXPLAINED, declare
from .spec import QUANTITIES, SETTINGS

__all__ = ["EXPLAINED", "QUANTITIES", "SETTINGS", "DeclaredCheck", "declare"]
