"""What drives an answer: Sobol indices over the whole spread, elasticities at its centre, a tornado of its ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import CallError, DomainError, ExtraError, did_you_mean
from ...ground.units import Q
from ..composition import YEAR
from ..explanation.place import at_place
from ..explanation.weights import is_plain, weights_at
from ..uncertainty.blocks import answered, seed_of, whole
from ..uncertainty.drawing.sampling import shares
from ..uncertainty.spread import chart
from .asked import changed, is_study, question
from .question import Question, central, chosen_answers, ends
from .solve import told

MOST_PAIRS = 2**22
STEP = 1e-20  # of the complex step: its square vanishes beside one, and nothing is subtracted


@dataclass(frozen=True)
class Influence:
    """Sobol indices: ``first`` and ``total``, shape (answers, inputs), from two sets of ``n`` draws.

    ``first`` is the share of an answer's variance that goes if the input becomes known; ``total`` the share that
    stays if all others do. Their difference is what the input does together with others.
    """

    answers: tuple[str, ...]
    inputs: tuple[str, ...]
    first: Any
    total: Any
    n: int

    def of(self, answer: str) -> list[tuple[str, float, float]]:
        """Return one answer's inputs with first and total index, the greatest total first."""
        i = _place(answer, self.answers)
        rows = zip(self.inputs, map(float, self.first[i]), map(float, self.total[i]))
        return sorted(rows, key=lambda row: -row[2])

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record per answer and input."""
        return [
            {"answer": name, "input": one, "first": first, "total": total}
            for name in self.answers
            for one, first, total in self.of(name)
        ]

    def to_frame(self) -> Any:
        """Return the records as a pandas data frame (extra ``frames``)."""
        return _frame(self.to_records())

    def plot(self, answer: str, ax: Any = None) -> Any:
        """Draw one answer's indices; see :func:`ssbmodel.show.uncertainty.charts.influence_chart`."""
        return chart("influence_chart")(self, answer, ax)

    def __str__(self) -> str:
        lines = []
        for name in self.answers:
            shown = [row for row in self.of(name) if row[2] >= 0.005]
            lines.append(f"{name}: " + ", ".join(f"{one} {total:.2f}" for one, _, total in shown))
        return "\n".join(lines)


def sobol_indices(
    asked: Any,
    inputs: Mapping[str, Any] | None = None,
    *,
    n: float = 4096,
    rng: int = 0,
    correlations: Mapping[tuple[str, str], float] | None = None,
    outputs: Any = None,
    years: Any = None,
) -> Influence:
    """Return first-order and total Sobol indices of every answer over every distributed input.

    Parameters
    ----------
    asked, inputs, outputs, years : as for :func:`ssbmodel.propagate`
    n : power of two; the function is asked ``2 * n * (inputs + 1)`` cases
    rng : whole number, seed
    correlations : refused; a parameter so that the reason is told

    Raises
    ------
    DomainError
        If ``n`` is no power of two, inputs are correlated, or no answer varies.

    Notes
    -----
    Two independent Sobol sets, each input exchanged between them both ways (Saltelli et al. 2010, Computer Physics
    Communications 181, 259, both ways round); what the two sets share by chance is taken off the first order.
    """
    if correlations:
        raise DomainError(
            "correlated inputs have no Sobol indices: the variance cannot be shared out among inputs that move "
            "together. Leave correlations out, or read Spread.correlation() of a run with them."
        )
    made = _drawn_study(asked, inputs, years, outputs)
    cases = whole("n", n)
    if cases < 2 or cases & (cases - 1) or cases > MOST_PAIRS:
        raise DomainError(f"n={cases}. Expected a power of two up to {MOST_PAIRS}, such as 4096.")
    names, ask = _varying(made, outputs)
    first, total = _indices(ask, *_two_sets(made, cases, seed_of(rng)))
    return Influence(names, tuple(one.name for one in made.inputs), first, total, cases)


