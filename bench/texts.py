"""The sentences that made-up services are written with; each has slots that differ from service to service."""

from __future__ import annotations

from typing import Final

import attrs


@attrs.frozen
class ClaimText:
    """What one kind of claim says."""

    theme: str
    measure: str
    kind: str
    statement: str
    problem: str
    cause: str
    standard: str


@attrs.frozen
class ReviewText:
    """What a meeting asked and decided."""

    challenge: str
    decision: str


CLAIMS: Final = (
    ClaimText(
        "hydration",
        "Drink standards met, of those looked at in each check",
        "practice",
        "Staff at {house} offer a drink at every visit to a room and write down what was drunk, in {n} of 100 checks",
        "Only {n} of 100 charts showed what was drunk, and on nights no drink was offered between ten and six",
        "Drinks came on a trolley twice a shift and nobody was named for the people who need help",
        "A drink within reach and offered at every visit, the amount drunk written within the hour",
    ),
    ClaimText(
        "medicines",
        "Medicine rounds without a gap in the chart",
        "outcome",
        "Gaps in medicine charts at {house} have fallen since the double check at handover: {n} of 100 rounds have none",
        "{n} in 100 medicine charts had a signature missing, most often after the late round on Elm",
        "The person giving medicines also answered the door and the telephone",
        "Every dose signed for at the bedside, and the chart read through by two people at each handover",
    ),
    ClaimText(
        "care-plans",
        "Care plans that match what staff do",
        "practice",
        "Care plans at {house} now say what each person wants at night, and {n} of 100 sampled match what staff do",
        "In {n} of 100 sampled care plans the night section was blank or copied from another person",
        "Plans were written in the office from the old plan, not with the person",
        "Each plan says what helps the person settle, who wrote it with them, and when, within the last month",
    ),
)
NAMES: Final = (
    "Alder", "Birch", "Cedar", "Damson", "Elder", "Fern", "Gorse", "Hazel", "Iris", "Juniper", "Kestrel", "Linden",
    "Maple", "Nettle", "Orchid", "Poplar", "Quince", "Rowan", "Sorrel", "Teasel", "Umber", "Violet", "Willow", "Yarrow",
)  # fmt: skip
POSTS: Final = (
    "Deputy Manager", "Registered Manager", "Elm Team Leader", "Oak Team Leader", "Ash Team Leader", "Night Lead",
    "Clinical Lead", "Head Cook", "Activities Coordinator", "Quality Lead", "Training Lead", "Maintenance Lead",
)  # fmt: skip
ACTIONS: Final = (
    "Put a jug and {n} beakers within reach in each room on {team} by the end of week {m}",
    "Replace the fluid chart on {team} with one that asks what was drunk, and read {n} of them each Friday",
    "{post} to work {n} late shifts on {team} beside the new carers and sign their competency record",
    "Name one person on each shift for the {n} residents who need help, on the {team} allocation sheet",
    "Remind all staff to complete records on {team}",
    "Ring-fence the medicine round on {team}: red tabard on, telephone to the office for {n} minutes",
    "Sample {n} charts a week on {team} without warning and put the score up in room {m} the same day",
    "Improve communication across the team",
    "Write the night section of {n} care plans with each person on {team}, starting with room {m}",
    "Move the {n} o'clock handover to the nurses' station so that both seniors read the {team} charts together",
    "Provide further training on documentation to staff on {team}",
    "Buy {m} sensor lights and fit {n} of them in the {team} corridor before the clocks change",
    "Read every complaint about {team} aloud at the {n} o'clock meeting and write down who will ring the family",
    "Continue to monitor and embed good practice",
    "{post} to telephone {n} families a month and ask the three questions on card {m}",
)
CHECKS: Final = (
    "{n} charts sampled on each unit every month",
    "{post} reads {n} care plans on {team} against what staff say",
    "Ongoing monitoring",
    "Unannounced observation of {n} rounds on {team}, nights included",
    "Audit tool {m}: at least {n} of 25 points on {team}",
    "Discussed in supervision",
)
OUTCOMES: Final = (
    "{n} of 25 charts on {team} complete in the first month",
    "{team} went from {m} gaps to {n} in the quarter",
    "All {n} carers on {team} observed and signed off",
    "Completed",
)
UPDATES: Final = (
    "{n} of {m} done on {team} so far; the rest wait for the night staff's next study day.",
    "{team} finished on Monday. {n} records read today and {m} points were right.",
    "On track.",
    "Delayed: {n} of the {team} staff were off sick, so the date moves by {m} days.",
    "In progress, staff reminded at handover.",
)
REVIEWS: Final = (
    ReviewText(
        "Asked why {n} charts on nights were not sampled", "Sample {n} more on nights before the next meeting"
    ),
    ReviewText("Are these the same {n} people each month?", "Choose the sample by room number from now on"),
    ReviewText("None", "Continue"),
    ReviewText(
        "Asked what happened in week {n}, when nobody from the office was in",
        "Read that week's {n} records again",
    ),
)
NOTES: Final = (
    "Drink within reach, chart up to date.",
    "Beaker on the window sill, out of reach.",
    "Offered twice and declined; offered again at supper.",
    "Two signatures missing after the late round.",
    "Plan read aloud with the person, one line changed.",
    "She said staff come when she rings.",
    "Carer explained why the thickener is used.",
    "Handover took nine minutes, both charts read.",
)
