"""Leaders say themselves where it is still weaker, and why that is or is not enough."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_met
from takehold.engine.measure.say import counted, listed
from takehold.engine.model import Variation
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView

from .weaker import say_weaker, weak_records


class ResidualVariationStated(ClaimCheck):
    """Leaders say themselves where it is still weaker, and why that is or is not enough.

    Establishes: That every team, shift or combination which is still weaker is named by leaders themselves,
        with the reason, whether it matters, and when they look again.
    Why it matters: A service that says where it is weaker is believed where it says it is not. One that
        leaves it to the assessor to find is doubted everywhere.
    How it decides: A place is weaker where it has enough records in the newest three review cycles and is not
        at the improved position. Met where each has a row under variation with an explanation, material
        filled in and a review date, or where none is weaker. A concern where rows are incomplete. Not met
        where a weaker place is not stated, or where more than half of the teams or of the shifts are weaker,
        stated or not.
    What to do: Write one row under variation for each place named here.
    """

    id = "residual-variation-stated"
    family = "service-wide-breadth"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#framework/3",
        "service-wide-breadth#why/2",
        "service-wide-breadth#commissioner/2",
        "service-wide-breadth#example-2/step-2",
        "service-wide-breadth#example-1/step-5",
        "service-wide-breadth#conclusion/1",
        "embedded-improvement#framework/3",
        "service-wide-breadth#inspector/2",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what leaders say of the weaker places."""
        since = say_date(max(claim.window_from, claim.changed_on))
        places = list(claim.weaker)
        records = {"n": len(claim.window.beyond_activity)}
        if not places:
            return met(
                f"No team, shift or combination of both is known to be weaker since {since}", figures=records
            )
        rows = {place: claim.variation_for(place) for place in places}
        silent = [place for place in places if not rows[place]]
        partial = [
            place for place in places if rows[place] and not any(_complete(row) for row in rows[place])
        ]
        figures = records | {"weaker": len(places), "not_stated": len(silent), "incomplete": len(partial)}
        about = tuple(("variation", row.id) for row in claim.variation)
        name = claim.service.place_name
        if silent or claim.mostly_weaker:
            named = silent or places
            why = "More than half of the teams or of the shifts are weaker"
            return not_met(
                f"{why if claim.mostly_weaker else 'Weaker, and stated nowhere,'} since {since}: "
                f"{say_weaker(claim, named)}",
                "Bring the weaker places to the improved position, or claim it only where it holds"
                if claim.mostly_weaker
                else f"Write under variation for {listed([name(place) for place in silent])}: why it is "
                "weaker, whether "
                "that is material, and when it is reviewed",
                figures=figures,
                contradicting=weak_records(claim, named),
                about=about,
            )
        if partial:
            missing = sorted({word for place in partial for row in rows[place] for word in _missing(row)})
            return concern(
                f"Stated but not complete for {listed([name(place) for place in partial])}: "
                f"{listed(missing)} "
                f"{'is' if len(missing) == 1 else 'are'} blank",
                f"Fill in {listed(missing)} for {listed([name(place) for place in partial])} under variation",
                figures=figures,
                contradicting=weak_records(claim, partial),
                about=tuple(("variation", row.id) for place in partial for row in rows[place]),
            )
        return met(
            f"Leaders state {counted(len(places), 'place')} weaker since {since} themselves: "
            f"{say_weaker(claim, places)}",
            figures=figures,
            contradicting=weak_records(claim, places),
            about=about,
        )


def _missing(row: Variation) -> list[str]:
    given = {"explanation": row.explanation, "material": row.material, "review_on": row.review_on}
    return [word for word, value in given.items() if value is None]


def _complete(row: Variation) -> bool:
    return not _missing(row)