def _two_sets(made: Question, cases: int, seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two independent draws of all inputs by name, each array of shape (cases,)."""
    names = [one.name for one in made.inputs]
    drawn = shares("sobol", [f"{i}{name}" for i in (0, 1) for name in names], cases, seed, 0)
    one, two = ({x.name: x.values(drawn[f"{i}{x.name}"]) for x in made.inputs} for i in (0, 1))
    return one, two


def _indices(ask: Callable[[Any], Any], a: dict[str, Any], b: dict[str, Any]) -> tuple[Any, Any]:
    """Return first and total indices, shape (answers, inputs)."""
    of_a, of_b = ask(a), ask(b)
    mean = (of_a.mean(axis=1) + of_b.mean(axis=1))[:, None] / 2
    of_a, of_b = of_a - mean, of_b - mean
    columns = []
    for name, values in a.items():
        of_ab, of_ba = ask({**a, name: b[name]}) - mean, ask({**b, name: values}) - mean
        variance = np.mean([of_a**2, of_b**2, of_ab**2, of_ba**2], axis=(0, 2))
        by_chance = of_a * of_b + of_ab * of_ba
        first = (of_a * of_ba + of_b * of_ab - by_chance).mean(axis=1) / (2 * variance)
        total = ((of_a - of_ab) ** 2 + (of_b - of_ba) ** 2).mean(axis=1) / (4 * variance)
        columns.append((first, total))
    return np.stack([c[0] for c in columns], axis=1), np.stack([c[1] for c in columns], axis=1)


def _drawn_study(asked: Any, inputs: Any, years: Any, outputs: Any) -> Question:
    return question(asked, inputs, years, outputs).reached().drawn()


def _varying(made: Question, outputs: Any) -> tuple[tuple[str, ...], Callable[[Any], Any]]:
    """Return the answers that vary, and the function from inputs by name to them, shape (answers, cases)."""
    probe = _two_sets(made, 64, 0)[0]
    given = made.function(probe)
    wanted = chosen_answers(given, outputs)
    tried = answered(lambda _: given, {}, wanted, 64)
    names = tuple(name for name, row in zip(wanted, tried) if np.ptp(row) > 1e-12 * abs(row).max())
    if not names:
        inputs = ", ".join(one.name for one in made.inputs)
        other = "another answer, or the answer at another place" if "[" in wanted[0] else "another answer"
        raise DomainError(f"none of {', '.join(wanted)} varies with {inputs}. Ask for {other}.")
    return names, lambda inputs: np.stack(answered(made.function, inputs, names, next(iter(inputs.values())).size))


MOST_SHOWN = 12  # inputs of each answer that a text names


@dataclass(frozen=True)
class Elasticities:
    """Per cent of an answer per per cent of an input at one point: ``values``, shape (answers, inputs).

    Of a study's inputs whose changes are differences, such as temperatures and years, the share of the answer per
    kelvin or year: ``plain`` names them.

    Exact to rounding where the function is smooth. At a kink (a maximum, a clip) it is the slope of the branch taken.
    NaN where the answer is zero.
    """

    answers: tuple[str, ...]
    inputs: tuple[str, ...]
    values: Any
    plain: tuple[str, ...] = ()

    def of(self, answer: str) -> list[tuple[str, float]]:
        """Return one answer's inputs with their elasticity, the strongest first."""
        rows = zip(self.inputs, map(float, self.values[_place(answer, self.answers)]))
        return sorted(rows, key=lambda row: -abs(row[1]) * (100 if row[0] in self.plain else 1))

    def __str__(self) -> str:
        lines = []
        for answer in self.answers:
            lines.append(f"{answer}: % for +1 % of each input, strongest first")
            for name, value in self.of(answer)[:MOST_SHOWN]:
                lines.append(f"  {value:+.3f}{' per K or year' if name in self.plain else ''}  {name}")
        return "\n".join(lines)

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record per answer and input."""
        return [{"answer": a, "input": i, "elasticity": value} for a in self.answers for i, value in self.of(a)]

    def to_frame(self) -> Any:
        """Return the records as a pandas data frame (extra ``frames``)."""
        return _frame(self.to_records())


def elasticities(
    asked: Any, inputs: Mapping[str, Any] | None = None, *, outputs: Any = None, years: Any = None, every: bool = False
) -> Elasticities:
    """Return the elasticity of every answer to every input at the central values, by complex step.

    Parameters
    ----------
    asked, inputs, outputs, years : as for :func:`ssbmodel.propagate`
    every : also for inputs that are held fixed

    Raises
    ------
    CallError
        If the function drops the imaginary part; write it with operations that carry complex numbers.

    Examples
    --------
    >>> from ssbmodel import Distribution, driving_range
    >>> found = elasticities(
    ...     driving_range,
    ...     {
    ...         "usable_energy": "85 kWh",
    ...         "battery_consumption": Distribution(uniform=(140, 160), unit="Wh/km"),
    ...         "capacity_retention": "0.9",
    ...     },
    ... )
    >>> found.of("driving_range")
    [('battery_consumption', -1.0)]
    """
    if is_study(asked):
        return _along_the_graph(changed(asked, inputs, years), outputs, every)
    made = question(asked, inputs, years, outputs)
    values = {**made.fixed, **made.reference()} if every else made.reference()
    names = tuple(sorted(name for name in values if np.ndim(values[name]) == 0))
    if not names:
        raise CallError("no input has a distribution. Write Distribution(...) for one, or every=True.")
    whole_function = made.open(values)
    wanted = chosen_answers(_plain(whole_function(values)), outputs)
    columns = _columns(whole_function, values, names, wanted)
    return Elasticities(wanted, names, np.asarray(columns).T.reshape(len(wanted), len(names)))


def _along_the_graph(asked: Any, outputs: Any, every: bool) -> Elasticities:
    """Return the slopes of a study's answers at all places: exact, or as its explanations show them where a function
    takes no complex numbers or an input stands on an axis.
    """
    made = question(asked, None, None, outputs).reached()
    values = {**made.fixed, **made.reference()} if every else made.drawn().reference()
    wanted = chosen_answers([name for grid in made.grids for name in grid.flat], outputs)
    names = tuple(sorted(values))
    if every and any(set(grid.dims) - {YEAR} for grid in made.grids):
        return _by_differences(asked, made, wanted, None)
    try:
        columns = _columns(made.open(values), values, names, wanted)
    except CallError:
        return _by_differences(asked, made, wanted, None if every else names)
    over = [1 / values[name] if is_plain(name) else 1.0 for name in names]
    slopes = np.asarray(columns).T.reshape(len(wanted), len(names)) * over
    return Elasticities(wanted, names, slopes, tuple(filter(is_plain, names)))


def _by_differences(asked: Any, made: Question, wanted: tuple[str, ...], names: Any) -> Elasticities:
    """Return the weights of a study's explanations, of some names or of all."""
    places = ((grid.name, name, where) for grid in made.grids for name, where in grid.places() if name in wanted)
    rows = {name: weights_at(at_place(asked.composition, answer, where)) for answer, name, where in places}
    chosen = tuple(sorted({name for row in rows.values() for name in row}) if names is None else names)
    slopes = np.asarray([[rows[name].get(one, 0.0) for one in chosen] for name in wanted])
    return Elasticities(wanted, chosen, slopes, tuple(filter(is_plain, chosen)))


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: np.asarray(value).reshape(-1)[0] for name, value in given.items()}


