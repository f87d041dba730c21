"""Checks that no installed code brings: those of a file that the command names, and those that rulesets declare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from takehold.engine.cli import main
from takehold.engine.plugins import installed
from tests.plugging.making import plugin

EARLY = Path(__file__).parents[2] / "fixtures" / "early"

DECLARED = """
[[check]]
id = "told-twice"
title = "It was told twice"
subject = "claim"
family = "ours"
severity = "minor"
establishes = "That two records of it are on file."
why = "Once is chance."
how = "Met with two records since the change, not met with fewer."
remedy = "Tell it again before {next_review}"
quantity = "count"
of = { period = "after" }
met = { at_least = 2 }
says.met = "It was told {n} times"
says.not_met = "It was told {n} times"
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A plugin of the checks `own` and `good`."""
    return plugin(tmp_path, "return not_met('It is not so', 'Make it so')")


def judged(capfdbinary: pytest.CaptureFixture[bytes], *words: str) -> tuple[dict[str, object], str]:
    main(["assess", str(EARLY), "--format", "json", *words])
    told = capfdbinary.readouterr()
    return json.loads(told.out), told.err.decode()


class TestFile:
    """A file that the command names is asked, whatever the ruleset."""

    def test_its_checks_are_run(self, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        """Where no ruleset mentions them, each gives a finding for every claim, and the command says why."""
        result, err = judged(capfdbinary, "--plugin", str(ours))
        found = {(f["check"], f["subject"]["id"]) for f in result["findings"] if f["family"] == "ours"}  # type: ignore[attr-defined]
        assert {(check, claim) for check in ("own", "good") for claim in ("c1", "c2", "c3")} == found
        assert "good and own are run because --plugin names own_checks.py; no stage requires them" in err

    def test_they_hold_no_claim_back(self, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        """Claims and verdict are the same with them as without."""
        plain, err = judged(capfdbinary)
        assert "" == err
        result, _ = judged(capfdbinary, "--plugin", str(ours))
        assert (plain["claims"], plain["verdict"]) == (result["claims"], result["verdict"])

    def test_a_ruleset_that_mentions_them_decides(
        self, ours: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """Switched off is off, and what it asks for needs no word."""
        own = tmp_path / "own.toml"
        own.write_text("extends = ['cqc-readiness']\nchecks = ['good']\n[check.own]\non = false\n", "utf-8")
        result, err = judged(capfdbinary, "--plugin", str(ours), "--ruleset", str(own))
        assert {"good"} == {f["check"] for f in result["findings"] if f["family"] == "ours"}  # type: ignore[attr-defined]
        assert "" == err

    def test_a_check_that_clashes_is_not_brought(self, tmp_path: Path) -> None:
        """A file with a shipped check's id brings its other checks, and the shipped one stays as the ruleset has it."""
        path = plugin(tmp_path, "return met('x')")
        path.write_text(path.read_text("utf-8").replace('"own"', '"no-such-id"'), "utf-8")
        uses = installed(files=[path]).ruleset(["ladder"]).uses
        assert ["good", "no-such-id"] == [use.id for use in uses if use.brought]
        assert [] == [
            use.id for use in installed(files=[path]).ruleset(["ladder"], alone=True).uses if use.brought
        ]

    def test_rulesets_show_says_why_it_runs(
        self, ours: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """Where no line of a ruleset asked for it."""
        main(["rulesets", "show", "ladder", "--plugin", str(ours), "--origin"])
        out = capfdbinary.readouterr().out.decode()
        lines = out[out.index("check own ") :].splitlines()
        assert ["on", "=", "True", "the", "command", "line", "names", "its", "file"] == lines[1].split()


class TestDeclared:
    """A check without code is listed and explained like any other."""

    @pytest.fixture
    def own(self, tmp_path: Path) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(DECLARED, "utf-8")
        return path

    def test_a_ruleset_that_is_named(self, own: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        """By its file."""
        assert 0 == main(["checks", "--ruleset", str(own)])
        assert "\n  told-twice " in capfdbinary.readouterr().out.decode()
        assert 0 == main(["explain", "told-twice", "--ruleset", str(own)])
        assert capfdbinary.readouterr().out.decode().startswith("told-twice: It was told twice\n")

    def test_a_ruleset_that_a_plugin_gives(
        self, own: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        """Without naming it: the answer says which ruleset runs it."""
        giver = tmp_path / "giver.py"
        giver.write_text(
            "import pathlib\nfrom takehold.engine.hookspecs import hookimpl\nTAKEHOLD_API = 1\n@hookimpl\n"
            "def takehold_rulesets():\n    return [pathlib.Path(__file__).with_name('own.toml')]\n",
            "utf-8",
        )
        assert 0 == main(["checks", "--plugin", str(giver)])
        assert "\n  told-twice " in capfdbinary.readouterr().out.decode()
        assert 0 == main(["explain", "told-twice", "--plugin", str(giver)])
        assert (
            "Ruleset cqc-readiness does not run it; ruleset own does."
            in capfdbinary.readouterr().out.decode()
        )
        assert 2 == main(["explain", "told-twice", str(EARLY), "--plugin", str(giver)])
        assert "name one that does with --ruleset own" in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_a_ruleset_without_stages_says_so(
    format: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """No claim can be placed then: every report gives that as the reason, and leaves no blank where a stage would stand."""
    own = tmp_path / "own.toml"
    own.write_text("checks = ['long-enough']", "utf-8")
    assert 1 == main(["assess", str(EARLY), "--ruleset", str(own), "--format", format])
    out = " ".join(capfdbinary.readouterr().out.decode().split())
    assert "the ruleset has no stages to place a claim on" in out
    assert "needed at" not in out


@pytest.mark.parametrize("command", ["validate", "convert"])
def test_a_form_that_a_file_reads_can_be_looked_at_and_converted(
    command: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A loader in a single file serves wherever a case is read."""
    loads = tmp_path / "loads.py"
    loads.write_text(
        "from takehold.engine.hookspecs import Loader, Rows, hookimpl\nTAKEHOLD_API = 1\n"
        "def read(path):\n"
        "    return {'service': Rows(path.name, [(1, {'id': 'elm', 'name': 'Elm', 'as_of': '2026-06-30'})]),\n"
        "            'claims': Rows(path.name, [(2, {'id': 'c1', 'statement': 's', 'stage': 'improved'})]),\n"
        "            'evidence': Rows(path.name, [(3, {'id': 'e1', 'date': '2026-05-01', 'kind': 'audit'})])}\n"
        "@hookimpl\ndef takehold_loaders():\n"
        "    return [Loader(name='own', title='Own', recognises=lambda path: path.suffix == '.own', read=read)]\n",
        "utf-8",
    )
    case = tmp_path / "x.own"
    case.write_text("1", "utf-8")
    more = [str(tmp_path / "case")] if command == "convert" else []
    assert 2 == main([command, str(case), *more])
    assert 0 == main([command, str(case), *more, "--plugin", str(loads)])
    capfdbinary.readouterr()
    if more:
        assert 0 == main(["validate", *more])
