"""What has not changed is not judged again; what has, is."""

from __future__ import annotations

from pathlib import Path

import attrs

from takehold.engine.portfolio import Row, Settings, Store, find, judge
from takehold.engine.portfolio.local import judge_here

from .making import SETTINGS, dataset, folders, services

NAMES = ("alder", "birch", "cedar")


def _run(place: Path, out: Path, settings: Settings = SETTINGS) -> tuple[list[Row], dict[str, bool]]:
    """The rows, and which services were kept from an earlier run."""
    out.mkdir(exist_ok=True)
    kept: dict[str, bool] = {}

    def watch(done: int, row: Row, unchanged: bool) -> None:
        kept[row.name] = unchanged

    store = Store(out / "portfolio.jsonl")
    return judge(find([str(place)]), settings.keyed(), judge_here, store=store, out=out, watch=watch), kept


def test_nothing_is_judged_twice(tmp_path: Path) -> None:
    """A second run judges nothing and shows the same."""
    place = dataset(tmp_path / "set", services(NAMES))
    first, _ = _run(place, tmp_path / "out")
    again, kept = _run(place, tmp_path / "out")
    assert first == again
    assert {"alder": True, "birch": True, "cedar": True} == kept


def test_only_what_changed_is_judged_again(tmp_path: Path) -> None:
    """A changed record has its own service judged again."""
    data = services(NAMES)
    place = folders(tmp_path / "folders", data)
    _run(place, tmp_path / "out")
    evidence = place / "birch" / "evidence.csv"
    evidence.write_text(
        evidence.read_text(encoding="utf-8").replace("not met", "partly", 1), encoding="utf-8"
    )
    _, kept = _run(place, tmp_path / "out")
    assert {"alder": True, "birch": False, "cedar": True} == kept


def test_rows_that_move_have_their_service_judged_again(tmp_path: Path) -> None:
    """Where rows were added above, findings name other rows, though the service's own have not changed."""
    data = services(NAMES)
    place = dataset(tmp_path / "set", data)
    _run(place, tmp_path / "out")
    data["alder"]["evidence"].append(data["alder"]["evidence"][-1] | {"id": "more"})
    dataset(tmp_path / "set", data)
    _, kept = _run(place, tmp_path / "out")
    assert {"alder": False, "birch": False, "cedar": False} == kept


def test_another_ruleset_or_date_is_another_question(tmp_path: Path) -> None:
    """Neither a changed ruleset nor another date is answered from an earlier run."""
    place = dataset(tmp_path / "set", services(NAMES))
    _run(place, tmp_path / "out")
    rules = tmp_path / "mine.toml"
    rules.write_text(
        'id = "mine"\nversion = "1"\nextends = "improvement-over-time"\n[terms]\nwindow = 2\n',
        encoding="utf-8",
    )
    mine = attrs.evolve(SETTINGS, rulesets=(str(rules),))
    _, kept = _run(place, tmp_path / "out", mine)
    assert not any(kept.values())
    rules.write_text(rules.read_text(encoding="utf-8").replace("window = 2", "window = 4"), encoding="utf-8")
    from takehold.engine.portfolio.settings import rules_of

    rules_of.cache_clear()  # a new run is a new process
    _, kept = _run(place, tmp_path / "out", mine)
    assert not any(kept.values())


def test_a_lost_or_torn_result_is_made_again(tmp_path: Path) -> None:
    """A result that is gone, and a line of the store cut short, are made good."""
    place = dataset(tmp_path / "set", services(NAMES))
    first, _ = _run(place, tmp_path / "out")
    (tmp_path / "out" / "alder.json").unlink()
    store = tmp_path / "out" / "portfolio.jsonl"
    store.write_bytes(store.read_bytes()[:-40])
    again, kept = _run(place, tmp_path / "out")
    assert {"alder": False, "birch": True, "cedar": False} == kept
    assert first == again
    assert first == list(Store(store).read().values())
