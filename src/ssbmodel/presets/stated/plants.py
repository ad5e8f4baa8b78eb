"""What the reference design, its plant and its prices state."""

from typing import Any

from ...core.assumption import Assumption, Prepared
from ...documents.presets import assumptions, years_behind
from ...ground.errors import ScenarioError, did_you_mean
from ...ground.spelling import write_unit
from ...ground.units import Q
from ..cells.plants import item_table, step_table
from ..cells.processes import named_plant
from ..cells.reference import reference
from ..loader import preset
from .works import BATPAC, all_price_years, one_work

Stated = tuple[Assumption, ...]
_TEXTS = ("pouch", "layout", "metals", "conductors", "module", "rack", "jacket", "duty", "kinetics")
_DERIVED = {
    "open_voltages": "Read off the workbook's table of open-circuit voltage by charge, between whole tenths on a line.",
    "resistances": "Read off the workbook's tables, or computed from its constants as it does.",
    "charge_fit": "The workbook's fit of charging time, at its reference temperature and capacity.",
    "electrodes": "Recipe, capacities after formation, densities of the workbook, and coating densities that follow.",
}
REFERENCE = (*_TEXTS, *_DERIVED)
DECK = ("prices", "rates", "electronics")
PLANT = ("yields", "solvents", "recipe", *DECK, "working_days")


def reference_assumptions(*sections: str) -> Stated:
    """Return what the 100 kWh reference design states: all sections of it, or those that are named.

    Parameters
    ----------
    sections : names of ``REFERENCE``
        ``pouch`` to ``jacket`` are sizes and materials around the layers, ``duty`` and ``kinetics`` what is asked of
        the pack and how its cells answer, ``charge_fit`` its bound of charging, ``electrodes`` and ``open_voltages``
        what belongs to its own electrode pair.

    Raises
    ------
    ScenarioError
        If there is no section of a name.

    Examples
    --------
    >>> [str(one) for one in reference_assumptions("layout")][:1]
    ['cells_per_module = 20 [sourced: Argonne National Laboratory, BatPaC 5 (Knehr, ... rginster/batpy]']
    """
    _refuse_unknown("the reference", sections, REFERENCE)
    wanted = sections or REFERENCE
    return tuple(one for section in REFERENCE if section in wanted for one in _of_reference(section))


def plant_assumptions(name: str = "batpac-50-gwh", *sections: str) -> Stated:
    """Return what a plant states, its prices and their year included: all sections of it, or those that are named.

    Parameters
    ----------
    name : name of a plant
    sections : names of ``PLANT``
        The deck of prices is ``prices``, ``rates`` and ``electronics``; the recipe belongs to the reference's cell.

    Raises
    ------
    ScenarioError
        If there is no plant or section of a name.

    Examples
    --------
    >>> plant_assumptions("documents-4-gwh", "rates")[1].quantity()
    <Quantity(25.0, 'USD_2022 / hour')>
    """
    _refuse_unknown(f"plant {name!r}", sections, PLANT)
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


def _refuse_unknown(whose: str, sections: tuple[str, ...], known: tuple[str, ...]) -> None:
    for section in sections:
        if section not in known:
            raise ScenarioError(
                f"{whose} has no section {section!r}.{did_you_mean(section, known)} Choose of {', '.join(known)}."
            )


def _of_reference(section: str) -> Stated:
    data = preset("reference.toml")
    works = one_work(data)
    if section in _TEXTS:
        return assumptions(data[section], sources=works)
    return tuple(
        Assumption(
            name=name, value=value.magnitude, unit=write_unit(tuple(value.unit_items())),
            sources=(works.works[BATPAC],), date=works.dates[BATPAC], reason=_DERIVED[section],
        )
        for name, value in _derived(section).items()
    )  # fmt: skip


def _derived(section: str) -> dict[str, Any]:
    """Return what is not printed in the file but read off or computed from its tables."""
    known = reference()
    if section == "charge_fit":
        return known.charge_fit._asdict()
    if section == "open_voltages":
        return {key: value for key, value in known.duty(Q(1, "h"))._asdict().items() if key.endswith("_open_voltage")}
    if section == "resistances":
        texts = preset("reference.toml")["kinetics"]
        return {key: value for key, value in known.kinetics._asdict().items() if key not in texts}
    return {key: value for side in known.sides().values() for key, value in side._asdict().items()}


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
