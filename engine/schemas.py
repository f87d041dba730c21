"""JSON Schemas (draft 2020-12) of what takehold gives back and of the TOML files that people write.

They are made from the same classes that read the files, so that an editor completes exactly what will be accepted.
Descriptions are what a hover shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from .measure.terms import Terms
from .model import TABLES, Column, Fits, Level, columns
from .result import FORMAT, Outcome, Position, Readiness, Severity, StepKind

if TYPE_CHECKING:
    from .check import CheckClass

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[Schema] = {"type": "string"}
_TEXTS: Final[Schema] = {"type": "array", "items": _TEXT}
_ONE_OR_MORE: Final[Schema] = {"anyOf": [_TEXT, _TEXTS]}
_DATE: Final[Schema] = {"type": "string", "format": "date"}
_DIGEST: Final[Schema] = {"type": "string"}


def schema(name: str) -> Schema:
    """A schema by its name. Raises KeyError for a name that is none of `SCHEMAS`."""
    return {"$schema": _DIALECT, "$id": f"urn:takehold:schema:{name}", **SCHEMAS[name]()}


def _object(
    properties: Mapping[str, Schema], required: tuple[str, ...] | None = None, title: str = ""
) -> Schema:
    """An object with these properties and no others; all required unless told."""
    made: Schema = {"title": title} if title else {}
    needed = list(properties) if required is None else list(required)
    made |= {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return made | ({"required": needed} if needed else {})


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _words(kind: Any) -> Schema:
    return {"enum": [str(word) for word in kind]}


# What takehold gives back

_PLACE: Final = {
    "file": _TEXT,
    "row": {"type": ["integer", "null"], "minimum": 1, "description": "The row a spreadsheet shows"},
    "column": {"type": ["string", "null"]},
}


def result_schema() -> Schema:
    """The result document, as `--format json` writes it."""
    return _object(
        {
            "format": {"const": FORMAT},
            "takehold": _TEXT | {"description": "The version that judged"},
            "service": _object({"id": _TEXT, "name": _TEXT}),
            "as_of": _DATE,
            "ruleset": _object({"id": _TEXT, "version": _TEXT, "digest": _DIGEST}),
            "inputs": _list(
                _object({"file": _TEXT, "digest": _DIGEST, "records": {"type": "integer", "minimum": 0}})
            ),
            "verdict": _object(
                {
                    "readiness": _words(Readiness),
                    "readiness_without_waivers": _words(Readiness),
                    "required_stage": _TEXT,
                    "summary": _TEXT,
                }
            ),
            "claims": _list(_claim()),
            "findings": _list(_finding()),
            "path": _list(_step()),
            "problems": _list(_object({"level": _words(Level), **_PLACE, "message": _TEXT})),
        },
        title="A takehold result",
    )


def _claim() -> Schema:
    narrowed = _object(
        {"stage": _TEXT, "teams": _or_null(_TEXTS), "shifts": _or_null(_TEXTS), "statement": _TEXT}
    )
    return _object(
        {
            "id": _TEXT,
            "statement": _TEXT,
            "claimed": _TEXT,
            "evidenced": _TEXT,
            "position": _words(Position),
            "reservations": _TEXTS,
            "blocked_by": _TEXTS,
            "earliest": _or_null(_DATE),
            "narrowed": _or_null(narrowed),
        }
    )


def _finding() -> Schema:
    subject = _object({"type": {"enum": ["claim", "priority", "action", "service"]}, "id": _TEXT})
    return _object(
        {
            "check": _TEXT,
            "family": _TEXT,
            "subject": subject,
            "outcome": _words(Outcome),
            "severity": _words(Severity),
            "message": _TEXT,
            "remedy": _TEXT,
            "figures": {"type": "object"},
            "supporting": _TEXTS,
            "contradicting": _TEXTS,
            "locations": _list(_object(_PLACE)),
            "sources": _TEXTS,
            "waiver": _or_null(_object({"reason": _TEXT, "by": _TEXT, "until": _DATE})),
        }
    )


def _step() -> Schema:
    return _object(
        {
            "claim": _TEXT,
            "check": _TEXT,
            "kind": _words(StepKind),
            "what": _TEXT,
            "earliest": _or_null(_DATE),
        }
    )


# What people write

_FITS: Final[Mapping[Fits, Schema]] = {
    Fits.TEXT: {"type": "string"},
    Fits.ID: {"type": ["string", "number"]},
    Fits.DATE: {"type": "string"},
    Fits.DATE_OR_WORDS: {"type": "string"},
    Fits.NUMBER: {"type": ["number", "string"]},
    Fits.YES_NO: {"type": ["boolean", "string"]},
    Fits.LIST: _ONE_OR_MORE,
    Fits.SCOPE: _ONE_OR_MORE,
}


def _column(column: Column) -> Schema:
    told: Schema = {"description": column.help}
    if column.fits is Fits.WORD:
        return told | {"enum": list(column.words)}
    return told | _FITS[column.fits]


def _table(name: str) -> Schema:
    found = columns(name)
    required = tuple(column.name for column in found if column.required)
    return _object({column.name: _column(column) for column in found}, required)


def service_schema() -> Schema:
    """`service.toml`: the keys of the service, bare or under `[service]`."""
    table = _table("service")
    either = {"anyOf": [{"required": table["required"]}, {"required": ["service"]}]}
    return _object({**table["properties"], "service": table}, (), "service.toml") | either


def case_schema() -> Schema:
    """A case file as one TOML or JSON document."""
    tables: dict[str, Schema] = {
        name: _table(name) if name == "service" else _list(_table(name)) for name in TABLES
    }
    return _object(tables, ("service", "claims", "evidence"), "A takehold case file")


def waivers_schema() -> Schema:
    """`waivers.toml`."""
    waiver = _object(
        {
            "check": _TEXT | {"description": "The check that is waived, by its id"},
            "subject": _TEXT
            | {"description": "The claim, priority or action it is waived for; service for the service"},
            "reason": _TEXT | {"description": "Why it is right to live with it for now", "minLength": 1},
            "by": _TEXT | {"description": "Who decided that", "minLength": 1},
            "until": _TEXT | {"description": "The last day on which it holds: 2026-12-31"},
        }
    )
    return _object({"waiver": _list(waiver)}, (), "waivers.toml")


def mapping_schema() -> Schema:
    """`mapping.toml`, the keys and shapes that reading one holds it to."""
    from .mapping import shapes

    def keys(known: Mapping[str, shapes.Shape], **deeper: Schema) -> Schema:
        made = {name: {**shape.schema, "description": shape.what} for name, shape in known.items()}
        return _object(made | deeper, ())

    feed = {"anyOf": [shapes.TEXTS.schema, keys(shapes.COLUMN_KEYS)]}
    source = keys(
        shapes.SOURCE_KEYS,
        columns={"type": "object", "additionalProperties": feed},
        unfold=keys(shapes.UNFOLD_KEYS),
        leave_out=_list(keys(shapes.CONDITION_KEYS)),
    )
    return keys(shapes.TOP_KEYS, source=_list(source))


def ruleset_schema(checks: Mapping[str, CheckClass] | None = None) -> Schema:
    """A ruleset, with every check that is installed (or those given) and its parameters."""
    found = checks if checks is not None else _installed()
    ids = {"anyOf": [{"enum": sorted(found)}, _TEXT]}
    families = {"anyOf": [{"enum": sorted({check.family for check in found.values()})}, _TEXT]}
    stage = _object(
        {
            "id": _TEXT,
            "rank": {"type": "integer", "minimum": 1},
            "title": _TEXT,
            "requires": _list(ids)
            | {"description": "The checks it asks for beyond those of the stages below"},
            "also": _list(ids) | {"description": "Checks it asks for besides those it has inherited"},
        },
        ("id",),
    )
    cost = {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}
    settings = {id: _settings(check) for id, check in sorted(found.items())}
    declared = {"type": "object", "required": ["id"], "properties": {"id": _TEXT}}
    properties: dict[str, Schema] = {
        "id": _TEXT,
        "version": _TEXT,
        "title": _TEXT,
        "extends": _ONE_OR_MORE
        | {"description": "Rulesets whose rules this one takes over: names, or .toml files"},
        "plugins": _ONE_OR_MORE | {"description": "Plugins it needs: names, or .py files"},
        "words": _ONE_OR_MORE | {"description": "Word lists that texts are judged by"},
        "families": _list(families) | {"description": "Families of checks to run"},
        "checks": _list(ids) | {"description": "Checks to run"},
        "mandatory": _list(ids) | {"description": "Checks that can be neither switched off nor waived"},
        "required_stage": _TEXT | {"description": "The stage every claim must reach to be ready"},
        "max_waiver_days": {"type": "integer", "minimum": 1},
        "time_limit": {
            "type": "number",
            "minimum": 0,
            "description": "Seconds one check may take; 0: no limit",
        },
        "terms": _terms(),
        "path": _object({"cost": cost}, ()),
        "stage": _list(stage),
        # Written as [check.some-check], or as [[check]]: each keyword speaks of one of the two.
        "check": {
            "type": ["object", "array"],
            "properties": settings,
            "additionalProperties": {"type": "object"},
            "items": declared,
        },
    }
    return _object(properties, (), "A takehold ruleset")


def _installed() -> Mapping[str, CheckClass]:
    from .plugins import installed

    return installed().checks


def _terms() -> Schema:
    return _object({field.name: _fits(field) for field in attrs.fields(Terms)}, ())


def _settings(check: CheckClass) -> Schema:
    parameters = {
        field.name: _fits(field) | {"description": str(field.metadata.get("help", ""))}
        for field in check.parameters()
    }
    own: dict[str, Schema] = {
        "on": {"type": "boolean", "description": "Whether it runs"},
        "severity": _words(Severity),
        "sources": _TEXTS,
        "waivable": {"type": "boolean", "description": "Whether it may be waived"},
        "outright": {"type": "boolean", "description": "Whether a concern counts as not met"},
        "terms": _terms(),
    }
    return _object(parameters | own, ()) | {"description": check.title()}


_KINDS: Final[Mapping[type, Schema]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    tuple: _TEXTS,
}


def _fits(field: attrs.Attribute[Any]) -> Schema:
    """What fits a parameter or a term: its kind, its default, and its bounds where they are told."""
    default = list(field.default) if isinstance(field.default, tuple) else field.default
    made: Schema = {**_KINDS[type(field.default)], "default": default}
    for name, word in (("at_least", "minimum"), ("at_most", "maximum")):
        if field.metadata.get(name) is not None:
            made[word] = field.metadata[name]
    return made


SCHEMAS: Final[Mapping[str, Callable[[], Schema]]] = {
    "result": result_schema,
    "case": case_schema,
    "service": service_schema,
    "ruleset": ruleset_schema,
    "waivers": waivers_schema,
    "mapping": mapping_schema,
}
"""Each schema by the name that `takehold schema` knows it by."""
