"""The library's own registry of units, and the two ways in: :func:`Q` and :func:`adopt`.

The registry is private and is built at first use. It holds the units of :mod:`spelling` alone; each pair of currency
and price year is a dimension of its own, defined when first asked for. Temperatures are kept in kelvin.
"""

import copyreg
import numbers
import threading
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .errors import UnitError, short
from .quantities import Quantity
from .spelling import Units, is_money, read_quantity, read_unit, write_unit

if TYPE_CHECKING:
    import pint

DEFINITIONS = (
    "meter = [length] = m",
    "second = [time] = s",
    "kilogram = [mass] = kg",
    "ampere = [current] = A",
    "kelvin = [temperature]; offset: 0 = K",
    "kilometer = 1000 * meter = km",
    "centimeter = 0.01 * meter = cm",
    "millimeter = 0.001 * meter = mm",
    "micrometer = 1e-6 * meter = um",
    "nanometer = 1e-9 * meter = nm",
    "mile = 1609.344 * meter = mi",
    "gram = 0.001 * kilogram = g",
    "milligram = 1e-6 * kilogram = mg",
    "metric_ton = 1000 * kilogram = t",
    "minute = 60 * second = min",
    "hour = 3600 * second = h",
    "day = 86400 * second = d",
    "annual_step = 1 = year",
    "monthly_step = annual_step / 12 = month",
    "percent = 0.01 = %",
    "newton = kilogram * meter / second ** 2 = N",
    "pascal = newton / meter ** 2 = Pa",
    "kilopascal = 1000 * pascal = kPa",
    "megapascal = 1e6 * pascal = MPa",
    "bar = 1e5 * pascal",
    "joule = newton * meter = J",
    "kilojoule = 1000 * joule = kJ",
    "megajoule = 1e6 * joule = MJ",
    "gigajoule = 1e9 * joule = GJ",
    "watt = joule / second = W",
    "kilowatt = 1000 * watt = kW",
    "megawatt = 1e6 * watt = MW",
    "gigawatt = 1e9 * watt = GW",
    "watt_hour = watt * hour = Wh",
    "kilowatt_hour = 1000 * watt_hour = kWh",
    "megawatt_hour = 1e6 * watt_hour = MWh",
    "gigawatt_hour = 1e9 * watt_hour = GWh",
    "terawatt_hour = 1e12 * watt_hour = TWh",
    "volt = watt / ampere = V",
    "millivolt = 0.001 * volt = mV",
    "kilovolt = 1000 * volt = kV",
    "milliampere = 0.001 * ampere = mA",
    "kiloampere = 1000 * ampere = kA",
    "ampere_hour = ampere * hour = Ah",
    "milliampere_hour = 0.001 * ampere_hour = mAh",
    "ohm = volt / ampere = Ω",
    "milliohm = 0.001 * ohm = mΩ",
    "siemens = 1 / ohm = S",
    "millisiemens = 0.001 * siemens = mS",
    "liter = 0.001 * meter ** 3 = L",
    "milliliter = 0.001 * liter = mL",
    "degree_Celsius = kelvin; offset: 273.15 = °C = degC",
    "degree_Fahrenheit = 5 / 9 * kelvin; offset: 233.15 + 200 / 9 = °F = degF",
)
# Offset units are read into kelvin: a stored -20 degC makes every later product or ratio an error or a wrong answer.
_OFFSETS = {"degree_Celsius", "degree_Fahrenheit"}
_NAMES = {line.partition(" =")[0] for line in DEFINITIONS} | {"delta_" + name for name in _OFFSETS}
MOST_CACHED = 1000
_lock = threading.RLock()


@cache
def _built() -> "pint.UnitRegistry[Any]":
    import pint

    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(None)  # pyright: ignore[reportArgumentType]
    for line in DEFINITIONS:
        registry.define(line)
    copyreg.pickle(registry.Quantity, lambda q: (make, (q.magnitude, tuple(q.unit_items()))))
    copyreg.pickle(registry.Unit, lambda u: (_rebuild_unit, (tuple(registry.Quantity(1, u).unit_items()),)))
    return registry


def registry() -> "pint.UnitRegistry[Any]":
    """Return the one registry of the library, building it at first use."""
    with _lock:
        return _built()


def container(units: Units) -> Any:
    """Return names with exponents as the registry's own container, defining the currencies among them."""
    with _lock:
        known = _built()
        for name, _ in units:
            if name not in known:
                if not is_money(name):
                    raise UnitError(f"unit {name!r} names no money or unit. Expected such as Wh/km or CNY_2025/Wh.")
                known.define(f"{name} = [{name}]")
        return known.UnitsContainer(dict(units))


def make(magnitude: Any, units: Units) -> Any:
    """Return a quantity of the library from a magnitude and registry names."""
    return registry().Quantity(magnitude, container(units))


def _rebuild_unit(units: Units) -> Any:
    return registry().Unit(container(units))


