"""How far the judgement of wording agrees with labels made by people, on texts nobody here wrote.

    python bench/wording.py [--data ../shared/data] [--part worked|held_out|all] [--show SET]

Each set is cut in two by a hash of the text, so that a text that occurs twice falls on one side: the rules were
made looking at `worked` only. Positive means vague. Plain word matching (any listed vague word, nothing cancels
it) is measured beside it.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from takehold.engine.wording import Degree, Use, Vagueness, judge_action, plain_matches, vagueness

HERE = Path(__file__).parent
PARTS = ("worked", "held_out")


@attrs.frozen
class Labelled:
    text: str
    vague: bool
    part: str


@attrs.frozen
class Score:
    """Counts of a two-way table: predicted vague against labelled vague."""

    right: int
    wrong: int
    missed: int
    clear: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    def say(self) -> str:
        n = self.right + self.wrong + self.missed + self.clear
        agree = (self.right + self.clear) / max(1, n)
        return f"n {n:4}  precision {self.precision:.2f}  recall {self.recall:.2f}  agreement {agree:.2f}"


def score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    table = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for said, labelled in pairs:
        table[said, labelled] += 1
    return Score(table[True, True], table[True, False], table[False, True], table[False, False])


def side(text: str) -> str:
    return PARTS[hashlib.sha256(text.lower().encode()).digest()[0] % 2]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def goals(data: Path) -> Iterator[Labelled]:
    """Health-coaching goals that two annotators called specific or not."""
    for row in rows(data / "wording/smartspan_dev.csv"):
        yield Labelled(row["text"], row["specific"] == "0", side(row["text"]))


def requirements(data: Path, *labels: str) -> Iterator[Labelled]:
    """Software requirements whose words experts labelled; vague: a word with one of these labels."""
    for row in rows(data / "wording/arta_dev_DS1.csv"):
        yield Labelled(row["text"], any(row[label] not in ("", "0") for label in labels), side(row["text"]))


def bullets(data: Path) -> Iterator[Labelled]:
    """Weaknesses named by inspectors of children's services, labelled here by hand."""
    texts = [row["needs_to_improve"] for row in rows(data / "ofsted/needs_to_improve_DERIVED.csv")]
    labels = tomllib.loads((HERE / "wording_labels.toml").read_text("utf-8"))
    for part, sides in labels.items():
        for label, numbers in sides.items():
            for number in numbers:
                yield Labelled(texts[number], label == "vague", part)


def sets(data: Path) -> dict[str, tuple[list[Labelled], Use, Degree]]:
    """Each labelled set, as what it is judged, and the degree from which a text counts as vague."""
    return {
        "goals: not specific": (list(goals(data)), Use.ACTION, Degree.VAGUE_WORD),
        "bullets: vague": (list(bullets(data)), Use.PROBLEM, Degree.VAGUE),
        "requirements: subjective": (list(requirements(data, "subjective")), Use.STANDARD, Degree.VAGUE_WORD),
        "requirements: ambiguous": (list(requirements(data, "ambiguous")), Use.STANDARD, Degree.VAGUE_WORD),
        "requirements: nonverifiable": (list(requirements(data, "nonverifiable")), Use.STANDARD, Degree.VAGUE_WORD),
        "requirements: subjective or ambiguous": (
            list(requirements(data, "subjective", "ambiguous")), Use.STANDARD, Degree.VAGUE_WORD,
        ),
    }  # fmt: skip


def judge(text: str, use: Use) -> Vagueness:
    return judge_action(text) if use is Use.ACTION else vagueness(text, use)


def flagged(data: Path) -> Iterator[str]:
    """Sets without labels: how often each degree is given."""
    actions = rows(data / "scotland/actions_sample_dev_300_DERIVED.csv")
    for kind in ("requirement", "recommendation"):
        yield degrees(
            f"{kind}s (Scotland)", [row["text"] for row in actions if row["kind"] == kind], Use.ACTION
        )
    every = [row["needs_to_improve"] for row in rows(data / "ofsted/needs_to_improve_DERIVED.csv")]
    yield degrees("bullets (Ofsted)", every, Use.PROBLEM)


def degrees(name: str, texts: list[str], use: Use) -> str:
    found = [judge(text, use).degree for text in texts]
    shares = "  ".join(f"{degree.name.lower()} {found.count(degree) / len(found):.2f}" for degree in Degree)
    return f"{name:40} n {len(found):4}  {shares}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    options.add_argument("--part", choices=(*PARTS, "all"), default="held_out")
    options.add_argument("--show", help="print the texts of this set that are judged otherwise than labelled")
    asked = options.parse_args()
    for name, (labelled, use, least) in sets(asked.data).items():
        mine = [one for one in labelled if asked.part in ("all", one.part)]
        judged = [(judge(one.text, use), one) for one in mine]
        found = score((answer.degree >= least, one.vague) for answer, one in judged)
        plain = score((bool(plain_matches(one.text)), one.vague) for one in mine)
        print(f"{name:40} {found.say()}\n{'  by plain word matching':40} {plain.say()}")
        if asked.show and asked.show in name:
            for answer, one in judged:
                if (answer.degree >= least) != one.vague:
                    print(f"    {'vague' if one.vague else 'specific'}: {one.text} {answer.words}")
    print(*flagged(asked.data), sep="\n")


if __name__ == "__main__":
    main()
