"""How a result was arrived at: the stages and checks of the ruleset that judged, in their own words."""

from __future__ import annotations

from ..ruleset import Ruleset, Use
from .values import CheckNote, Method, ParameterNote, StageNote


def method(ruleset: Ruleset) -> Method:
    """The stages and checks of a ruleset."""
    stages = tuple(
        StageNote(id=stage.id, rank=stage.rank, title=stage.title, requires=stage.requires)
        for stage in ruleset.ladder.stages
    )
    return Method(title=ruleset.title, stages=stages, checks=tuple(_check(use) for use in ruleset.uses))


def _check(use: Use) -> CheckNote:
    check = use.check
    return CheckNote(
        id=use.id,
        title=check.title(),
        family=check.family,
        subject=check.subject,
        severity=str(use.severity),
        sources=use.sources,
        explanation=_explanation(use),
        parameters=tuple(
            ParameterNote(
                name=field.name,
                value=getattr(check, field.name),
                default=field.default,
                help=str(field.metadata.get("help", "")),
            )
            for field in check.parameters()
        ),
    )


def _explanation(use: Use) -> dict[str, str]:
    """A check's explanation; nothing where its author left a paragraph out, which must not cost the report."""
    try:
        return dict(use.check.explanation())
    except ValueError:
        return {}
