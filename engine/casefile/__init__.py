from .asat import as_at
from .describing import FORMS, describe, listing, where_listed
from .limits import Limits
from .reading import read_case
from .writing import Form, write_case

__all__ = [
    "FORMS",
    "Form",
    "Limits",
    "as_at",
    "describe",
    "listing",
    "read_case",
    "where_listed",
    "write_case",
]
