from .asat import as_at
from .limits import Limits
from .reading import read_case

__all__ = ["Limits", "as_at", "read_case"]
