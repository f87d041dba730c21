"""Three made-up services to look round in; each is opened as a copy, so that anything may be tried."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import attrs


@attrs.frozen
class Sample:
    """One made-up service: the name of its folder here, and what it shows."""

    name: str
    says: str


SAMPLES: Final = (
    Sample("overstated", "a homecare service that claims more than its records show"),
    Sample("early", "supported living: what it claims is true, but it is early days"),
    Sample("ready", "a care home whose case stands"),
)


def copy_to(sample: Sample, folder: Path) -> Path:
    """Write a copy of a sample into a folder, under a name that is free. Raises OSError."""
    at = 1
    while (path := folder / f"sample-{sample.name}{'' if at == 1 else f'-{at}'}").exists():
        at += 1
    with as_file(files(__package__) / sample.name) as found:
        shutil.copytree(found, path)
    return path
