"""Where a number comes from: the formula, the assumptions behind it, the figures behind those."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..ground.errors import ScenarioError, did_you_mean
from ..ground.records import Assumption
from ..sheets import reader
from ..sheets.figure import Figure
from .fields import FIELDS
from .outlook import BY_NAME, outlook, sources_of
from .scenario import Scenario


@dataclass(frozen=True)
class Explanation:
    """The way of one number, from what was said to the answer; print it to read it."""

    name: str
    label: str
    answers: tuple[str, ...]
    steps: tuple[str, ...]
    assumptions: tuple[Assumption, ...]
    figures: tuple[Figure, ...]

    def __str__(self) -> str:
        lines = [f"{self.label} ({self.name})"]
        lines += [f"  {line}" for line in (*self.answers, *self.steps)]
        for assumption in self.assumptions:
            lines += [f"  {assumption}", f"      why: {assumption.reason}"]
            lines += [f"      source: {source}" for source in assumption.sources]
            lines += [f"      figure: {figure}" for figure in self.figures if figure.id in assumption.rests_on]
        return "\n".join(lines)


def explain(scenario: Scenario, name: str) -> Explanation:
    """Return where an input or an answer of a scenario comes from.

    Raises
    ------
    ScenarioError
        If the name is neither.

    Examples
    --------
    >>> from ssbmodel import Scenario
    >>> explain(Scenario.named("documents-central"), "pack_mass").steps
    ('pack_mass = pack_mass(rated_energy, cell_specific_energy, cell_to_pack_mass_ratio)',)
    """
    if name not in FIELDS and name not in BY_NAME:
        raise ScenarioError(f"nothing called {name!r} to explain.{did_you_mean(name, [*BY_NAME, *FIELDS])}")
    known = reader.figures()
    assumptions = tuple(scenario[field] for field in sources_of(name))
    ids = dict.fromkeys(figure for assumption in assumptions for figure in assumption.rests_on)
    label = FIELDS[name].meaning.capitalize() if name in FIELDS else BY_NAME[name].label
    figures = tuple(known[figure] for figure in ids)
    return Explanation(name, label, tuple(_answers(scenario, name)), tuple(_steps(name)), assumptions, figures)


def _answers(scenario: Scenario, name: str) -> Iterator[str]:
    """Yield an answer's values in the first and the last year."""
    if name not in BY_NAME:
        return
    answers = outlook(scenario)
    quantity: Any = answers.results[name]
    for year, row in ((answers.years[0], 0), (answers.years[-1], -1)):
        low, central, high = (f"{answers.case(name, c).magnitude[row]:,.6g}" for c in ("low", "central", "high"))
        span = f" ({low} to {high})" if low != high else ""
        yield f"{year}: {central}{span} {quantity.units:~C}".rstrip()


def _steps(name: str) -> list[str]:
    """Return the calls that lead to an answer, the last one first, each once."""
    if name not in BY_NAME:
        return []
    line = BY_NAME[name]
    call = f"{name} = {line.function.__name__}({', '.join(line.inputs.values())})"
    inner = (step for source in line.inputs.values() for step in _steps(source))
    return list(dict.fromkeys([call, *inner]))
