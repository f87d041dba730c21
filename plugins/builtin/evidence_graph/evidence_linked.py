"""Records are put to use."""

from __future__ import annotations

from collections import Counter

import attrs

from takehold.engine.check import Judgement, ServiceCheck, concern, insufficient, met, not_met, parameter
from takehold.engine.ledger import BLANK
from takehold.engine.measure.say import counted, listed, percent
from takehold.engine.measure.value import Records
from takehold.engine.result import Severity
from takehold.engine.view import ServiceView

_NEAR = 1e-9


@attrs.frozen(kw_only=True)
class EvidenceLinked(ServiceCheck):
    """Records are put to use.

    Establishes: That most of what is recorded bears on something the service says or plans.
    Why it matters: Audits and complaints that nobody draws on cost work and teach nothing, and what they say is missing
        from the case.
    How it decides: Of the records outside activity it counts those that belong to a claim, are cited by a priority of
        the plan or are of a priority's theme. Met at 80%, a concern at half, not met below.
    What to do: Give the records named here the theme of a claim or priority, or name the claims they bear on.
    """

    id = "evidence-linked"
    family = "evidence-graph"
    severity = Severity.INFO
    sources = (
        "improvement-plans#why/1",
        "improvement-plans#why/2",
        "service-wide-breadth#conclusion/2",
    )

    linked_share: float = parameter(0.8, "The share of records that is put to use", at_least=0.5, at_most=1.0)

    def judge(self, service: ServiceView) -> Judgement:
        """Judge how much of what is recorded is drawn on."""
        every = len(service.records.beyond_activity)
        if not every:
            return insufficient(
                "No audit, check, complaint or other record of a result is on file",
                "Enter the records there are, and name the claims they bear on",
                figures={"records": 0},
            )
        idle = service.idle
        share = 1 - len(idle) / every
        found = {
            "figures": {"linked": every - len(idle), "records": every, "share": share},
            "contradicting": idle,
        }
        what = f"{every - len(idle):,} of {counted(every, 'record')} ({percent(share)}) bear on a claim or a priority"
        if len(idle):
            what += f"; the rest are {listed(_by_theme(idle))}"
        remedy = (
            "Give the records named here the theme of a claim or priority, or name the claims they bear on"
        )
        if share >= self.linked_share - _NEAR:
            return met(what, **found)
        return concern(what, remedy, **found) if share >= 0.5 - _NEAR else not_met(what, remedy, **found)


def _by_theme(records: Records) -> list[str]:
    """How many records there are of each theme, most first."""
    words = records.ledger.words["theme"].words
    counts = Counter(records.column("theme").tolist())
    return [f"{n:,} of {words[code] if code != BLANK else 'no theme'}" for code, n in counts.most_common()]
