"""The page on a manager's own files says what the code does."""

import re
from pathlib import Path

from takehold.engine.cli.main import COMMANDS
from takehold.engine.mapping import read_mapping, ready
from takehold.engine.mapping.shapes import COLUMN_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "your-own-files.md").read_text(encoding="utf-8")


def test_the_mapping_shown_is_one() -> None:
    """The mapping that the page shows can be used as it stands."""
    (shown,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)

    assert 8 == len(read_mapping("mapping.toml", shown.encode(), Path()).sources[0].feeds)


def test_every_key_is_explained() -> None:
    """Each key that a column can have has its line in the table."""
    first_cells = re.findall(r"^\| (`[^|]*) \|", PAGE, re.MULTILINE)
    explained = {name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)}

    assert set(COLUMN_KEYS) - {"join"} == explained


def test_names_exist() -> None:
    """Each command, and each ready-made mapping that is named, exists."""
    assert set(re.findall(r"(?:^|`)takehold ([a-z]+) ", PAGE, re.MULTILINE)) <= set(COMMANDS)
    assert set(re.findall(r"(?:safetyculture|radar)-[a-z]+", PAGE)) <= set(ready.names())
