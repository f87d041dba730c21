"""A second, plain reading of the specification: one attrs object per record, plain loops, no sharing with the engine."""

from .compare import Difference, differences
from .run import ReferenceResult, assess

__all__ = ["Difference", "ReferenceResult", "assess", "differences"]
