"""The rates that the documents' statements on resistance allow, as lines and as a table of the report."""

from typing import Any, NamedTuple

from ...ground.units import Q
from ...presets.cells.chemistries import chemistries, chemistry
from ...study.cells.claims import ResistanceReading, resistance_readings
from ..grids import Column, Row, Table
from ..provenance import Cell, figure_cell
from ..wording import number

LOST = Q(0.05, "")


def rate_lines(lost_share: Any, name: str | None = None) -> list[str]:
    """Return the readings with the rate each allows, one line per chemistry."""
    readings = resistance_readings(lost_share)
    lines = [f"Rates (1/h) at which a resistance takes {_percent(lost_share)} of the voltage"]
    for place, reading in enumerate(readings, 1):
        told = f"{reading.area_specific_resistance.m_as('ohm cm**2'):.0f} ohm cm2"
        figures = ", ".join(reading.rests_on)
        lines.append(
            f"  {place}: {reading.told}: {told}, so rates are {reading.bound} these ({figures}). {reading.because}"
        )
    names = _names(name)
    width = max(map(len, names)) + 2
    lines.append(" " * width + "".join(f"{place:>10}" for place in range(1, len(readings) + 1)))
    lines += [f"{each:{width}}" + "".join(f"{_rate(r, each):>10}" for r in readings) for each in names]
    return lines


def rate_rows(lost_share: Any, name: str | None = None) -> list[dict[str, Any]]:
    """Return the same as data, one row for each chemistry and reading."""
    readings = resistance_readings(lost_share)
    share = float(lost_share.m_as(""))
    return [
        {
            "chemistry": each, "reading": r.told, "figure": r.rests_on[0], "lost_share": share,
            "area_specific_resistance [ohm cm2]": float(r.area_specific_resistance.m_as("ohm cm**2")), "bound": r.bound,
            "rate [1/h]": float(r.rates[each].m_as("1/hour")),
        }
        for each in _names(name) for r in readings
    ]  # fmt: skip


def _names(name: str | None) -> list[str]:
    """Return the chemistry asked for, or the solid ones: what is said is said of solid interfaces."""
    return [chemistry(name).name] if name else [each for each in chemistries() if chemistry(each).solid]


def _percent(share: Any) -> str:
    return f"{float(share.m_as('percent')):g} %"


def _rate(reading: ResistanceReading, name: str) -> str:
    return number(float(reading.rates[name].m_as("1/hour")))


class Rested(NamedTuple):
    """A reading as the report tells it, and the figure it is one of."""

    anchor: str
    told: str
    figure: Cell
    because: str


class RateSection(NamedTuple):
    """The table of rates and what its columns rest on."""

    table: Table
    readings: tuple[Rested, ...]


def rate_section(lost_share: Any) -> RateSection:
    """Return the readings as a table of the report; every number leads to what its column rests on."""
    readings = dict(enumerate(resistance_readings(lost_share), 1))
    columns = tuple(Column(_capital(r.told), f"1/h, {r.bound}") for r in readings.values())
    rows = tuple(
        Row(chemistry(name).title, name,
            tuple(Cell(_rate(r, name), _anchor(place), r.because) for place, r in readings.items()))
        for name in _names(None)
    )  # fmt: skip
    note = (
        "Rate of charge or discharge at which the resistance alone takes "
        f"{_percent(lost_share)} of the voltage, a loss chosen here. Both figures speak of solid interfaces."
    )
    rested = tuple(
        Rested(_anchor(place), _capital(r.told), figure_cell(r.rests_on[0]), r.because) for place, r in readings.items()
    )
    return RateSection(Table("What the documents' resistances allow", "Route", columns, rows, note), rested)


def _anchor(place: int) -> str:
    return f"rests-resistance-{place}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
