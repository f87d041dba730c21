"""What is wrong with a case is told on one screen: grouped, worst first, with the cell and a caret."""

from pathlib import Path

from takehold.engine.casefile import describe, listing
from takehold.engine.casefile.describing import kinds, table
from takehold.engine.model import Level, Place, Problem

from .writing_down import read_folder


def bad_dates(tmp_path: Path, number: int) -> tuple[Problem, ...]:
    rows = "".join(f"e{n},31/02/2026,audit\n" for n in range(number))
    return read_folder(tmp_path, {"evidence.csv": "id,date,kind\n" + rows}).problems


def test_one_problem(tmp_path: Path) -> None:
    """A problem is shown with file, column, row, value, a caret under it, and what would fit."""
    assert """\
The data has 1 error. Nothing is assessed until the errors are put right.

error: evidence.csv, date, row 2
    2 | 31/02/2026
        ^^^^^^^^^^
    '31/02/2026' is not a date; write it as 2026-02-28 or 28/02/2026
""" == describe(bad_dates(tmp_path, 1))


def test_nothing_wrong() -> None:
    """Where nothing is wrong nothing is said."""
    assert "" == describe(())


def test_twenty_thousand_of_a_kind(tmp_path: Path) -> None:
    """Twenty thousand bad cells of one kind are one group that counts them all."""
    problems = bad_dates(tmp_path, 20_000)
    [kind] = kinds(problems)

    assert 20_000 == kind.total
    assert "error: evidence.csv, date, rows 2, 3, 4, 5, 6 and 19,995 more\n" in describe(problems)
    assert describe(problems, rest="every one is in p.csv").endswith("every one is in p.csv.\n")
    assert 1_001 == len(listing(problems).splitlines())


def test_errors_go_first() -> None:
    """Errors stand before warnings however many those are, and what is wrong with a whole file before its cells."""
    warning = Problem(Level.WARNING, "odd", Place("a.csv", 2, "x"))
    cell = Problem(Level.ERROR, "wrong", Place("b.csv", 2, "y"), "z")
    whole = Problem(Level.ERROR, "missing", Place("c.csv"))

    assert [whole, cell, warning] == [kind.first for kind in kinds([warning, warning, cell, whole])]


def test_blank_cell_has_a_caret(tmp_path: Path) -> None:
    """A cell that is blank and must not be has its caret where it would stand."""
    claims = "id,statement,stage\nc1,,improved\n"
    text = describe(read_folder(tmp_path, {"claims.csv": claims}).problems)

    assert "    2 |\n        ^\n" in text


def test_one_screen(tmp_path: Path) -> None:
    """However much is wrong, the summary fits a screen of 24 lines of 80 characters and says how much it leaves out."""
    claims = "".join(f"x{n}" + "," for n in range(30)) + "id,statement,stage,changed_on\n"
    evidence = "id,date,kind,value,scheduled\ne1,TBC,audits,n/a,perhaps\n,2026-05-04,,1,yes\n"
    problems = read_folder(tmp_path, {"claims.csv": claims, "evidence.csv": evidence}).problems
    lines = describe(problems).splitlines()

    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert " ".join(lines).endswith("; takehold validate CASE --write problems.txt lists every one.")


def test_nothing_in_a_value_commands_the_terminal(tmp_path: Path) -> None:
    """An escape sequence in a cell is shown as a mark, not obeyed."""
    claims = "id,statement,stage,changed_on\nc1,It is better,improved,\x1b[2J\n"
    text = describe(read_folder(tmp_path, {"claims.csv": claims}).problems)

    assert "\x1b" not in text
    assert "\ufffd[2J" in text


def test_what_is_left_out_is_counted_once() -> None:
    """One problem for which there is no room is one; of several kinds the number of kinds is told where it is less."""

    def told(*rows: int) -> str:
        every = [
            Problem(Level.ERROR, f"kind {'x' * n}", Place(f"{n}.csv", row, "a"), "v")
            for n, count in enumerate(rows)
            for row in range(2, 2 + count)
        ]
        return " ".join(describe(every, lines=10).split())

    assert "… and 1 more problem; takehold" in told(1, 1)
    assert "… and 2 more problems; takehold" in told(1, 1, 1)
    assert "… and 3 more problems of 1 more kind; takehold" in told(5, 3)


def test_a_table_of_problems() -> None:
    """For a spreadsheet each part of a place has a column of its own, and no cell is a formula."""
    found = table([Problem(Level.ERROR, "odd", Place("a.xlsx#claims", 4, "stage"), "=1+1")])
    assert "level,file,sheet,row,column,value,problem\r\nerror,a.xlsx,claims,4,stage,'=1+1,odd\r\n" == found
