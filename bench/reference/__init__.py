"""A second, plain reading of the specification: one attrs object per record, plain loops, no sharing with the engine."""

from .criteria import BY_WORDING
from .run import ReferenceResult, assess

__all__ = ["BY_WORDING", "ReferenceResult", "assess"]