def _columns(
    function: Callable[..., Any], values: Mapping[str, Any], names: tuple[str, ...], wanted: tuple[str, ...]
) -> list[list[float]]:
    """Return d ln(answer) / d ln(input) by input and answer: one evaluation in complex numbers each."""
    import warnings

    try:
        with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            return [_column(function({**values, name: values[name] * (1 + 1j * STEP)}), wanted) for name in names]
    except (TypeError, np.exceptions.ComplexWarning) as error:
        raise CallError(
            f"the function does not carry complex numbers, by which slopes are taken ({error}). Leave out float(), "
            "math.* and casts to real; write np.* instead."
        ) from None


def _column(given: Mapping[str, Any], wanted: tuple[str, ...]) -> list[float]:
    answers = (np.asarray(given[name]).reshape(-1)[0] for name in wanted)
    slopes = [float(np.divide(np.imag(answer) / STEP, np.real(answer))) for answer in answers]
    return [slope if np.isfinite(slope) else float("nan") for slope in slopes]


class Bar(NamedTuple):
    """One input of a tornado: its ends and reference, and the answer at each, all in units."""

    input: str
    low: Any
    reference: Any
    high: Any
    answer_low: Any
    answer_reference: Any
    answer_high: Any


@dataclass(frozen=True)
class Tornado:
    """An answer at both ends of each input, all others at their central value; the widest bar first."""

    answer: str
    bars: tuple[Bar, ...]

    def to_records(self) -> list[dict[str, Any]]:
        """Return one flat record per input."""
        return [
            {"answer": self.answer} | {k: getattr(v, "magnitude", v) for k, v in bar._asdict().items()}
            for bar in self.bars
        ]

    def to_frame(self) -> Any:
        """Return the records as a pandas data frame (extra ``frames``)."""
        return _frame(self.to_records())

    def plot(self, ax: Any = None) -> Any:
        """Draw the bars; see :func:`ssbmodel.show.uncertainty.charts.tornado_chart`."""
        return chart("tornado_chart")(self, ax)

    @property
    def moving(self) -> tuple[Bar, ...]:
        """The bars that are more than a line."""
        return tuple(bar for bar in self.bars if bar.answer_low != bar.answer_high)

    def __str__(self) -> str:
        lines = [f"{self.answer} = {told(self.bars[0].answer_reference)}"]
        for bar in self.moving:
            lines.append(
                f"  {bar.input}, {told(bar.low)} to {told(bar.high)}: {told(bar.answer_low)} to {told(bar.answer_high)}"
            )
        return "\n".join(lines)


