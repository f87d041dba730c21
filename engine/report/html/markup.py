"""Elements of the page. Every text goes in through here and is escaped on the way out; there is no other way in."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ..escape import shown

Child = ET.Element | str | None
"""What an element can hold: another, a text, or nothing."""


def e(tag: str, *children: Child, **attributes: str | float | None) -> ET.Element:
    """An element. An attribute's `_` stands for `-` (`aria_label`, `class_`); one that is None is left out."""
    made = ET.Element(tag)
    for name, value in attributes.items():
        if value is not None:
            text = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
            made.set(name.rstrip("_").replace("_", "-"), shown(text))
    add(made, *children)
    return made


def add(parent: ET.Element, *children: Child) -> None:
    """Put more into an element, after what it holds."""
    for child in children:
        if isinstance(child, ET.Element):
            parent.append(child)
        elif child:
            _say(parent, shown(child))


def _say(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def data(text: str) -> ET.Element:
    """Words of the service's own, in their own direction of writing."""
    return e("bdi", text)


def section(heading: str, *children: Child, level: int = 2, id: str | None = None) -> ET.Element:
    """A part of the page under a heading."""
    return e("section", e(f"h{level}", heading, id=id), *children)


def folded(summary: str, *children: Child, printed: bool = False) -> ET.Element:
    """What a reader opens; on paper only its summary stands, unless it is to be `printed`."""
    return e("details", e("summary", summary), *children, class_="printed" if printed else None)


def table(
    caption: str,
    headings: Iterable[str],
    rows: Iterable[Iterable[Child]],
    *,
    class_: str | None = None,
    quiet: bool = False,
) -> ET.Element:
    """A table with a caption (said, and shown unless `quiet`); the first cell of each row is its heading."""
    body = e("tbody")
    for row in rows:
        line = e("tr")
        for at, cell in enumerate(row):
            made = cell if isinstance(cell, ET.Element) and cell.tag in ("td", "th") else None
            if made is None:
                made = e("th", cell, scope="row") if at == 0 else e("td", cell)
            line.append(made)
        body.append(line)
    head = e("thead", e("tr", *(e("th", heading, scope="col") for heading in headings)))
    said = e("caption", caption, class_="said" if quiet else None)
    return scrolls(caption, e("table", said, head, body, class_=class_))


def scrolls(label: str, *children: Child) -> ET.Element:
    """A box that scrolls sideways where the page is narrow, also by keyboard."""
    return e("div", *children, class_="scrolls", tabindex="0", role="group", aria_label=label)


def items(*children: Child, class_: str | None = None, tag: str = "ul") -> ET.Element:
    """A list."""
    return e(tag, *(e("li", child) for child in children if child is not None), class_=class_)


def together(*children: Child) -> ET.Element:
    """Several things where one is asked for."""
    return e("span", *children)


def whole(root: ET.Element) -> str:
    """The page as text."""
    return "<!DOCTYPE html>\n" + ET.tostring(root, encoding="unicode", method="html") + "\n"
