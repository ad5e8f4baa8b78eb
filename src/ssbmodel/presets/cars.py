"""Cars to drive: certified ones from the public test list, and those that the documents speak of."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from ..ground.errors import ScenarioError, did_you_mean
from ..ground.records import Assumption
from ..ground.units import Q
from ..models.vehicle.climate import Car
from ..models.vehicle.road.work import road_load
from .loader import preset
from .tests_epa import CertificationTest, certification_source, certification_tests

_DRIVE = "inertia_factor traction_efficiency regeneration_efficiency no_load_power auxiliary_power"
_LOADS = {"road_load_n": "N", "road_load_n_s_per_m": "N s/m", "road_load_n_s2_per_m2": "N s2/m2"}


@dataclass(frozen=True)
class Vehicle:
    """A car with everything that is assumed about it, each with its source or reason."""

    id: str
    name: str
    test: CertificationTest | None
    assumptions: dict[str, Assumption]
    system: str = ""

    def quantity(self, field: str) -> Any:
        """Return one assumed value.

        Raises
        ------
        ScenarioError
            If nothing is assumed about the field.
        """
        if field not in self.assumptions:
            raise ScenarioError(f"vehicle {self.id!r} states no {field}. Give it: {field}=Q(..., ...).")
        return self.assumptions[field].quantity()

    @property
    def car(self) -> Car:
        """The car at the reference temperature, ready for the model functions."""
        mass, loads = self._road_load()
        inertia, *drive = (self.quantity(name) for name in _DRIVE.split())
        return Car(mass, inertia, *loads, *drive)

    @property
    def bare_car(self) -> Car:
        """The car without its pack and without the structure that carries it."""
        mass, loads = self._road_load()
        bare: Any = mass - self.quantity("mass_multiplier") * self.quantity("pack_mass")
        return self.car._replace(mass=bare, road_load_a=loads[0] * (bare / mass))

    def _road_load(self) -> tuple[Any, tuple[Any, Any, Any]]:
        """Return mass and road-load coefficients, of the test or worked out."""
        if self.test is not None:
            a, b, c = (Q(getattr(self.test, name), unit) for name, unit in _LOADS.items())
            return Q(self.test.mass_kg, "kg"), (a, b, c)
        mass, drag_area, rolling = (self.quantity(name) for name in ("mass", "drag_area", "rolling_resistance"))
        return mass, tuple(road_load(mass, drag_area, rolling, air_density=self.quantity("air_density")))  # type: ignore[return-value]

    def sources(self) -> list[str]:
        """Return a line for each assumption, and the test list where the car is certified."""
        lines = [] if self.test is None else [f"mass and road load: {certification_source()}: {self.test.vehicle}"]
        return lines + [str(assumption) for assumption in self.assumptions.values()]


def vehicles() -> tuple[str, ...]:
    """Return the ids of the cars.

    >>> "nio-et7-150" in vehicles()
    True
    """
    return tuple(entry["id"] for entry in preset("vehicles.toml")["vehicle"])


@cache
def vehicle(name: str) -> Vehicle:
    """Return a car by its id.

    Raises
    ------
    ScenarioError
        If no car has this id.

    Examples
    --------
    >>> vehicle("nissan-leaf").name
    'Nissan Leaf 2022, 40 kWh'
    """
    for entry in preset("vehicles.toml")["vehicle"]:
        if entry["id"] == name:
            return _made(entry)
    raise ScenarioError(
        f"no vehicle {name!r}.{did_you_mean(name, vehicles())} Expected one of: {', '.join(vehicles())}."
    )


def _made(entry: dict[str, Any]) -> Vehicle:
    shared = preset("vehicles.toml")["drive"]
    assumptions = [Assumption(**values) for values in (*shared, *entry.get("assumption", ()))]
    tested = [test for test in certification_tests() if test.vehicle == entry.get("tested")]
    if "tested" in entry and not tested:
        raise ScenarioError(f"vehicle {entry['id']!r}: no certification test of {entry['tested']!r}.")
    by_field = {assumption.field: assumption for assumption in assumptions}
    return Vehicle(entry["id"], entry["name"], tested[0] if tested else None, by_field, entry.get("system", ""))
