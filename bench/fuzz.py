"""Fuzzing by coverage: `python -m bench.fuzz csv --seconds 600`, with atheris installed (`pip install '.[fuzz]'`).

atheris makes inputs that reach new lines of takehold, starting from the services that come with it. Whatever the bytes, there must
be a case, a ruleset, waivers or a mapping, or a list of what is wrong that can be shown. The first input for which there
is neither is kept in the folder that `--found` names, and ends the run with a status other than 0. `--seconds` is for a long run,
`--runs` for one that does the same on every machine.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs

ROOT: Final = Path(__file__).parents[1]
LONGEST: Final = 4096
"""The longest input, in bytes."""
LONGEST_PARQUET: Final = 65_536
"""Of a file that is never shorter than several thousand bytes."""
PARTS: Final = (
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
)
"""The parts of a workbook that an input can be; which, its first byte says. A zip made by chance is never one."""
SERVICE: Final = b'id = "elm"\nname = "Elm House"\nas_of = 2026-06-30\n'
SHEET: Final = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>date</t></is></c></row>
<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="d"><v>2026-05-04</v></c></row></sheetData></worksheet>"""
SMALL: Final = {
    "service.toml": SERVICE,
    "claims.csv": b"id,statement,stage,changed_on\nc1,Bells are answered sooner,improved,2026-05-01\n",
    "evidence.csv": b"id,date,kind,claims,result\ne1,2026-05-04,audit,c1,met\n",
}
"""A sound case in a folder."""

Target = Callable[[Path, bytes], Any]


def read_as(name: str, **more: bytes) -> Target:
    """Bytes as one file of a case's folder."""

    def target(folder: Path, data: bytes) -> None:
        others = {key: value for key, value in SMALL.items() if Path(key).stem != Path(name).stem}
        files = others | {key.replace("_", "."): value for key, value in more.items()} | {name: data}
        _case(_filled(folder, files))

    return target


def read_document(ending: str) -> Target:
    """Bytes as a case that is one file."""

    def target(folder: Path, data: bytes) -> None:
        _filled(folder, {f"case.{ending}": data})
        _case(folder / f"case.{ending}")

    return target


def read_workbook(folder: Path, data: bytes) -> None:
    """Bytes as one part of a workbook that is sound but for it, to read and to write back in place."""
    from takehold.engine.casefile.inplace import open_book

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in _workbook().items():
            package.writestr(name, data[1:] if data and name == PARTS[data[0] % len(PARTS)] else content)
    _filled(folder, {"case.xlsx": out.getvalue()})
    _case(folder / "case.xlsx")
    book = open_book("case.xlsx", out.getvalue())
    owned = tuple(attrs.evolve(claim, owner="The deputy") for claim in book.case.claims)
    if book.case.sound and owned:
        book.holding(attrs.evolve(book.case, claims=owned))


@cache
def _workbook() -> dict[str, bytes]:
    """The parts of a small sound workbook."""
    from takehold.engine.casefile import read_case, write_case

    with tempfile.TemporaryDirectory() as name:
        write_case(read_case(_filled(Path(name), SMALL)), Path(name) / "case.xlsx")
        with zipfile.ZipFile(Path(name) / "case.xlsx") as package:
            return {one: package.read(one) for one in package.namelist()}


def _case(path: Path) -> None:
    from takehold.engine.casefile import as_at, describe, listing, read_case

    case = read_case(path)
    if case.sound:
        as_at(case, None)
    (describe(case.problems) + listing(case.problems)).encode()


def waivers(folder: Path, data: bytes) -> None:
    """Bytes as a file of waivers."""
    from takehold.engine.casefile import describe
    from takehold.engine.waivers import read_waivers

    found = read_waivers(_filled(folder, {"waivers.toml": data}) / "waivers.toml")
    describe(found.problems).encode()


def ruleset(folder: Path, data: bytes) -> None:
    """Bytes as a ruleset."""
    from takehold.engine.plugins import installed
    from takehold.engine.ruleset import load

    found = installed()
    load([str(_filled(folder, {"own.toml": data}) / "own.toml")], found.find_ruleset, found.checks)


def earlier(folder: Path, data: bytes) -> None:
    """Bytes as an earlier result, a history and a key of pseudonyms."""
    from takehold.engine.compare import read_document
    from takehold.engine.errors import TakeholdError, UsageError
    from takehold.engine.history import read_history
    from takehold.engine.pseudonym_key import read_key

    path = _filled(folder, {"old.json": data}) / "old.json"
    for read in (read_document, read_history, read_key):
        try:
            read(path)
        except (TakeholdError, UsageError) as error:
            str(error).encode()


