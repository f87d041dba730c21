"""It would survive losing any one source."""

from __future__ import annotations

from takehold.engine.calendar import say_date
from takehold.engine.check import ClaimCheck, Judgement, concern, met, not_applicable, not_met
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import counted, listed
from takehold.engine.measure.value import Records
from takehold.engine.names import quoted
from takehold.engine.result import Severity
from takehold.engine.view import ClaimView


class SupportIndependent(ClaimCheck):
    """It would survive losing any one source.

    Establishes: That no single record, document or recorder carries the whole claim.
    Why it matters: If one notebook turns out to be wrong, or one person to see what they hope to see, a claim that
        leans on it alone falls. Agreement between people who looked separately is what makes evidence strong.
    How it decides: It looks at every way from a record to the claim, also through claims that this one rests on. Not
        met where one record lies on all of them, a concern where one document or one recorder does. A blank source or
        recorder counts as not known, never as shared. Not applicable where nothing supports the claim.
    What to do: Have a second person check, and record it somewhere else.
    """

    id = "support-independent"
    family = "evidence-graph"
    severity = Severity.MAJOR
    sources = (
        "service-wide-breadth#intro/2",
        "improvement-over-time#intro/1",
        "service-wide-breadth#framework/2",
        "embedded-improvement#framework/1",
    )

    def judge(self, claim: ClaimView) -> Judgement:
        """Judge what a claim's support has in common."""
        if not claim.is_supported:
            return not_applicable("Nothing supports this claim yet, so nothing could be withdrawn from it")
        if claim.changed and _apart(claim.supporting):
            # More ways to the claim, through others that it rests on, could only make it more independent.
            return self._met(claim.supporting)
        found = claim.service.named(claim.graph.supporting(claim.id))
        points = claim.graph.single_points(claim.id)
        figures = _figures(found)
        if points.records:
            only = points.records[0]
            day = claim.service.named((only,)).first_day
            assert day is not None
            return not_met(
                f"One record alone supports it: {only} of {say_date(day)}",
                f"Make a second check before {say_date(claim.next_review)}, by somebody else, and record it",
                figures=figures,
                supporting=(only,),
            )
        if not points.documents and not points.recorders:
            return self._met(found)
        carries = [
            *(f"come from one document, {quoted(name)}" for name in points.documents),
            *(f"were made by one recorder, {quoted(name)}" for name in points.recorders),
        ]
        who = f"somebody other than {points.recorders[0]}" if points.recorders else "somebody"
        where = (
            f" and record it elsewhere than in {points.documents[0]}"
            if points.documents
            else " and record it"
        )
        return concern(
            f"All {counted(len(found), 'record')} that support it {listed(carries)}",
            f"Have {who} check it{where}",
            figures=figures,
            supporting=found,
        )

    @staticmethod
    def _met(found: Records) -> Judgement:
        return met(
            f"No single record, document or recorder carries it: {counted(len(found), 'record')} support it",
            figures=_figures(found),
            supporting=found,
        )


def _apart(records: Records) -> bool:
    """Whether there are several records, and neither a document nor a recorder that all of them share."""
    columns = [records.column(name) for name in ("source", "recorded_by")]
    return len(records) > 1 and all(codes[0] == BLANK or (codes != codes[0]).any() for codes in columns)


def _figures(records: Records) -> dict[str, int]:
    """How many records support the claim, in how many known documents, by how many known recorders."""
    documents, recorders = (
        len(set(records.column(name).tolist()) - {BLANK}) for name in ("source", "recorded_by")
    )
    return {"records": len(records), "documents": documents, "recorders": recorders}
