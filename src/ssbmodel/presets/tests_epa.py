"""The public certification tests that the consumption model is scored on."""

import csv
import tomllib
from functools import cache
from typing import Any, NamedTuple

from .loader import shipped

_MARK = "+++\n"
# Names as the list prints them begin with the maker, except where the model's line stands alone.
_MAKERS = {
    "2022": "Lucid",
    "AUDI": "Audi",
    "CHEVROLET": "Chevrolet",
    "MAZDA": "Mazda",
    "NISSAN": "Nissan",
    "Polestar2": "Polestar",
}


class CertificationTest(NamedTuple):
    """One test: the car as tested, its road load in SI units, the cycle, and the energy from the wall."""

    vehicle: str
    mass_kg: float
    road_load_n: float
    road_load_n_s_per_m: float
    road_load_n_s2_per_m2: float
    cycle: str
    consumption_wh_per_km: float

    @property
    def configuration(self) -> tuple[Any, ...]:
        """What makes two tests the same car: name, mass and road load."""
        return self[:5]

    @property
    def maker(self) -> str:
        """Name of the maker, as the list prints it first; Mini is listed under BMW."""
        first = self.vehicle.split()[0]
        return _MAKERS.get(first, first)


@cache
def certification_tests() -> tuple[CertificationTest, ...]:
    """Return the tests, in the order of the list.

    >>> len(certification_tests()), len({test.configuration for test in certification_tests()})
    (132, 57)
    """
    table = _text().split(_MARK, 2)[2]
    rows = list(csv.reader(table.splitlines()))[1:]
    return tuple(
        CertificationTest(name, float(mass), float(a), float(b), float(c), cycle, float(energy))
        for name, mass, a, b, c, cycle, energy in rows
    )


def certification_source() -> str:
    """Return where the tests are from."""
    return str(tomllib.loads(_text().split(_MARK, 2)[1])["source"])


def _text() -> str:
    return str(shipped("epa_tests.csv").read_text("utf-8"))
