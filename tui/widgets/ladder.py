"""The ladder drawn in characters: a rung for each stage, what the evidence reaches beside what is claimed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from ..viewmodel.ladder import StageRow
from ..viewmodel.words import bold


def rungs(stages: Sequence[StageRow]) -> Text:
    """The ladder, highest rung first; every mark has its word, so that it reads the same without colour."""
    drawn = bold("  evidence  claim\n")
    for stage in reversed(stages):
        evidence = "██████" if stage.reached else "░░░░░░"
        claim = "████" if stage.claimed else "    "
        over = stage.claimed and not stage.reached
        drawn.append(f"  {evidence}    ", style="green" if stage.reached else "dim")
        drawn.append(claim, style="red" if over else "green").append(f"  {stage.id}", style="bold")
        drawn.append(f"{'  ← needed' if stage.required else ''}\n")
        still = (
            f"{stage.open} of {len(stage.checks)} still open"
            if stage.open
            else f"all {len(stage.checks)} answered{'' if stage.reached else ': it waits for what is below it'}"
        )
        drawn.append(f"                    {still}{'; claimed, not reached' if over else ''}\n", style="dim")
    drawn.right_crop()
    return drawn
