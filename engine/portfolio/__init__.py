from .portfolio import Portfolio, find, judge
from .row import ClaimRow, Row, State
from .settings import Settings
from .store import Store

__all__ = ["ClaimRow", "Portfolio", "Row", "Settings", "State", "Store", "find", "judge"]
