"""The reference plant as records and tables: steps, purchased parts, prices, yields, rates."""

from functools import cache
from typing import Any, NamedTuple

from ...ground.units import Q
from ...models.economics.plant.bill import Prices, Recipe, Solvents, Yields
from ...models.economics.plant.price import Rates
from ...models.economics.plant.purchased import Electronics, Item, ItemTable
from ...models.economics.plant.steps import Step, StepTable
from ..loader import preset
from .reference import quantities

_FILE = "plants.toml"
_MILLION = 1_000_000


class PlantPreset(NamedTuple):
    """Everything that a plant's price rests on beside the pack itself."""

    steps: StepTable
    items: ItemTable
    electronics: Electronics
    yields: Yields
    solvents: Solvents
    recipe: Recipe
    prices: Prices
    rates: Rates
    solvent_recovery: float
    source: str


@cache
def reference_plant() -> PlantPreset:
    """Return the reference plant of 50 GWh a year.

    >>> reference_plant().rates.wage
    <Quantity(25.0, 'USD / hour')>
    """
    data, recipe = preset(_FILE), quantities(preset("reference.toml")["recipe"])
    records: dict[str, Any] = {
        name: kind(**quantities(data[name]))
        for name, kind in (("yields", Yields), ("solvents", Solvents), ("prices", Prices), ("rates", Rates))
    }  # fmt: skip
    return PlantPreset(
        **records, recipe=Recipe(**recipe), steps=step_table(), items=item_table(), electronics=electronics(),
        solvent_recovery=data["recovery"]["solvent"], source=data["source"],
    )  # fmt: skip


def electronics() -> Electronics:
    """Return what a battery management system costs."""
    return Electronics(**quantities(preset(_FILE)["electronics"]))


def step_table() -> StepTable:
    """Return the steps of the reference plant.

    >>> step_table().steps[0].name
    'mix cathode'
    """
    data = preset(_FILE)
    steps = tuple(Step._make((*row[:5], row[5] * _MILLION, *row[6:])) for row in data["steps"]["table"])
    return StepTable(steps, data["base"], data["further"], data["money"])


def item_table() -> ItemTable:
    """Return the purchased parts of the reference pack."""
    data = preset(_FILE)
    return ItemTable(tuple(Item(*row) for row in data["items"]["table"]), data["items"]["volume_power"], data["money"])


def dry_plant(coater_share: float) -> PlantPreset:
    """Return the reference plant with dry electrodes: no solvent is bought or recovered, and coaters cost a share.

    Parameters
    ----------
    coater_share : share of the wet coaters' capital that dry film lines take; no measured value was found

    >>> dry_plant(0.3).steps.further == reference_plant().steps.further
    True
    """
    plant = reference_plant()
    line = 1.0, coater_share, 1.0
    steps = plant.steps.changed({"coat cathode": line, "coat anode": line, "solvent recovery": (0.0, 0.0, 0.0)})
    return plant._replace(steps=steps, prices=plant.prices._replace(solvent_price=Q(0, "USD/kg")))
