"""An outlook as records, CSV, JSON or a data frame, each number with what it rests on."""

import json
from typing import Any

from ..ground.spelling import is_money
from ..sheets import reader
from .files import exports
from .outlook import BY_NAME, Outlook, sources_of

SCHEMA = "ssbmodel-outlook-1"
csv_text, frame = exports.csv_text, exports.frame


def has_money(quantity: Any) -> bool:
    """Return whether a quantity's unit holds a currency."""
    return any(is_money(name) for name, _ in quantity.unit_items())


def unit_text(quantity: Any) -> str:
    """Return a quantity's unit as the library reads it.

    >>> from ssbmodel import Q
    >>> unit_text(Q(1.9, "CNY_2025/Wh"))
    'CNY_2025/Wh'
    """
    return f"{quantity.units:~C}"


def rests_on(outlook: Outlook, name: str) -> tuple[list[str], list[str]]:
    """Return the assumptions and the figures behind one answer."""
    fields = list(sources_of(name))
    figures = dict.fromkeys(figure for field in fields for figure in outlook.scenario[field].rests_on)
    return fields, list(figures)


def records(outlook: Outlook) -> list[dict[str, Any]]:
    """Return one flat record per answer and year."""
    listed = []
    for name, quantity in outlook.results.items():
        fields, figures = rests_on(outlook, name)
        for row, year in enumerate(outlook.years):
            values = {case: float(outlook.case(name, case).magnitude[row]) for case in ("low", "central", "high")}
            listed.append(
                {"scenario": outlook.scenario.name, "year": year, "quantity": name, "label": BY_NAME[name].label}
                | values
                | {"unit": unit_text(quantity), "rests_on": " ".join(figures), "assumptions": " ".join(fields)}
            )
    return listed


def json_text(outlook: Outlook) -> str:
    """Return an outlook as JSON: answers, assumptions and figures, each under its name."""
    known = reader.figures()
    used = dict.fromkeys(name for a in outlook.scenario.assumptions for name in a.rests_on)
    data = {
        "schema": SCHEMA,
        "scenario": {
            "name": outlook.scenario.name,
            "title": outlook.scenario.title,
            "battery": outlook.scenario.battery,
        },
        "years": outlook.years,
        "cases": outlook.cases,
        "results": {name: _result(outlook, name) for name in outlook.results},
        "assumptions": {a.field: a.model_dump(mode="json", exclude_none=True) for a in outlook.scenario.assumptions},
        "figures": {name: str(known[name]) for name in used},
    }
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _result(outlook: Outlook, name: str) -> dict[str, Any]:
    quantity: Any = outlook.results[name]
    fields, figures = rests_on(outlook, name)
    return {
        "label": BY_NAME[name].label,
        "function": BY_NAME[name].function.__name__,
        "unit": unit_text(quantity),
        "values": quantity.magnitude.tolist(),
        "assumptions": fields,
        "rests_on": figures,
    }
