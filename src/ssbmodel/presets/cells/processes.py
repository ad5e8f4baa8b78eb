"""Plants by name, and changes of process, step by step."""

import math
from typing import Any, NamedTuple

from ...ground.errors import ScenarioError, did_you_mean
from ...ground.units import Q
from ...models.economics.plant.steps import Step
from ...sheets import reader
from ..loader import preset

_FILE = "processes.toml"
Factors = tuple[float, float, float]


class NamedPlant(NamedTuple):
    """How much a plant makes in a year, and what says so."""

    name: str
    title: str
    annual_output: Any
    rests_on: tuple[str, ...]
    why: str


class PlantChange(NamedTuple):
    """A change of process: factors on labour, capital and area of steps by name, new steps, the share of cells kept."""

    title: str
    steps: dict[str, Factors]
    why: str
    more: tuple[Step, ...] = ()
    solvent_free: bool = False
    yield_factor: float = 1.0


def plants() -> tuple[str, ...]:
    """Return the names of the plants.

    >>> plants()
    ('batpac-50-gwh', 'documents-4-gwh')
    """
    return tuple(preset(_FILE)["plant"])


def named_plant(name: str) -> NamedPlant:
    """Return a plant by name; its output is the figure's where one says it.

    Raises
    ------
    ScenarioError
        If there is none of that name.

    >>> named_plant("documents-4-gwh").annual_output
    <Quantity(4.0, 'gigawatt_hour')>
    """
    row = _row("plant", name)
    figure = row["figure"]
    output: Any = reader.figures()[figure].low if figure else Q(row["output"])
    return NamedPlant(name, row["title"], output, (figure,) if figure else (), row["why"])


def processes() -> tuple[str, ...]:
    """Return the names of the changes of process that have numbers.

    >>> processes()
    ('dry-electrode', 'no-filling')
    """
    return tuple(preset(_FILE)["process"])


def process(name: str) -> PlantChange:
    """Return a change of process by name.

    Raises
    ------
    ScenarioError
        If there is none of that name, or no number was found for it.

    >>> process("no-filling").steps
    {'fill': (0.0, 0.0, 0.0)}
    """
    row = _row("process", name)
    steps = {key: tuple(factors) for key, factors in row["steps"].items()}
    return PlantChange(row["title"], steps, row["why"], solvent_free=row["solvent_free"])


def missing_processes() -> dict[str, str]:
    """Return the changes of process without a readable source, and what would be needed of each.

    >>> "sintering" in missing_processes()
    True
    """
    return dict(preset(_FILE)["missing"])


def change_of(asked: PlantChange | str) -> PlantChange:
    """Return a change of process, by name or of one's own.

    Raises
    ------
    ScenarioError
        If there is none of that name, or a factor or a step of one's own is negative.

    Examples
    --------
    A furnace of one's own, in the reference's form: base labour, capital and area with the exponents they scale by.

    >>> from ssbmodel.models.economics.plant.steps import Step
    >>> furnace = Step("sinter", "cell", "positive_electrode_area", 1e5, 0.7, 4e8, 0.9, 2e4, 0.95)
    >>> change_of(PlantChange("Sintered layers", {}, "an offer", more=(furnace,), yield_factor=0.9)).more[0].name
    'sinter'
    """
    change = process(asked) if isinstance(asked, str) else asked
    own = {step.name: (step.labour, step.capital, step.area) for step in change.more}
    for name, values in (change.steps | own | {"yield_factor": (change.yield_factor,)}).items():
        if not all(math.isfinite(value) and value >= 0 for value in values):
            told = ", ".join(f"{value:g}" for value in values)
            raise ScenarioError(f"{change.title}: {name} = {told}. Expected finite numbers, 0 or more.")
    return change


def _row(kind: str, name: str) -> dict[str, Any]:
    data = preset(_FILE)
    if kind == "process" and name in data["missing"]:
        raise ScenarioError(
            f"{name}: no source was found. Needed: {data['missing'][name]} Give a PlantChange of your own."
        )
    if name not in data[kind]:
        known = data[kind]
        raise ScenarioError(f"no {kind} called {name!r}.{did_you_mean(name, known)} Choose of {', '.join(known)}.")
    return dict(data[kind][name])
