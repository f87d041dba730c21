"""What a declaration can say, and that every slip in one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from takehold.engine.assess import assess
from takehold.engine.errors import RulesetError
from takehold.engine.model import SourceProblem
from takehold.engine.testing import small_case

from .making import EVIDENCE, FOUND, HEAD, claims_of, loaded, wings

SAID = {
    "a count of a kind": ('quantity = "count"\nof = {kind = "observation"}\nmet = {at_least = 4}', "met", 4),
    "after the change": ('quantity = "count"\nof = {period = "after"}\nmet = {at_least = 6}', "not-met", 5),
    "before it": ('quantity = "count"\nof = {period = "before"}\nmet = {at_least = 2}', "met", 2),
    "beyond activity": (
        'quantity = "count"\nof = {period = "after", beyond_activity = true}\nmet = {at_least = 5}',
        "not-met",
        4,
    ),
    "the last days": ('quantity = "count"\nof = {days = 21}\nmet = {at_least = 3}', "not-met", 2),
    "a graph condition": (
        (
            'quantity = "count"\nof = {relation = "supporting", kind = "observation", filled = ["recorded_by"]}\n'
            "met = {at_least = 1}"
        ),
        "met",
        1,
    ),
    "a share": (
        (
            'quantity = "share"\nof = {period = "after", beyond_activity = true}\nwhich = {result = "met"}\n'
            "met = {at_least = 0.75}"
        ),
        "met",
        0.75,
    ),
    "different words": ('quantity = "distinct"\nof = {}\nby = "source"\nmet = {at_least = 5}', "met", 5),
    "different weekdays": (
        # 10, 20 March, 10 April, 10 and 20 May 2026: Tuesday, Friday, Friday, Sunday, Wednesday.
        'quantity = "distinct"\nof = {period = "after"}\nby = "weekday"\nmet = {at_least = 4}',
        "met",
        4,
    ),
    "an age": ('quantity = "age"\nof = {kind = "audit"}\nmet = {at_most = 60}', "not-met", 82),
    "the least of the teams": (
        'quantity = "count"\nover = "teams"\nof = {period = "after"}\nmet = {at_least = 2}',
        "not-met",
        1,
    ),
    "the most of the cycles": (
        'quantity = "count"\nover = "cycles"\ntake = "most"\nof = {period = "after"}\nmet = {at_least = 2}',
        "met",
        2,
    ),
    "a trend": (
        # March 2 records, April 1, May 2: May is level with March.
        'quantity = "trend"\nby = "count"\nof = {period = "after"}\nmet = {at_most = 0}',
        "met",
        0,
    ),
    "lines of support": ('quantity = "lines"\nby = "source"\nmet = {at_least = 2}', "met", 2),
}


@pytest.mark.parametrize(("body", "outcome", "value"), SAID.values(), ids=SAID)
def test_what_can_be_measured(tmp_path: Path, body: str, outcome: str, value: float) -> None:
    """The quantity is the one that the seven records give."""
    finding = claims_of(tmp_path, f"{body}\n", EVIDENCE)
    assert (outcome, value) == (finding.outcome, finding.figures["value"]), finding.message


def test_fixed_words_are_read_in_any_spelling(tmp_path: Path) -> None:
    """Case, spaces and hyphens aside, a word is the one that the tables hold."""
    body = 'of = {period = "after", result = "Not_Met"}\napplies = [{field = "stage", is = "Improved"}]\n'
    finding = claims_of(tmp_path, body + "met = {at_most = 1}\n", EVIDENCE)
    assert ("met", 1) == (finding.outcome, finding.figures["value"])


def test_a_sentence_is_filled_in(tmp_path: Path) -> None:
    """Values as a manager reads them; the remedy with its date."""
    finding = claims_of(tmp_path, 'of = {kind = "audit"}\nquantity = "age"\nmet = {at_most = 60}\n', EVIDENCE)
    assert ("only 82 days", "Do it before 30 June 2026") == (finding.message, finding.remedy)


def test_the_place_is_named(tmp_path: Path) -> None:
    """Over teams, the team with the least."""
    body = 'quantity = "count"\nover = "teams"\nof = {period = "after"}\nmet = {at_least = 2}\n'
    own = loaded(tmp_path, body + 'says = { met = "yes", not_met = "{place} has {value}" }')
    case = wings()
    assert "Blue wing has 1" == assess(case, own).findings[0].message


def test_the_gravest_part_stands(tmp_path: Path) -> None:
    """Of two parts, the one that is not met; its own remedy."""
    part = '[[check.part]]\nquantity = "count"\nof = {kind = "audit"}\n'
    text = part + 'met = {at_least = 1}\nsays.met = "enough"\n'
    text += part + 'met = {at_least = 9}\nsays.not_met = "too few"\nremedy = "More"\n'
    finding = assess(
        small_case(
            {"as_of": "2026-05-31"},
            claims=[
                {"id": "c1", "statement": "s", "stage": "improved", "theme": "t", "changed_on": "2026-03-01"}
            ],
            evidence=EVIDENCE.replace("red", "").replace("blue", ""),
        ),
        loaded(tmp_path, text),
    ).findings[0]
    assert ("not-met", "too few", "More") == (finding.outcome, finding.message, finding.remedy)


def test_a_parameter_can_be_set_by_another_ruleset(tmp_path: Path) -> None:
    """A ruleset that extends the one with the check sets it as it would any other."""
    body = 'params.least = {default = 3, help = "How many", at_least = 1}\nmet = {at_least = "least"}\n'
    loaded(tmp_path, body)
    other = tmp_path / "other.toml"
    other.write_text("extends = ['own.toml']\n[check.own]\nleast = 7\nseverity = 'blocker'", "utf-8")
    use = FOUND.ruleset([str(other)]).uses[0]
    assert (7, "blocker") == (use.check.least, use.severity)  # type: ignore[attr-defined]
    other.write_text("extends = ['own.toml']\n[check.own]\nleast = 0", "utf-8")
    with pytest.raises(RulesetError, match="least is at least 1, not 0"):
        FOUND.ruleset([str(other)])


def test_it_explains_itself_as_any_check(tmp_path: Path) -> None:
    """Title and the four paragraphs."""
    check = loaded(tmp_path, "met = {at_least = 1}\n").uses[0].check
    assert "It is so" == check.title()
    assert "A thing." == check.explanation()["Establishes"]


def test_another_declaration_is_another_ruleset(tmp_path: Path) -> None:
    """What a check says decides verdicts, so it is part of the digest."""
    one, two = (loaded(tmp_path, f"met = {{at_least = {n}}}\n").digest for n in (1, 2))
    assert one != two


SLIPS = {
    "a key": ("quantty = 'count'", "quantty", "did you mean 'quantity'?"),
    "a quantity": ("quantity = 'cuont'", "'cuont'", "did you mean 'count'?"),
    "a kind": ("of = {kind = 'audt'}", "'audt'", "did you mean 'audit'?"),
    "one of several kinds": ("of = {kind = ['audit', 'audt']}", "'audt'", "did you mean 'audit'?"),
    "a period": ("of = {period = 'befor'}", "'befor'", "did you mean 'before'?"),
    "a column": ("of = {filled = ['recordedby']}", "'recordedby'", "did you mean 'recorded_by'?"),
    "a field": ("applies = [{field = 'ownr', filled = true}]", "'ownr'", "did you mean 'owner'?"),
    "a condition without a test": ("applies = [{field = 'owner'}]", None, "says what owner has to be"),
    "a placeholder": (
        "says = {met = 'since {chnged_on}'}",
        None,
        "{chnged_on} stands for nothing; did you mean",
    ),
    "a parameter": (
        "params.least = {default = 3, help = 'x'}\nmet = {at_most = 'lest'}",
        "'lest'",
        "mean 'least'?",
    ),
    "a word as a number": (
        "met = {at_least = 'many'}",
        "'many'",
        "at_least is a number or the name of a parameter",
    ),
    "a number that is none": ("met = {at_least = nan}", "nan", "at_least is a number or the name"),
    "a default that is endless": (
        "params.least = {default = inf, help = 'x'}\nmet = {at_least = 'least'}",
        "inf",
        "default is a number, not inf",
    ),
    "a quantity that lacks its half": ("quantity = 'share'", None, "the quantity share needs which"),
    "an outcome": ("says = {mett = 'x'}", "mett", "did you mean 'met'?"),
    "a date": ("quantity = 'days'\nfrom = 'opend'", "'opend'", "does not fit in from"),
    "a word of a row": (
        "of = {rows = 'reviews', where = [{field = 'level', is = 'manger'}]}",
        "'manger'",
        "level is one of shift, manager or provider, not 'manger'; did you mean 'manager'?",
    ),
    "one of several words of a row": (
        "of = {rows = 'reviews', where = [{any = [{field = 'level', in = ['shift', 'manger']}]}]}",
        "'manger'",
        "did you mean 'manager'?",
    ),
    "a word of the subject": (
        "applies = [{field = 'kind', not = 'practise'}]",
        "'practise'",
        "did you mean 'practice'?",
    ),
    "a word that a field is compared with": (
        "quantity = 'field'\nfield = 'stage'\nmet = {in = ['sustaned']}",
        "'sustaned'",
        "did you mean 'sustained'?",
    ),
    "a position": (
        "quantity = 'position'\nmet = {is = 'improvd'}",
        "'improvd'",
        "position is one of improved, better or no better, not 'improvd'; did you mean 'improved'?",
    ),
    "a word for a yes": (
        "applies = [{field = 'is_practice', is = 'yes'}]",
        "'yes'",
        "is_practice is true or false, not 'yes'",
    ),
    "a word for a list": ("applies = [{field = 'teams', is = 'red'}]", "'red'", "teams is a list"),
    "a default below its bound": (
        "params.least = {default = 0, help = 'x', at_least = 1}",
        "0",
        "default is at least 1, not 0",
    ),
    "a default above its bound": (
        "params.least = {default = 4, help = 'x', at_most = 3}",
        "4",
        "default is at most 3, not 4",
    ),
    "a default that is missing": (
        "params.least = {help = 'x'}\nmet = {at_least = 'least'}",
        "{help = 'x'}",
        "default is missing, a number",
    ),
    "bounds that leave nothing": (
        "params.least = {default = 3, help = 'x', at_least = 10, at_most = 2}",
        "10",
        "at_least is no more than at_most, which is 2, not 10",
    ),
    "a parameter's name": (
        "params.my-answers = {default = 3, help = 'x'}",
        "my-answers",
        "small letters, figures and underscores, and begins with a letter, such as my_answers",
    ),
    "a concern above met": (
        "params.least = {default = 3, help = 'x'}\nmet = {at_least = 'least'}\nconcern = {at_least = 5}",
        "{at_least = 5}",
        "concern can never come true: what is at least 5 is met already, for met is at least 3",
    ),
    "a concern that is met": (
        "met = {less_than = 2}\nconcern = {less_than = 2}",
        "{less_than = 2}",
        "concern can never come true",
    ),
    "a met that nothing is": (
        "met = {at_least = 10, at_most = 2}",
        "{at_least = 10, at_most = 2}",
        "met can never come true: nothing is at least 10 and at most 2",
    ),
    "a flag": ("of = {scheduled = 'no'}", "'no'", "scheduled is true or false"),
}


@pytest.mark.parametrize(("body", "marked", "says"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_marked(tmp_path: Path, body: str, marked: str | None, says: str) -> None:
    """The line and the characters in it, with the nearest name."""
    full = body if "met = " in body and "says" not in body else f"{body}\nmet = {{at_least = 1}}"
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, f"{full}\n")
    problem = next(p for p in raised.value.problems if says in p.message)
    assert isinstance(problem, SourceProblem)
    if marked is not None:
        line, caret = problem.excerpt.split("\n")
        assert marked == line[caret.index("^") : len(caret)]


@pytest.mark.parametrize(
    "name", ["id", "class", "judge", "self", "spec", "declaration", "n", "on", "severity"]
)
def test_a_parameter_takes_no_name_that_is_taken(tmp_path: Path, name: str) -> None:
    """What Python, every check, a ruleset or a sentence means by a name stays so."""
    with pytest.raises(
        RulesetError, match=f"a parameter cannot be called '{name}'.*: least_{name} would fit"
    ):
        loaded(tmp_path, f"params.{name} = {{default = 3, help = 'x'}}\nmet = {{at_least = '{name}'}}\n")


def test_a_concern_that_a_parameter_can_open_is_kept(tmp_path: Path) -> None:
    """At its default the concern is all met; a ruleset that asks for more gives it room."""
    body = "params.least = {default = 1, help = 'x'}\nmet = {at_least = 'least'}\nconcern = {at_least = 1}\n"
    assert "own" == loaded(tmp_path, body).uses[0].id


def test_a_misspelt_subject_hides_no_other_slip(tmp_path: Path) -> None:
    """All is told at once, as of the subject that was probably meant."""
    with pytest.raises(RulesetError) as raised:
        loaded(tmp_path, "severity = 'high'\nquantity = 'cuont'\n", HEAD.replace('"claim"', '"clam"'))
    said = " ".join(problem.message for problem in raised.value.problems)
    assert all(word in said for word in ("'claim'?", "'high'", "'count'?", "met says what"))


@pytest.mark.parametrize("key", ["id", "title", "establishes", "why", "how", "remedy"])
def test_what_every_check_has_to_say_is_asked_for(tmp_path: Path, key: str) -> None:
    """A check without an explanation is none."""
    head = "\n".join(line for line in HEAD.splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(RulesetError, match=key):
        loaded(tmp_path, "\nmet = {at_least = 1}\n", head)


def test_an_id_that_is_taken_is_refused(tmp_path: Path) -> None:
    """A declared check never stands in for a shipped one."""
    with pytest.raises(RulesetError, match="there is a check called 'long-enough' already"):
        loaded(tmp_path, "met = {at_least = 1}\n", HEAD.replace('"own"', '"long-enough"'))


def test_nothing_in_a_sentence_is_evaluated(tmp_path: Path) -> None:
    """Only names stand in braces: anything else is shown as it is written."""
    own = loaded(
        tmp_path, 'met = {at_least = 0}\nof = {kind = "audit"}\nsays.met = "{id.__class__} {0} {id!r}"'
    )
    case = small_case(
        {"as_of": "2026-05-31"}, claims=[{"id": "c1", "statement": "s", "stage": "improved"}], evidence=[]
    )
    assert "{id.__class__} {0} {id!r}" == assess(case, own).findings[0].message
