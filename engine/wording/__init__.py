from .advice import objection, suggestion
from .judged import Degree, Span, Use, Vagueness
from .owner import Owner, judge_owner
from .progress import gives_figure, says_nothing
from .similar import near_repeats, nearly_same, similarity
from .strength import Strength, Tier, names_practical_check, strength, strongest
from .uses import (
    check_is_vague,
    judge_action,
    problem_is_vague,
    standard_is_vague,
    statement_is_vague,
    trigger_is_vague,
    word_count,
)
from .vagueness import plain_matches, vagueness
from .weight import Slot
from .words import Words, extended, shipped

__all__ = [
    "Degree",
    "Owner",
    "Slot",
    "Span",
    "Strength",
    "Tier",
    "Use",
    "Vagueness",
    "Words",
    "check_is_vague",
    "extended",
    "gives_figure",
    "judge_action",
    "judge_owner",
    "names_practical_check",
    "near_repeats",
    "nearly_same",
    "objection",
    "plain_matches",
    "problem_is_vague",
    "says_nothing",
    "shipped",
    "similarity",
    "standard_is_vague",
    "statement_is_vague",
    "strength",
    "strongest",
    "suggestion",
    "trigger_is_vague",
    "vagueness",
    "word_count",
]
