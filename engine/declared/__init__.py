from .check import DeclaredCheck
from .declare import declare
from .spec import QUANTITIES

__all__ = ["QUANTITIES", "DeclaredCheck", "declare"]
