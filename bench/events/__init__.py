from .became import happened

__all__ = ["happened"]
