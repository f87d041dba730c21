"""What a worker needs, imported once in the process that workers are forked from, before polars has a thread."""

from __future__ import annotations

import gc

import rapidfuzz.fuzz
import rapidfuzz.process

from .. import frameworks, plugins
from ..report import json
from . import judging

__all__ = ["frameworks", "json", "judging", "plugins", "rapidfuzz"]

plugins.installed()  # of the checks those that come with takehold: other plugins are left to each worker
gc.freeze()  # shared by all workers as it is; nor is it looked through for what could be freed when the run ends
