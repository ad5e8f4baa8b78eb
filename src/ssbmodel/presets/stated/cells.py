"""What chemistries, formats of cells and presses state."""

from typing import Any

from ...core.assumption import Assumption
from ...documents.presets import Sources, assumptions, years_behind
from ..cells.chemistries import chemistry, rows_of
from ..cells.formats import cell_format
from ..loader import preset
from .works import works_of

Facts = dict[str, str | bool]
Stated = tuple[Assumption, ...]
_CHOICES = ("positive", "negative", "layer", "catholyte", "second_layer")


def chemistry_facts(name: str) -> Facts:
    """Return the discrete choices of a chemistry, for other parts to read.

    >>> chemistry_facts("sulfide-nmc-li")["layer"]
    'sulfide'
    """
    found = chemistry(name)
    materials: Facts = {key: getattr(found, key) for key in _CHOICES}
    return {"chemistry": name, "solid": found.solid, **materials}


def chemistry_assumptions(name: str) -> tuple[Facts, Stated]:
    """Return a chemistry's discrete choices, and what it states but for prices, which :func:`material_prices` has.

    Raises
    ------
    ScenarioError
        If there is no chemistry of that name.

    Examples
    --------
    >>> facts, stated = chemistry_assumptions("polymer-lfp-li")
    >>> [str(one) for one in stated if one.name == "carbon_density"]
    ['carbon_density = 1.825 g/cm3 [sourced: Argonne National Laboratory, BatPaC 5 (workbook saved 2022-07-22)]']
    """
    rows, works = _rows(name)
    return chemistry_facts(name), assumptions({k: v for k, v in rows.items() if not _is_price(k)}, sources=works)


def material_prices(name: str) -> Stated:
    """Return the prices of a chemistry's materials, and the years that their money is taken to be of.

    Raises
    ------
    ScenarioError
        If there is no chemistry of that name.

    Examples
    --------
    >>> [one.name for one in material_prices("polymer-lfp-li")][:2]
    ['positive_active_price', 'negative_active_price']
    """
    rows, works = _rows(name)
    prices = {key: row for key, row in rows.items() if _is_price(key)}
    return assumptions(prices, sources=works) + years_behind(prices, works)


def press_assumptions() -> Stated:
    """Return what a press of cells is made of, its prices and their year included.

    >>> [one.name for one in press_assumptions()][1]
    'allowed_stress'
    """
    data = preset("chemistries.toml")
    works = works_of(data)
    return assumptions(data["press"], sources=works) + years_behind(data["press"], works)


def format_assumptions(name: str) -> Stated:
    """Return what a format of cells in a can states.

    Raises
    ------
    ScenarioError
        If there is no format of that name.

    Examples
    --------
    >>> [str(one) for one in format_assumptions("cylindrical") if one.name == "can_diameter"]
    ['can_diameter = 21 mm [sourced: M. J. Lacey, cellmodels (notebook 1, cylindrical example)]']
    """
    data = preset("formats.toml")
    known = cell_format(name).values
    rows = {key: row for key, row in {**data["common"], **data["format"][name]}.items() if key in known}
    return assumptions(rows, sources=works_of(data))


def _rows(name: str) -> tuple[dict[str, Any], Sources]:
    return rows_of(name), works_of(preset("chemistries.toml"))


def _is_price(name: str) -> bool:
    return name.endswith("_price")
