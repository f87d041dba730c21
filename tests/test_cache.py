"""What a kept result is kept under, and that nothing is taken for it that is not."""

from __future__ import annotations

import os
from pathlib import Path

from takehold.engine import cache
from takehold.engine.plugins import installed

PLUGIN = """
from takehold.engine.hookspecs import hookimpl
TAKEHOLD_API = 1
@hookimpl
def takehold_checks():
    return []
"""


def test_a_key_is_of_bytes_not_of_names(tmp_path: Path) -> None:
    """A changed byte, or a file of waivers that is new, makes another key; a touched file does not."""
    case = tmp_path / "case"
    case.mkdir()
    (case / "claims.csv").write_text("id\n1\n", encoding="utf-8")
    first = cache.case_key(case)
    os.utime(case / "claims.csv", (1, 1))
    assert first == cache.case_key(case)
    (case / "claims.csv").write_text("id\n2\n", encoding="utf-8")
    second = cache.case_key(case)
    (case / "waivers.toml").write_text("", encoding="utf-8")
    assert 3 == len({first, second, cache.case_key(case)})


def test_the_rules_key_knows_parameters_options_and_plugins(tmp_path: Path) -> None:
    """Another term, another option, or a plugin whose code changed under the same version: each another key."""
    plugin = tmp_path / "mine.py"
    plugin.write_text(PLUGIN, encoding="utf-8")
    rules = tmp_path / "mine.toml"
    rules.write_text('id = "mine"\nextends = "improvement-over-time"\n', encoding="utf-8")

    def key(**options: object) -> str:
        found = installed(files=[plugin])
        return cache.rules_key(found.ruleset([str(rules)]), found, **options)

    keys = [key(), key(waive=True)]
    assert keys[0] == key()
    rules.write_text(rules.read_text(encoding="utf-8") + "[terms]\nwindow = 4\n", encoding="utf-8")
    keys.append(key())
    plugin.write_text(PLUGIN + "MORE = 2\n", encoding="utf-8")
    keys.append(key())
    assert 4 == len(set(keys))


def test_what_is_torn_counts_as_absent(tmp_path: Path) -> None:
    """An entry comes back whole; one that lost bytes does not come back."""
    cache.save("ab12", b"result", tmp_path)
    assert b"result" == cache.load("ab12", tmp_path)
    (entry,) = (path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[1:])
    assert cache.load("ab12", tmp_path) is None
    assert cache.load("cd34", tmp_path) is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    """Where there is no room for a cache, there is no cache, and no error."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache.save("ab12", b"result", tmp_path / "file")
    assert cache.load("ab12", tmp_path / "file") is None


def test_only_its_owner_can_look_into_it(tmp_path: Path) -> None:
    """What is kept quotes records of care: the folder made for it opens to nobody else."""
    cache.save("ab12", b"result", tmp_path / "cache" / "takehold")
    assert 0o700 == (tmp_path / "cache" / "takehold").stat().st_mode & 0o777


def test_what_was_kept_too_long_ago_goes(tmp_path: Path) -> None:
    """Keeping anything takes away what is older than thirty days, and nothing else."""
    for key, age in (
        ("ab12", cache.KEPT_FOR + 60),
        ("ab34", cache.KEPT_FOR - 3600),
        ("cd12", cache.KEPT_FOR + 60),
    ):
        cache.save(key, b"result", tmp_path)
        entry = tmp_path / "results" / key[:2] / key[2:]
        made = entry.stat().st_mtime - age
        os.utime(entry, (made, made))
    rows = tmp_path / "portfolios" / "old.jsonl"
    rows.parent.mkdir()
    rows.write_text("{}")
    os.utime(rows, (made, made))
    cache.save("ef56", b"result", tmp_path)

    assert not rows.exists()
    assert [None, b"result", None, b"result"] == [
        cache.load(key, tmp_path) for key in ("ab12", "ab34", "cd12", "ef56")
    ]


def test_the_folder_is_where_each_system_keeps_such_things() -> None:
    """Linux, macOS and Windows each have their place; TAKEHOLD_CACHE overrules it."""
    assert Path("/x/takehold") == cache.home({"XDG_CACHE_HOME": "/x"}, "linux")
    assert Path.home() / ".cache" / "takehold" == cache.home({}, "linux")
    assert Path.home() / "Library" / "Caches" / "takehold" == cache.home({}, "darwin")
    assert Path("/l/takehold") == cache.home({"LOCALAPPDATA": "/l"}, "win32")
    assert Path("/mine") == cache.home({"TAKEHOLD_CACHE": "/mine"}, "linux")
