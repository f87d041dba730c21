from .portfolio import Portfolio, begin_to_find, find, judge
from .row import ClaimRow, Row, State
from .settings import Settings
from .store import Store

__all__ = ["ClaimRow", "Portfolio", "Row", "Settings", "State", "Store", "begin_to_find", "find", "judge"]
