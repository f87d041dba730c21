"""Where SARIF says that something stands: a file below the folder that addresses start from, and its line."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ...model import Place
from ...result import Finding, Result, Subject
from ..escape import clean
from ..telling import about, is_binary, line_of, parts


class Places:
    """The locations of one result; `base` is the case's folder, seen from where addresses start."""

    def __init__(self, result: Result, base: str) -> None:
        self.base = base
        self.files = [one.file for one in result.inputs]

    def of(self, finding: Finding) -> list[dict[str, Any]]:
        """Every place of a finding; where it has none, the file that its subject belongs in."""
        places = finding.locations or (self._home(finding.subject),)
        return [self.at(place, about(finding.subject)) for place in places]

    def at(self, place: Place, name: str = "") -> dict[str, Any]:
        """A place as a location. A workbook has no lines, so no region; a document's rows are not its lines."""
        physical: dict[str, Any] = {"artifactLocation": self.artifact(place.file)}
        if not is_binary(parts(place)[0]):
            line = line_of(place) or 1
            physical["region"] = {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 2}
        _, table = parts(place)
        words = [clean(table)] if table else []
        words += [f"row {place.row}"] if table and place.row is not None else []
        words += [clean(place.column)] if place.column else []
        told = ", ".join(words) or name
        return {
            "physicalLocation": physical,
            **({"logicalLocations": [{"fullyQualifiedName": told}]} if told else {}),
        }

    def artifact(self, file: str) -> dict[str, Any]:
        """A file of the case as a relative address."""
        name, _ = parts(Place(file))
        path = clean(name).replace("\\", "/").lstrip("/")
        return {"uri": quote(f"{self.base}/{path}" if self.base else path)}

    def _home(self, subject: Subject) -> Place:
        word = {"claim": "claim", "priority": "priorit", "action": "action"}.get(subject.type, "service")
        named = [file for file in self.files if word in file]
        return Place((named or self.files or ["service.toml"])[0], 1)
