"""What the reference design's plant and its prices state."""

from typing import Any

from ...core.assumption import Assumption, Prepared
from ...documents.presets import assumptions, years_behind
from ...ground.errors import ScenarioError
from ...ground.spelling import write_unit
from ..cells.plants import item_table, step_table
from ..cells.processes import named_plant
from ..loader import preset
from .reference import refuse_unknown
from .works import all_price_years, one_work

Stated = tuple[Assumption, ...]
DECK = ("prices", "rates", "electronics")
PLANT = ("yields", "solvents", *DECK, "working_days")


def plant_assumptions(name: str = "batpac-50-gwh", *sections: str) -> Stated:
    """Return what a plant states, its prices and their year included: all sections of it, or those that are named.

    Parameters
    ----------
    name : name of a plant
    sections : names of ``PLANT``
        The deck of prices is ``prices``, ``rates`` and ``electronics``.

    Raises
    ------
    ScenarioError
        If there is no plant or section of a name.

    Examples
    --------
    >>> plant_assumptions("documents-4-gwh", "rates")[1].quantity()
    <Quantity(25.0, 'USD_2022 / hour')>
    """
    refuse_unknown(f"plant {name!r}", sections, PLANT)
    data = preset("plants.toml")
    wanted = [section for section in PLANT if section in (sections or PLANT)]
    rows = {key: text for section in wanted for key, text in _plant_texts(data, section).items()}
    works = one_work(data)
    stated = assumptions(rows, sources=works)
    return (_output(name), *stated, *years_behind(rows, works))


def price_deck(name: str = "batpac-2022") -> Stated:
    """Return the prices, rates and electronics of a deck, with the year that its money is taken to be of.

    Raises
    ------
    ScenarioError
        If there is no deck of that name.

    Examples
    --------
    >>> price_deck()[-1].name
    'price_year_batpac_2022'
    """
    if name != preset("plants.toml")["price_year"]:
        raise ScenarioError(f"no price deck called {name!r}. Choose of {preset('plants.toml')['price_year']}.")
    return tuple(one for one in plant_assumptions("batpac-50-gwh", *DECK) if one.name != "annual_output")


def plant_tables() -> tuple[Prepared, ...]:
    """Return the reference plant's steps and purchased parts, their money in the deck's price year.

    >>> [one.name for one in plant_tables()]
    ['step_table', 'item_table']
    """
    data = preset("plants.toml")
    money = f"{data['money']}_{all_price_years()[data['price_year']].year}"
    steps, items = step_table(), item_table()
    dated = (
        type(steps)(steps.steps, steps.base, steps.further, money),
        type(items)(items.items, items.volume_power, money),
    )
    return tuple(
        Prepared(name, table, data["source"], data["price_year"])
        for name, table in zip(("step_table", "item_table"), dated, strict=True)
    )


def _plant_texts(data: dict[str, Any], section: str) -> dict[str, Any]:
    return {"working_days": data["further"]["base_days"]} if section == "working_days" else dict(data[section])


def _output(name: str) -> Assumption:
    """Return what a plant makes in a counted year."""
    found = named_plant(name)
    if found.rests_on:
        return Assumption(name="annual_output", rests_on=found.rests_on, rule="low end as printed", reason=found.why)
    unit = write_unit(tuple(found.annual_output.unit_items()))
    source = preset("plants.toml")["source"]
    return Assumption(
        name="annual_output", value=found.annual_output.magnitude, unit=unit, sources=(source,), reason=found.why
    )
