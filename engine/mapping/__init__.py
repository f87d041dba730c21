from . import ready
from .loading import FILE, MappingError, find_mapping, read_mapping

__all__ = ["FILE", "MappingError", "find_mapping", "read_mapping", "ready"]
