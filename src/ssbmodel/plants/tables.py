"""What a plant states: its yields and rates, a deck of prices, and tables of steps and parts as plain numbers."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ..core.assumption import Assumption, Prepared
from ..documents.own import Preset
from ..ground.errors import StudyError, did_you_mean
from ..models.economics.plant.purchased import ItemTable
from ..models.economics.plant.steps import StepTable
from ..presets.cells.processes import PlantChange
from ..presets.stated.cells import press_assumptions
from ..presets.stated.plants import plant_tables, price_deck
from ..presets.stated.reference import recipe_assumptions

PRESS_PRICES = ("metal_price", "pad_price")
NO_FILLING = {"fill": (0.0, 0.0, 0.0)}


@cache
def recipe_names() -> frozenset[str]:
    """Return the names of a recipe, which belong to the cell."""
    return frozenset(one.name for one in recipe_assumptions())


@cache
def own_deck() -> Mapping[str, Assumption]:
    """Return the deck of prices that the library's plants bring along, by name."""
    return {one.name: one for one in price_deck()}


def plant_names(plant: Preset, deck: Preset, changes: Sequence[PlantChange]) -> dict[str, Assumption]:
    """Return what a plant states, by name, with a deck's prices where it says none of its own.

    Parameters
    ----------
    plant : a plant of the catalogue
    deck : a deck of prices
    changes : changes of process, which may drop the solvent and take a share of the cells
    """
    found = {one.name: one for one in plant.assumptions if one.name not in recipe_names()}
    brought = own_deck()
    for one in deck.assumptions:
        if found.get(one.name) in (None, brought.get(one.name)):
            found[one.name] = one
    for change in changes:
        found |= _changed(found, change)
    return found


def _changed(found: Mapping[str, Assumption], change: PlantChange) -> dict[str, Assumption]:
    new = {}
    if change.solvent_free:
        new["solvent_price"] = _times(found["solvent_price"], 0.0, change)
    if change.yield_factor != 1.0:
        new["cell_yield"] = _times(found["cell_yield"], change.yield_factor, change)
    return new


def _times(one: Assumption, factor: float, change: PlantChange) -> Assumption:
    """Return a stated value times the factor of a change of process, with its reason."""
    if not isinstance(one.value, float):
        raise StudyError(f"{change.title} changes {one.name}, which has no single value here. Give it one.")
    told = f"{change.title}: {change.why}"
    return Assumption(name=one.name, value=factor * one.value, unit=one.unit, sources=one.sources, reason=told)


def press_prices() -> dict[str, Assumption]:
    """Return the prices of what presses cells, and the year of their money, by name.

    >>> press_prices()["pad_price"].unit
    'USD_2022'
    """
    stated = press_assumptions()
    return {one.name: one for one in stated if one.name in PRESS_PRICES or one.name.startswith("price_year_")}


def table_money() -> Assumption:
    """Return one unit of the money that the tables of steps and parts are in.

    >>> table_money().unit
    'USD_2022'
    """
    table = plant_tables()[0]
    return Assumption(
        name="table_money", value=1, unit=table.object.money, sources=(table.source,),
        reason="The tables of plant steps and purchased parts are in this money, as of the deck's year.",
    )  # fmt: skip


def deck_year(deck: Preset) -> Assumption:
    """Return the year that a deck's prices are of, as the year of the base price."""
    years = [one for one in deck.assumptions if one.name.startswith("price_year_")]
    if years:
        return Assumption(name="base_year", value=years[0].value, sources=years[0].sources, reason=years[0].reason)
    return Assumption(name="base_year", value=2022, reason="The deck names no year; its tables are of this one.")


def number_tables(changes: Sequence[PlantChange], *, filled: bool) -> tuple[Prepared, ...]:
    """Return the tables of steps and of parts as plain numbers, with changes of process.

    Parameters
    ----------
    changes : changes of process
    filled : whether a liquid is filled in; else that step is gone

    Raises
    ------
    StudyError
        If a change names a step that there is none of.
    """
    steps, items = plant_tables()
    made: Any = steps.object
    for change in changes:
        known = [step.name for step in made.steps]
        for name in change.steps:
            if name not in known:
                raise StudyError(f"{change.title}: no step called {name!r}.{did_you_mean(name, known)}")
        made = made.changed(change.steps, more=change.more)
    made = made if filled else made.changed(NO_FILLING)
    parts: Any = items.object
    return (
        Prepared("step_table", StepTable(made.steps, made.base, made.further, ""), steps.source, steps.key),
        Prepared("item_table", ItemTable(parts.items, parts.volume_power, ""), items.source, items.key),
    )
