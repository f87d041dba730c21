"""The checks as SARIF rules, with help, and the documents they answer as taxonomies."""

from __future__ import annotations

from typing import Any, Final

from ...picture import CheckNote
from ...result import Finding, Result

MOST_TEXT: Final = 1_024
"""How many characters GitHub takes of a rule's description."""

_LEVEL: Final = {"blocker": "error", "major": "warning", "minor": "note", "info": "note"}
_PROBLEM: Final = {"error": "error", "warning": "warning", "note": "recommendation"}


class Rules:
    """The rules of one result: each check that gave a finding, by its place in the list."""

    def __init__(self, result: Result) -> None:
        self.method = result.method
        first: dict[str, Finding] = {}
        for finding in result.findings:
            first.setdefault(finding.check, finding)
        self.findings = dict(sorted(first.items()))
        self.index = {check: at for at, check in enumerate(self.findings)}
        anchors = sorted({source for finding in self.findings.values() for source in finding.sources})
        self.documents: dict[str, list[str]] = {}
        for anchor in anchors:
            self.documents.setdefault(anchor.partition("#")[0], []).append(anchor)

    def values(self) -> list[dict[str, Any]]:
        """Each rule."""
        return [self._rule(check, finding) for check, finding in self.findings.items()]

    def taxonomies(self) -> list[dict[str, Any]]:
        """Each document, with the paragraphs that rules answer."""
        return [
            {"name": name, "taxa": [{"id": anchor} for anchor in anchors]}
            for name, anchors in self.documents.items()
        ]

    def _rule(self, check: str, finding: Finding) -> dict[str, Any]:
        note = self.method.check(check) if self.method else None
        title = note.title if note else check
        level = _LEVEL[str(finding.severity)]
        said = note.explanation.get("Establishes", title) if note else title
        return {
            "id": check,
            "shortDescription": {"text": _cut(title)},
            "fullDescription": {"text": _cut(said)},
            "help": {"text": _help(note, title), "markdown": _help(note, title, "**")},
            "defaultConfiguration": {"level": level},
            "relationships": [self._relationship(source) for source in sorted(set(finding.sources))],
            "properties": {
                "tags": [finding.family, finding.subject.type],
                "precision": "very-high",
                "problem.severity": _PROBLEM[level],
                "severity": str(finding.severity),
            },
        }

    def _relationship(self, source: str) -> dict[str, Any]:
        document = source.partition("#")[0]
        component = {"name": document, "index": list(self.documents).index(document)}
        return {"target": {"id": source, "toolComponent": component}, "kinds": ["relevant"]}


def _help(note: CheckNote | None, title: str, strong: str = "") -> str:
    if note is None or not note.explanation:
        return title
    return "\n\n".join(f"{strong}{heading}{strong}: {text}" for heading, text in note.explanation.items())


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"