def tornado(
    asked: Any, inputs: Mapping[str, Any] | None = None, *, answer: str | None = None, years: Any = None
) -> Tornado:
    """Return an answer at both ends of every distributed input, the others at their central value.

    The ends are those of a bounded distribution, 5 and 95 % of an unbounded one.

    Parameters
    ----------
    asked, inputs, years : as for :func:`ssbmodel.propagate`
    answer : name of the answer; may be left out where there is one
    """
    made = _drawn_study(asked, inputs, years, answer)
    reference, k = made.reference(), len(made.inputs)
    columns = {name: np.full(2 * k + 1, value) for name, value in reference.items()}
    for i, one in enumerate(made.inputs):
        columns[one.name][2 * i + 1 : 2 * i + 3] = ends(one)
    given = made.function(columns)
    name = _one(given, answer)
    heights = answered(lambda _: given, {}, (name,), 2 * k + 1)[0]
    unit = made.units.get(name, "")
    bars = [_bar(made, i, heights, unit) for i in range(k)]
    return Tornado(name, tuple(sorted(bars, key=lambda bar: -abs((bar.answer_high - bar.answer_low).magnitude))))


def _one(given: Mapping[str, Any], answer: str | None) -> str:
    wanted = chosen_answers(given, answer)
    if len(wanted) != 1:
        raise CallError(f"answer={answer!r}. Expected one of: {', '.join(given)}.")
    return wanted[0]


def _bar(made: Question, i: int, heights: Any, unit: str) -> Bar:
    """Return the bar of one input, in the unit its distribution was written in."""
    one = made.inputs[i]
    inputs = [Q((value - one.offset) / one.scale, getattr(one.law, "unit", "")) for value in (*ends(one), central(one))]
    answers = (Q(float(heights[j]), unit) for j in (2 * i + 1, 0, 2 * i + 2))
    return Bar(one.name, inputs[0], inputs[2], inputs[1], *answers)


def _place(answer: str, answers: tuple[str, ...]) -> int:
    if answer not in answers:
        raise DomainError(f"no answer called {answer!r}.{did_you_mean(answer, answers)}")
    return answers.index(answer)


def _frame(records: list[dict[str, Any]]) -> Any:
    try:
        import pandas
    except ImportError:
        raise ExtraError("a data frame needs pandas. Write: pip install 'ssbmodel[frames]'.") from None
    return pandas.DataFrame(records)
