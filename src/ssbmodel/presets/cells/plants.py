"""The reference plant's tables: steps and purchased parts."""

from ...models.economics.plant.purchased import Item, ItemTable
from ...models.economics.plant.steps import Step, StepTable
from ..loader import preset

_FILE = "plants.toml"
_MILLION = 1_000_000


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
