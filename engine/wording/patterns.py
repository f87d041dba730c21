"""How numbers, dates, times and frequencies look in the sentences of plans and reports.

Everything that a text is scanned for is one alternative of `SCAN`; the first that fits decides. The marks
between clauses are found by it too.
"""

from __future__ import annotations

import re
from typing import Final

NUMBER_WORDS: Final = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen|half|third|quarters|"
    "halve[ds]?|doubled?|trebled?|tripled?"
)
MONTHS: Final = (
    "jan(?:uary)?|feb(?:ruary)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    # May and March are words of their own: a month only where written as one.
    "dec(?:ember)?|(?-i:March)|(?-i:May)(?=[ ]\\d)|(?<=in[ ])(?-i:May)|(?<=by[ ])(?-i:May)|(?<=of[ ])(?-i:May)|"
    "(?<=since[ ])(?-i:May)"
)
_DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_SPAN = (
    "shifts?|days?|nights?|weeks?|weekends?|fortnight|months?|quarters?|years?|hours?|visits?|calls?|rounds?|meals?|"
    "units?|wings?|floors?"
)
_COUNT = rf"(?:{NUMBER_WORDS}|\d+)"

_DATE = rf"""
    \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}} | \d{{4}}-\d{{2}}-\d{{2}}
  | \b(?:\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?)?(?:{MONTHS})\b(?:[ ]\d{{1,4}}(?:st|nd|rd|th)?\b)?
  | \b\d{{1,2}}(?:st|nd|rd|th)\b | \b{_DAYS}\b | \b(?:19|20)\d\d\b
  | \b(?:by|before|until)[ ](?:the[ ])?end[ ]of[ ](?:the[ ]|this[ ])?(?:{_SPAN})\b
  | \b(?:before|by)[ ](?:the[ ])?(?:shift[ ]ends|noon|midday|midnight|lunch|breakfast|bedtime)\b
  | \b(?:the[ ])?same[ ](?:day|shift)\b
"""
_TIME = r"\b\d{1,2}[:.]\d{2}(?:[ ]?[ap]m)?\b | \b\d{1,2}[ ]?[ap]m\b | \b24/7\b | \b1:1\b"
_FREQUENCY = rf"""
    \b(?:{_COUNT}|once|twice)(?:[ ]times)?[ ](?:a|an|per|every|each)[ ](?:{_SPAN})\b
  | \b(?:twice|{_COUNT}[ ]times)\b
  | \b(?:per|an?)[ ](?:{_SPAN})\b(?![ ](?:of|in|on|at|is|was|has)\b)
  | \b(?:daily|nightly|hourly|weekly|fortnightly|monthly|quarterly|annually|yearly)\b
  | \b(?:each|every)[ ](?:other[ ](?:{_SPAN})\b|{_COUNT}[ ]\w+|[\w-]+)
  | \b\w+-(?:hourly|weekly|monthly)\b
  | \bat[ ](?:the[ ])?(?:start|end)[ ]of[ ](?:the[ ]|each[ ]|every[ ])?(?:{_SPAN})\b
  | \bat[ ]handover\b | \bafter[ ](?:an?|any)[ ]\w+\b
"""
_NUMBER = rf"""
    (?:[£≥≤<>][ ]?)?\d[\d,]*(?:\.\d+)?(?:[ ]?%|[a-z]{{1,3}}\b|\b)(?:-[^\W\d_]+)*
  | \b(?:{NUMBER_WORDS})(?:-\w+)*\b
  | \bone(?=[ ](?:in|of|per|out)[ ]) | (?<=least[ ])one\b | (?<=than[ ])one\b
"""
_WORD = r"n/a\b | \be\.g\. | \bi\.e\. | [^\W\d_]+(?:['’][^\W\d_]+)*['’]?(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*"

SCAN: Final = re.compile(
    rf"(?P<date>{_DATE})|(?P<time>{_TIME})|(?P<frequency>{_FREQUENCY})"
    rf"|(?P<code>\b[^\W\d_]+\d[^\W_]*\b)|(?P<number>{_NUMBER})"
    r"|(?P<word>" + _WORD + r")|(?P<mark>[.;:!?,()\n–—•]|(?<=\s)-(?=\s))",
    re.VERBOSE | re.IGNORECASE,
)

_CITED: Final = re.compile(
    r"(?:regulations?|reg|standards?|sections?|articles?|outcome|enabler|principle|page|room|version|phase|step|"
    r"appendix|item|action|annex|indicator|bedroom|flat|v|no|number|aged|age|ages)\.?\s*$",
    re.IGNORECASE,
)
_LONGEST: Final = len("regulations.")


def is_cited(before: str) -> bool:
    """Whether what stands before a number makes it one that counts nothing: Regulation 12, room 4, step 2."""
    # Only its end is looked at: the pattern would be tried from every place in a long text.
    return _CITED.search(before.rstrip()[-_LONGEST:]) is not None


OF_PLACES: Final = re.compile(
    r"\s+(?:\w+\s+)?(?:wings?|units?|floors?|teams?|homes?|houses?|runs?|wards?|sites?|services?|shifts?)\b",
    re.IGNORECASE,
)
"""What follows a number that counts places: "all three wings" says where, not how much."""

NOT_SAID: Final = re.compile(
    r"""<[^>\n]{1,200}>|&(?:nbsp|amp|lt|gt|quot)\b;?"""
    r"""|["“](?=[^"”]*\s[^"”]*\s[^"”]*\s)[^"“”]{20,}["”]|(?<!\w)['‘](?=\w)[^'‘’\n]{20,}(?:['’]\w[^'‘’\n]*)*['’](?!\w)"""
    r"""|(?m:^)\s*(?:\(?[a-z0-9]{1,3}\)|\d+(?:\.\d+)*[a-z]*[.)])(?=\s)|(?<![\w.])\d+(?:\.\d+){2,}[a-z]*""",
    re.IGNORECASE,
)
"""What stands in a text without being said in it: markup, long quotations, the numbers of a list."""
