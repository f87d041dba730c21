"""The key of pseudonyms: a file apart from the case, which only its owner can read."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from .errors import UsageError
from .files import write_whole
from .names import listed, quoted
from .pseudonyms import Pseudonymised

_HEADINGS: Final = ("name", "pseudonym")


def read_key(path: Path) -> dict[str, str]:
    """The key kept so far; empty where there is no file yet. Raises UsageError for a file that is no key."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the key cannot be read: {error}") from None
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or tuple(rows[0]) != _HEADINGS or any(len(row) != 2 or not all(row) for row in rows[1:]):
        raise UsageError(f"{path} is no key of pseudonyms: a CSV headed name,pseudonym; give another file")
    return dict(rows[1:])


def write_key(path: Path, names: Mapping[str, str]) -> None:
    """Write the key for its owner's eyes alone. Raises UsageError where it cannot be written."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_HEADINGS, *names.items()])
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        path.chmod(0o600)
        write_whole(path, out.getvalue().encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: the key cannot be written: {error.strerror or error}") from None


def say_done(done: Pseudonymised, key_file: Path) -> Iterator[str]:
    """What to tell of it: how much was replaced, what was left, and what it is worth."""
    yield f"{len(done.key)} names are in the key {key_file}; keep it apart from the case. {done.replaced} cells changed"
    if done.left:
        found = listed(map(quoted, done.left), most=12)
        yield f"{found} may be names or everyday words, and were left in the texts: read those yourself"
    yield (
        "This is a help and no guarantee: names of residents, families and visitors, nicknames and misspellings "
        "are not in any column of staff, and stay. Read the texts before you pass them on"
    )
