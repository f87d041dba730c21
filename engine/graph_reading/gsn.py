"""The part of YAML that gsn2x's files are written in: elements at the margin, their attributes indented.

An attribute's value is on its own line, a list in brackets, or a list or block of text below. That is all this reads:
texts and other attributes are passed over, and anything else is told with its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

READ: Final = frozenset({"supportedBy", "inContextOf", "challenges"})

_TOP: Final = re.compile(r"^(?P<key>\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^\s:#\"'][^:]*?)\s*:(?P<rest>\s.*|)$")
_OWN: Final = re.compile(r"^(?P<margin>\s+)(?P<key>[A-Za-z]\w*)\s*:(?P<rest>\s.*|)$")
_ITEM: Final = re.compile(r"^\s+-\s+(?P<item>.+)$")


def read(text: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Each element and the ids that its attributes name. Raises ValueError, with the line, for what cannot be read."""
    elements: dict[str, dict[str, tuple[str, ...]]] = {}
    own: dict[str, tuple[str, ...]] = {}
    key, depth = "", None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#") or line.rstrip() in ("---", "..."):
            continue
        if not line[0].isspace():
            found = _TOP.match(line)
            if found is None:
                raise ValueError(f"line {number}: an element such as `G1:` should begin here")
            own = elements.setdefault(_plain(found["key"]), {})
            key, depth = "", None
            continue
        attribute, item = _OWN.match(line), _ITEM.match(line)
        if attribute is not None and (depth is None or len(attribute["margin"]) <= depth):
            key, depth = attribute["key"], len(attribute["margin"])
            if key in READ:
                own[key] = tuple(_listed(attribute["rest"].strip(), number))
        elif item is not None and key in READ:
            own[key] = (*own.get(key, ()), _plain(item["item"]))
    return {id: attributes for id, attributes in elements.items() if id != "module"}


def _listed(value: str, number: int) -> Iterator[str]:
    """The ids in a value: one, or several in brackets."""
    value = re.sub(r"\s+#.*$", "", value)
    if value.startswith("["):
        if not value.endswith("]"):
            raise ValueError(f"line {number}: a list in brackets should end on its line")
        yield from (_plain(word) for word in value[1:-1].split(",") if word.strip())
    elif value:
        yield _plain(value)


def _plain(word: str) -> str:
    word = word.strip()
    if word.startswith('"'):
        try:
            return str(json.loads(word))
        except ValueError:
            return word.strip('"')
    return word.strip("'")
