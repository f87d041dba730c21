"""Agreement with labels on text that nobody here wrote, against yardsticks from outside."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from takehold.engine.wording import Degree, Use, judge_action, plain_matches, vagueness

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the labelled texts are not beside this checkout")

LITERATURE_PRECISION = 0.59
"""Femmer and others 2017, smells in requirements: precision 0.59 at recall 0.82."""


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The measurement, by its place: the repository's root must stay off the import path."""
    spec = importlib.util.spec_from_file_location("wording_bench", ROOT / "bench" / "wording.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_weaknesses_named_by_inspectors_are_judged_better_than_by_word_matching(bench: ModuleType) -> None:
    """On the half that no rule was made on: above the literature's precision, and above the lists alone in both."""
    texts = [one for one in bench.bullets(DATA) if one.part == "held_out"]
    found = bench.score((vagueness(one.text, Use.PROBLEM).vague, one.vague) for one in texts)
    plain = bench.score((bool(plain_matches(one.text)), one.vague) for one in texts)
    assert found.precision > max(LITERATURE_PRECISION, plain.precision)
    assert found.recall > plain.recall


def test_requirements_made_by_a_regulator_are_seldom_wholly_vague(bench: ModuleType) -> None:
    """They are specific by law: of three hundred, fewer than one in ten."""
    texts = [row["text"] for row in bench.rows(DATA / "scotland/actions_sample_dev_300_DERIVED.csv")]
    vague = sum(judge_action(text).degree is Degree.VAGUE for text in texts)
    assert vague * 10 < len(texts)
