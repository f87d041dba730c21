"""What a check sees of one claim, priority, action or the whole service."""

from .claim import ClaimView
from .coded import Coded
from .course import Course, NotKnown
from .places import Place
from .plan import ActionView, PriorityView
from .service import ServiceView, letting_go

__all__ = [
    "ActionView",
    "ClaimView",
    "Coded",
    "Course",
    "NotKnown",
    "Place",
    "PriorityView",
    "ServiceView",
    "letting_go",
]
