from .make import make

__all__ = ["make"]
