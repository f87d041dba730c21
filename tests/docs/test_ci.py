"""`docs/ci.md`, the action and the hooks: every takehold command in them is run, and what they say of it holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from takehold.engine.fail_on import LEVELS
from takehold.engine.report import FORMATS
from takehold.engine.schemas import schema

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"^\s*(?:- )?(?:run: |sh ')?(takehold [^'#]*(?:'[^']*'[^'#]*)*?)'?\s*(?:# status (\d))?$"
)


def commands() -> list[tuple[str, int]]:
    """Each takehold command of the page, with the status that it says the command leaves with."""
    found = []
    for _, block in BLOCKS:
        for line in block.splitlines():
            if match := COMMAND.match(line):
                found.append((match[1].strip(), int(match[2] or 0)))
    return found


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two services, one that passes and one that does not, and takehold on the path."""
    for name, fixture in (("elm-house", "ready"), ("oak-lodge", "overstated")):
        shutil.copytree(ROOT / "fixtures" / fixture, tmp_path / "services" / name)
    tools = tmp_path / "bin"
    tools.mkdir()
    command = tools / "takehold"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m takehold.engine.cli "$@"\n')
    command.chmod(0o755)
    python = tools / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return tmp_path


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", **environment}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", line],
        cwd=folder,
        env=told,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("command", "status"), commands())
def test_a_command_of_the_page_does_as_it_says(command: str, status: int, repository: Path) -> None:
    """It leaves with the status that stands beside it, 0 where none does, and never with a traceback."""
    done = shell(command, repository)
    assert status == done.returncode, done.stderr
    assert "Traceback" not in done.stderr


def test_there_are_commands_of_every_kind() -> None:
    """The page's shell, GitHub, GitLab and Jenkins blocks each hold one."""
    languages = {
        language for language, block in BLOCKS if any(COMMAND.match(line) for line in block.splitlines())
    }
    assert {"sh", "yaml", "groovy"} == languages
    assert len(commands()) >= 20


def test_the_page_names_every_format_and_level() -> None:
    """Nothing that can be asked for is left out."""
    rows = re.findall(r"^\| `(\w+)` \| (?:`(\.\w+)`)?", PAGE, re.MULTILINE)
    assert {(name, ending) for name, ending in FORMATS.items()} <= set(rows)
    assert all(f"`{level}`" in PAGE for level in LEVELS)


def test_the_yaml_of_the_page_is_yaml() -> None:
    """Each whole example parses, and the hooks and inputs that it names are there."""
    whole = [yaml.safe_load(block) for language, block in BLOCKS if language == "yaml"]
    (hooks,) = [
        example["repos"][0]["hooks"] for example in whole if isinstance(example, dict) and "repos" in example
    ]
    assert {hook["id"] for hook in hooks} <= {hook["id"] for hook in HOOKS}
    (jobs,) = [example["jobs"] for example in whole if isinstance(example, dict) and "jobs" in example]
    used = next(step for step in jobs["judge"]["steps"] if "takehold" in step.get("uses", ""))
    assert set(used["with"]) <= set(ACTION["inputs"])


def test_the_ruleset_of_the_page_is_valid_and_loads(repository: Path) -> None:
    """It holds by the schema that it names, and takehold judges by it."""
    import tomllib

    (text,) = [block for language, block in BLOCKS if language == "toml"]
    jsonschema.Draft202012Validator(schema("ruleset")).validate(tomllib.loads(text))
    (repository / "mine.toml").write_text(text)
    assert 0 == shell("takehold assess services/elm-house --quiet --ruleset mine.toml", repository).returncode


class TestAction:
    """The action's own script, run as GitHub runs it."""

    def run(self, folder: Path, **told: str) -> tuple[int, str, dict[str, str]]:
        step = ACTION["runs"]["steps"][-1]
        inputs = {name: str(told.get(name, one.get("default", ""))) for name, one in ACTION["inputs"].items()}
        environment = {
            name: inputs[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]]  # type: ignore[index]
            for name, value in step["env"].items()
        }
        output, summary = folder / "output", folder / "summary"
        output.write_text("")
        summary.write_text("")
        done = shell(
            step["run"], folder, GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary), **environment
        )
        assert "Traceback" not in done.stderr, done.stderr
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return done.returncode, done.stdout, outputs

    def test_a_case_that_passes(self, repository: Path) -> None:
        """Status 0, the verdict as an output, every report written, the summary filled."""
        status, out, outputs = self.run(repository, case="services/elm-house")
        assert 0 == status
        assert {"status": "0", "readiness": "ready", "sarif": "takehold-report/takehold.sarif"} == outputs
        endings = {path.suffix for path in (repository / "takehold-report").iterdir()}
        assert {".html", ".json", ".md", ".sarif", ".xlsx", ".xml"} == endings
        assert (repository / "summary").read_text("utf-8").startswith("## ")
        assert out.splitlines()[-1].startswith("::notice title=takehold%3A Ready::")

    def test_a_case_that_falls_short(self, repository: Path) -> None:
        """Its status is the step's, and annotations stand on the files of the repository."""
        status, out, outputs = self.run(repository, case="services/oak-lodge")
        assert (1, "overstated") == (status, outputs["readiness"])
        assert "::error file=services/oak-lodge/claims.csv,line=" in out

    def test_several_conditions(self, repository: Path) -> None:
        """Words apart by spaces are each a condition."""
        status, _, _ = self.run(
            repository, case="services/elm-house", **{"fail-on": "baseline-identified priority-evidenced"}
        )
        assert 1 == status

    def test_no_report_of_an_earlier_run_is_left(self, repository: Path) -> None:
        """A path that is not there leaves with 2, and the reports of the run before are gone."""
        self.run(repository, case="services/elm-house")
        status, _, outputs = self.run(repository, case="services/elm-hose")
        assert (2, "") == (status, outputs["readiness"])
        assert [] == list((repository / "takehold-report").iterdir())

    @pytest.mark.parametrize("word", ["$(touch owned)", "`touch owned`", "x; touch owned", "--help", "-q"])
    def test_an_input_is_never_a_command(self, repository: Path, word: str) -> None:
        """What an input holds is a name, however it looks."""
        status, _, _ = self.run(repository, case=word)
        assert 2 == status
        assert not (repository / "owned").exists()


def test_the_hooks_run(repository: Path) -> None:
    """Each hook's entry, with a case as its argument, is a command that works."""
    for hook in HOOKS:
        assert 0 == shell(f"{hook['entry']} services/elm-house", repository).returncode
        assert {"python", False} == {hook["language"], hook["pass_filenames"]}
