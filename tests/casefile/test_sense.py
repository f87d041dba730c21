"""Values that fit their columns and make no sense together are told, and scales are settled."""

from pathlib import Path

import pytest

from .writing_down import all_told, read_folder


def measures(summary: str = "proportion", unit: str = "", target: str = "") -> str:
    return f"id,better,summary,unit,target\nm1,higher,{summary},{unit},{target}\n"


@pytest.mark.parametrize(
    ("unit", "target", "read"),
    [
        ("%", "90", 0.9),
        ("%", "0.9", 0.9),
        ("%", "1", 1.0),
        ("share", "0.9", 0.9),
        ("share", "90%", 0.9),
        ("%", "99.9", 0.999),
    ],
)
def test_targets_of_proportions(tmp_path: Path, unit: str, target: str, read: float) -> None:
    """A target over 1 is a percentage where the unit is %."""
    case = read_folder(tmp_path, {"measures.csv": measures("proportion", unit, target)})

    assert [] == all_told(case)
    assert read == case.measures[0].target


def test_target_of_no_proportion_stays(tmp_path: Path) -> None:
    """A mean's target is what it is, also where the unit is %."""
    case = read_folder(tmp_path, {"measures.csv": measures("mean", "%", "90")})

    assert 90.0 == case.measures[0].target


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"measures.csv": measures("proportion", "share", "90")},
            "error measures.csv:2:target '90' is not a proportion, which lies between 0 and 1; write 0.9 if 90% is meant",
        ),
        (
            {"measures.csv": measures("proportion", "%", "250")},
            "error measures.csv:2:target '250' is not a proportion",
        ),
        (
            {"measures.csv": measures("proportion", "%", "-3")},
            "error measures.csv:2:target '-3' is not a proportion",
        ),
        (
            {"measures.csv": measures("mean", "minutes", "90%")},
            "error measures.csv:2:target '90%' is a percentage, and 'm1' is no proportion; write the number alone",
        ),
        (
            {"measures.csv": measures(), "priorities.csv": "id,measure,target\np1,m1,90\n"},
            "error priorities.csv:2:target '90' is not a proportion",
        ),
        (
            {
                "measures.csv": measures(),
                "evidence.csv": "id,date,kind,measure,numerator,denominator\ne1,2026-05-04,audit,m1,6,5\n",
            },
            "error evidence.csv:2:numerator '6' is more than the denominator",
        ),
        (
            {
                "measures.csv": measures("rate"),
                "evidence.csv": "id,date,kind,measure,numerator,denominator\ne1,2026-05-04,audit,m1,-1,5\n",
            },
            "error evidence.csv:2:numerator '-1' is below 0",
        ),
        (
            {
                "measures.csv": measures("mean"),
                "evidence.csv": "id,date,kind,measure,value\ne1,2026-05-04,audit,m1,85%\n",
            },
            "error evidence.csv:2:value '85%' is a percentage, and 'm1' is no proportion; write the number alone",
        ),
        (
            {"evidence.csv": "id,date,kind,numerator\ne1,2026-05-04,audit,85%\n"},
            "error evidence.csv:2:numerator '85%' is not a number; write the number alone",
        ),
        (
            {"actions.csv": "id,text,opened,completed\na1,Buy a car,2026-05-04,2026-05-01\n"},
            "warning actions.csv:2:completed completed (2026-05-01) lies before opened (2026-05-04)",
        ),
        (
            {"actions.csv": "id,text,due\na1,Buy a car,31/02/2026\n"},
            "warning actions.csv:2:due '31/02/2026' is no date there is, and was kept as words",
        ),
        (
            {
                "claims.csv": "id,statement,stage,baseline_from,baseline_to\nc1,Better,improved,2026-02-01,2026-01-01\n"
            },
            "warning claims.csv:2:baseline_to baseline_to (2026-01-01) lies before baseline_from",
        ),
    ],
)
def test_what_makes_no_sense(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    """Figures off their scale are errors that say what would fit; dates out of order are warnings."""
    told = all_told(read_folder(tmp_path, files))

    assert 1 == len(told)
    assert told[0].startswith(expected)


def test_rate_may_exceed_its_exposure(tmp_path: Path) -> None:
    """Only a proportion's numerator is held under its denominator."""
    case = read_folder(
        tmp_path,
        {
            "measures.csv": measures("rate"),
            "evidence.csv": "id,date,kind,measure,numerator,denominator\ne1,2026-05-04,audit,m1,6,5\n",
        },
    )

    assert [] == all_told(case)


def test_figures_below_the_scale_of_a_watch(tmp_path: Path) -> None:
    """A threshold over 1 on a proportion whose unit is % is a percentage too."""
    case = read_folder(
        tmp_path,
        {
            "measures.csv": measures("proportion", "%"),
            "monitoring.csv": "id,claim,indicator,threshold\nmo1,c1,m1,80\nmo2,c1,complaints in a week,3\n",
        },
    )

    assert [] == all_told(case)
    assert [0.8, 3.0] == [watch.threshold for watch in case.monitoring]


def test_nothing_is_said_of_a_measure_that_was_not_read(tmp_path: Path) -> None:
    """Where a measure's own row does not fit, a percentage that belongs to it is not told to be none."""
    case = read_folder(
        tmp_path,
        {
            "measures.csv": "id,better,summary\nm1,hihger,proportion\n",
            "claims.csv": "id,statement,stage,measure\nc1,It is better,improved,m1\nc2,It is better,bettered,m1\n",
            "priorities.csv": "id,claims,measure,target\np1,c1,,80%\np2,,m1,80%\np3,c2,,80%\n",
            "monitoring.csv": "id,claim,indicator,threshold\nw1,c1,m1,80%\n",
            "evidence.csv": "id,date,kind,measure,value\ne1,2026-05-04,audit,m1,80%\n",
        },
    )
    assert ["better", "stage"] == sorted(str(p.place.column) for p in case.problems)
