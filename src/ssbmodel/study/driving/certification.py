"""The consumption model against the public certification tests: fitted, and on cars it was not fitted to.

Energy from the wall per distance is linear in three constants of a drive: 1 / eta_w on positive work, phi_w on braking
work, and auxiliary power. They are fitted by least squares on relative errors, within bounds.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ...ground.spelling import read_unit
from ...ground.units import converter
from ...models.vehicle.road.work import wheel_work_from_coefficients
from ...presets.tests_epa import CertificationTest, certification_tests
from ...presets.traces import cycle

INERTIA_FACTOR = 1.015  # four wheels of 0.815 kg m2 each, of the vehicle files of FASTSim
# 1 / eta_w, phi_w, auxiliary power in W
BOUNDS = ((1.0, 0.0, 0.0), (2.0, 0.95, np.inf))


class Drive(NamedTuple):
    """Constants of a drive, seen from the wall."""

    wall_traction_efficiency: float
    wall_regeneration: float
    auxiliary_power: float


class Score(NamedTuple):
    """Relative errors of predictions, and their summary."""

    title: str
    errors: Any
    tests: tuple[CertificationTest, ...]

    @property
    def mean(self) -> float:
        """Mean absolute relative error."""
        return float(np.abs(self.errors).mean())

    @property
    def median(self) -> float:
        """Median absolute relative error."""
        return float(np.median(np.abs(self.errors)))

    @property
    def ninth_decile(self) -> float:
        """Absolute relative error that nine in ten stay below."""
        return float(np.quantile(np.abs(self.errors), 0.9))


@cache
def _columns() -> Any:
    """Return what each constant is multiplied by, over the measured consumption; shape (tests, 3)."""
    return np.array([_row(test) for test in certification_tests()])


def _row(test: CertificationTest) -> tuple[float, float, float]:
    driven = cycle(test.cycle)
    work = wheel_work_from_coefficients.kernel(driven, test.mass_kg, *_house(test), inertia_factor=INERTIA_FACTOR)
    parts = (work.positive_work, -work.braking_work, driven.duration)
    return tuple(float(part) / driven.distance / test.consumption_wh_per_km for part in parts)  # type: ignore[return-value]


def _house(test: CertificationTest) -> list[float]:
    units = (("N", "Wh/km"), ("N s/m", "Wh h/km2"), ("N s2/m2", "Wh h2/km3"))
    loads = test.road_load_n, test.road_load_n_s_per_m, test.road_load_n_s2_per_m2
    return [load * converter(to).conversion(read_unit(of)).scale for load, (of, to) in zip(loads, units)]


def fitted(chosen: Any) -> Drive:
    """Return the constants that fit the chosen tests best."""
    inverse, regeneration, power = _solved(_columns()[chosen])
    return Drive(1 / inverse, regeneration, power)


def _solved(columns: Any) -> Any:
    from scipy.optimize import lsq_linear

    # columns of like size, as the power's is a hundred times the others'
    scale = np.abs(columns).mean(axis=0)
    return lsq_linear(columns * scale**-1, np.ones(len(columns)), tuple(np.array(b) * scale for b in BOUNDS)).x / scale


def universal() -> Score:
    """Return the score of one set of constants, on the tests it was fitted to."""
    columns = _columns()
    return Score("one set of constants, in sample", columns @ _solved(columns) - 1, certification_tests())


def leave_one_out(
    title: str, group: Callable[[CertificationTest], Any], within: Callable[[Any], Any] | None = None
) -> Score:
    """Return the score of predictions for each group of tests by constants fitted to all others.

    ``within`` keeps the fit to tests of the same kind, such as the maker; groups that are alone in theirs are left out.
    """
    tests, columns = certification_tests(), _columns()
    groups = [group(test) for test in tests]
    kinds = [within(test) if within else None for test in tests]
    errors, scored = [], []
    for one in dict.fromkeys(groups):
        out = np.array([g == one for g in groups])
        kind = kinds[groups.index(one)]
        rest = ~out & np.array([k == kind for k in kinds])
        if rest.any():
            shared = _solved(columns[~out])
            constants = shared if within is None else _own_efficiency(columns[rest], shared)
            errors += list(columns[out] @ constants - 1)
            scored += [test for test, left in zip(tests, out) if left]
    return Score(title, np.array(errors), tuple(scored))


def _own_efficiency(columns: Any, shared: Any) -> Any:
    """Return shared constants with another traction efficiency: the one that fits these tests best."""
    pull, rest = columns[:, 0], 1 - columns[:, 1:] @ shared[1:]
    return np.array([float(pull @ rest / (pull @ pull)), *shared[1:]])


def odd_against_even() -> Score:
    """Return the score of halves predicted by each other: configurations by vehicle, mass and A, odd and even."""
    tests, columns = certification_tests(), _columns()
    order = sorted(dict.fromkeys(test.configuration for test in tests))
    odd = np.array([order.index(test.configuration) % 2 == 1 for test in tests])
    errors = np.empty(len(tests))
    for half in (odd, ~odd):
        errors[half] = columns[half] @ _solved(columns[~half]) - 1
    return Score("one set of constants, odd against even configurations", errors, tests)


def scores() -> Iterable[Score]:
    """Return every score that docs/validation.md shows."""
    yield universal()
    yield odd_against_even()
    yield leave_one_out("one set of constants, leave one configuration out", lambda test: test.configuration)
    yield leave_one_out("one set of constants, leave one maker out", lambda test: test.maker)
    yield leave_one_out(
        "one efficiency per maker, leave one configuration out",
        lambda test: test.configuration,
        lambda test: test.maker,
    )
