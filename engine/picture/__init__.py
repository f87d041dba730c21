"""What a report draws beyond findings. Light to import: what makes the pictures stands in modules of its own."""

from .values import (
    Bears,
    Cause,
    CheckNote,
    ClaimPicture,
    Limits,
    Method,
    ParameterNote,
    Phase,
    PlaceRow,
    Point,
    RecordLine,
    RegisterRow,
    Roll,
    Spot,
    StageNote,
    Stand,
)

__all__ = [
    "Bears",
    "Cause",
    "CheckNote",
    "ClaimPicture",
    "Limits",
    "Method",
    "ParameterNote",
    "Phase",
    "PlaceRow",
    "Point",
    "RecordLine",
    "RegisterRow",
    "Roll",
    "Spot",
    "StageNote",
    "Stand",
]
