from .making import made
from .stating import well_led
from .truths import BY_ID, TRUTHS, Truth
from .world import SIZES, Size

__all__ = ["BY_ID", "SIZES", "TRUTHS", "Size", "Truth", "made", "well_led"]
