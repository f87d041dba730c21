"""The way forward: what stands between a claim and the stage it needs, found by trying it out."""

from .moves import Move
from .routes import route_of, walked, with_path
from .steps import Route

__all__ = ["Move", "Route", "route_of", "walked", "with_path"]
