from .asat import as_at
from .describing import FORMS, LISTED, describe, listing
from .limits import Limits
from .reading import read_case
from .writing import Form, write_case

__all__ = ["FORMS", "LISTED", "Form", "Limits", "as_at", "describe", "listing", "read_case", "write_case"]