TARGETS: Final[dict[str, Target]] = {
    "csv": read_as("evidence.csv"),
    "small-csv": read_as("claims.csv"),
    "service": read_as("service.toml"),
    "parquet": read_as("evidence.parquet"),
    "mapping": read_as("mapping.toml", export_csv=b"Ref,When,Kind\n1,04/05/2026,audit\n"),
    "json": read_document("json"),
    "toml": read_document("toml"),
    "xlsx": read_workbook,
    "waivers": waivers,
    "ruleset": ruleset,
    "earlier": earlier,
}


def _filled(folder: Path, files: dict[str, bytes]) -> Path:
    for old in folder.iterdir():
        if old.name not in files:
            old.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def seeds(target: str, folder: Path) -> Iterator[bytes]:
    """Sound inputs to start from."""
    from takehold.engine.casefile import read_case, write_case

    case = read_case(_filled(folder, SMALL))
    if target == "xlsx":
        yield from (bytes([n]) + _workbook()[name][: LONGEST - 1] for n, name in enumerate(PARTS))
        yield b"\0" + SHEET
    elif target in ("json", "toml"):
        write_case(case, folder / f"seed.{target}")
        yield (folder / f"seed.{target}").read_bytes()
    elif target == "parquet":
        write_case(case, folder / "seed", "parquet")
        yield (folder / "seed" / "evidence.parquet").read_bytes()
    elif target == "mapping":
        yield b'[[source]]\nfile = "export.csv"\ntable = "evidence"\n[source.columns]\nid = "Ref"\ndate = "When"\n'
        yield from (path.read_bytes() for path in (ROOT / "rulesets" / "mappings").glob("*.toml"))
    elif target == "ruleset":
        yield b'extends = ["ladder"]\n[terms]\nwindow = 4\n[check.long-enough]\nmin_days = 30\nseverity = "minor"\n'
    elif target == "waivers":
        yield b'[[waiver]]\ncheck = "long-enough"\nsubject = "c1"\nreason = "Too early"\nby = "Manager"\nuntil = 2026-08-01\n'
    elif target == "earlier":
        yield json.dumps({"format": "takehold-result/1", "claims": [], "findings": []}).encode()
        yield b"name,pseudonym\nA Person,person-1\n"
    else:
        name = {"csv": "evidence.csv", "small-csv": "claims.csv", "service": "service.toml"}[target]
        yield SMALL[name]
        yield from (path.read_bytes()[:LONGEST] for path in (ROOT / "fixtures").glob(f"*/{name}"))


def main() -> None:
    """Fuzz one target until the time or the number of inputs is used up."""
    parser = argparse.ArgumentParser(
        description="Try inputs that reach new lines, and see whether any is met by neither answer nor reason."
    )
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--runs", type=int, default=-1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--found", type=Path, default=Path(), help="where an input that fails is kept")
    args = parser.parse_args()
    import atheris

    with atheris.instrument_imports(include=["takehold", "tomllib", "csv"]):
        import takehold.engine.casefile.inplace
        import takehold.engine.cli
        import takehold.engine.compare
        import takehold.engine.history
        import takehold.engine.mapping.export
        import takehold.engine.plugins
        import takehold.engine.waivers  # noqa: F401
    from takehold.engine.errors import TakeholdError, UsageError

    target = TARGETS[args.target]
    with tempfile.TemporaryDirectory() as name:
        work, corpus = Path(name) / "work", Path(name) / "corpus"
        work.mkdir()
        corpus.mkdir()
        (Path(name) / "seeds").mkdir()
        for n, seed in enumerate(seeds(args.target, Path(name) / "seeds")):
            (corpus / str(n)).write_bytes(seed)

        def once(data: bytes) -> None:
            try:
                target(work, data)
            except (TakeholdError, UsageError) as error:
                str(error).encode()

        os.environ["TAKEHOLD_CACHE"] = os.devnull
        options = [
            f"-max_total_time={args.seconds}",
            f"-runs={args.runs}",
            f"-seed={args.seed}",
            "-rss_limit_mb=4096",
        ]
        longest = LONGEST_PARQUET if args.target == "parquet" else LONGEST
        options += [f"-max_len={longest}", "-timeout=60", f"-artifact_prefix={args.found.resolve()}/"]
        atheris.Setup([sys.argv[0], *options, str(corpus)], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
