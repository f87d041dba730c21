"""What a check sees of one claim, priority, action or the whole service."""

from .claim import ClaimView
from .course import Course, NotKnown
from .places import Place
from .plan import ActionView, PriorityView
from .service import Coded, ServiceView

__all__ = ["ActionView", "ClaimView", "Coded", "Course", "NotKnown", "Place", "PriorityView", "ServiceView"]