def Q(value: Any, unit: str | None = None) -> Quantity:
    """Make a quantity: ``Q(150, "kWh")``, ``Q("150 kWh")``, ``Q([1.9, 6.2], "CNY_2025/Wh")``.

    Parameters
    ----------
    value : number, sequence, array, quantity or text
        Text is *number, space, unit* and takes no second argument; a quantity is converted.
    unit : text
        A unit such as ``"Wh/km"``; ``""`` for a plain ratio. Money names its price year (``CNY_2025``), or stays
        ``CNY`` where the price year is not stated, which mixes with nothing else.

    Returns
    -------
    quantity, shape of the value
        Whole numbers become floats; temperatures are kept in kelvin.

    Raises
    ------
    UnitError
        If the unit is missing, unknown or ambiguous, or the text is no quantity.

    Examples
    --------
    >>> Q("150 kWh")
    <Quantity(150.0, 'kilowatt_hour')>
    >>> Q(-20, "degC")
    <Quantity(253.15, 'kelvin')>
    """
    if isinstance(value, str):
        if unit is not None:
            raise UnitError(
                f"Q: value={value!r} is text and unit={unit!r} is given too. Write Q({value + ' ' + unit!r})."
            )
        return _in_kelvin(*read_quantity(value))
    if unit is None:
        raise UnitError(
            f'Q: value={short(value)} has no unit. Expected a second argument; write Q({short(value)}, "Wh").'
        )
    if not isinstance(unit, str):
        raise UnitError(f'Q: unit={short(unit)} is not text. Expected a unit such as "Wh/km".')
    if hasattr(value, "unit_items"):
        return _converted(adopt(value), read_unit(unit))
    return _in_kelvin(_magnitude(value), read_unit(unit))


def _converted(quantity: Any, units: Units) -> Quantity:
    import pint

    try:
        return _in_kelvin(quantity.m_as(container(units)), units)
    except (pint.DimensionalityError, pint.OffsetUnitCalculusError):
        told = f"Q: value is in {write_unit(_items(quantity))}."
        raise UnitError(f"{told} Expected something convertible to {write_unit(units) or 'a plain ratio'}.") from None


def _magnitude(value: Any) -> Any:
    """Return a value as a float or a float array; arrays of other libraries pass as they are."""
    try:
        return _floats(value)
    except (TypeError, ValueError, OverflowError):
        wanted = "Expected a number, a sequence of numbers or an array, without gaps or units in it"
        raise UnitError(f"value={short(value)} is not a number. {wanted}.") from None


def _floats(value: Any) -> Any:
    if isinstance(value, (float, numbers.Rational, Decimal)) and not isinstance(value, bool):
        return float(value)
    if hasattr(value, "__array_namespace__") and not isinstance(value, (np.ndarray, np.generic)):
        return value
    if type(value).__module__.partition(".")[0] == "dask":
        return value
    # numpy would drop a mask, read None as nan, text as numbers, and strip the unit of each quantity in a list
    if np.ma.isMaskedArray(value) or (
        isinstance(value, (list, tuple)) and any(hasattr(v, "unit_items") for v in value)
    ):
        raise TypeError
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise TypeError
    return array if array.dtype.kind == "f" else array.astype(float)


def _in_kelvin(magnitude: Any, units: Units) -> Quantity:
    quantity: Quantity = make(magnitude, units)
    if len(units) == 1 and units[0][0] in _OFFSETS and units[0][1] == 1:
        quantity = quantity.to("kelvin")
    return quantity


def adopt(quantity: Any) -> Any:
    """Return a quantity of any pint registry as one of the library's, by the names of its units.

    A name that is unknown here is replaced by the base units that its own registry gives for it.

    Raises
    ------
    UnitError
        If neither the unit's names nor its base units are known here.
    """
    units = _items(quantity)
    if not _known(units) and hasattr(quantity, "to_base_units"):
        quantity = quantity.to_base_units()
        units = _items(quantity)
    if not _known(units):
        raise UnitError(f"unit {write_unit(units)!r} is not known here. Expected one of the library's, such as Wh/km.")
    return _in_kelvin(_magnitude(quantity.magnitude), units)


def _items(quantity: Any) -> Units:
    """Return the names and exponents of a quantity's unit."""
    return tuple(quantity.unit_items())


def _known(units: Units) -> bool:
    return all(name in _NAMES or is_money(name) for name, _ in units)


class Conversion(NamedTuple):
    """How a magnitude in one unit becomes one in the unit a door declares."""

    scale: float
    offset: float
    money: str

    def __call__(self, magnitude: Any) -> Any:
        if self.offset:
            return magnitude * self.scale + self.offset
        return magnitude if self.scale == 1 else magnitude * self.scale


class Converter:
    """Reads quantities into one declared unit; ``money`` in it stands for whichever money the caller uses."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.known: dict[Units, Conversion] = {}
        self._declared = read_unit(unit)
        self._moneys = sum(name == "money" for name, _ in self._declared)

    def units(self, money: str) -> Units:
        """Return the declared unit with its money named."""
        return tuple((money if name == "money" else name, power) for name, power in self._declared)

    def conversion(self, units: Units) -> Conversion:
        """Return the conversion from a unit, or raise UnitError where the kinds differ."""
        found = self.known.get(units)
        if found is None:
            found = self._conversion(units)
            if len(self.known) < MOST_CACHED:
                self.known[units] = found
        return found

    def _conversion(self, units: Units) -> Conversion:
        import pint

        moneys = [name for name, _ in units if is_money(name)]
        try:
            if len(moneys) != self._moneys:
                raise TypeError
            target = container(self.units("".join(moneys)))
            zero, one = (make(value, units).m_as(target) for value in (0.0, 1.0))
        except (pint.DimensionalityError, pint.OffsetUnitCalculusError, TypeError):
            raise UnitError(f"Expected something convertible to {self.unit or 'a plain ratio'}.") from None
        return Conversion(one - zero, zero, "".join(moneys))


@cache
def converter(unit: str) -> Converter:
    """Return the one converter of a declared unit."""
    return Converter(unit)
