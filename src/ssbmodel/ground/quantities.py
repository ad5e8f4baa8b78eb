"""The words of the library for a quantity: each says a unit and the values it may take.

Kernels annotate their parameters and results with these words and nothing else. The door, the documentation, the
property tests and the scenario fields read the unit and the bounds from here.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, Self, runtime_checkable


@runtime_checkable
class Quantity(Protocol):
    """A number or an array with a unit, as :func:`ssbmodel.Q` makes them (pint's quantities conform)."""

    @property
    def magnitude(self) -> Any: ...
    @property
    def units(self) -> Any: ...
    def to(self, units: Any, /) -> Any: ...
    def m_as(self, units: Any, /) -> Any: ...
    def __add__(self, other: Any, /) -> Any: ...
    def __radd__(self, other: Any, /) -> Any: ...
    def __sub__(self, other: Any, /) -> Any: ...
    def __rsub__(self, other: Any, /) -> Any: ...
    def __mul__(self, other: Any, /) -> Any: ...
    def __rmul__(self, other: Any, /) -> Any: ...
    def __truediv__(self, other: Any, /) -> Any: ...
    def __rtruediv__(self, other: Any, /) -> Any: ...
    def __pow__(self, other: Any, /) -> Any: ...
    def __rpow__(self, other: Any, /) -> Any: ...
    def __neg__(self, /) -> Any: ...
    def __lt__(self, other: Any, /) -> Any: ...
    def __gt__(self, other: Any, /) -> Any: ...


@dataclass(frozen=True)
class Interval:
    """The numbers between two ends, in a unit that is said elsewhere; infinite ends still exclude infinity itself.

    >>> 0.0 in Interval(0, 1, low_open=True), Interval(0, 1) & Interval(0.5, math.inf)
    (False, Interval(low=0.5, high=1, low_open=False, high_open=False))
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, low: float | None, high: float | None, low_open: bool = False, high_open: bool = False) -> Self:
        """Return the interval between two ends, of which a missing one is None."""
        return cls(-math.inf if low is None else low, math.inf if high is None else high, low_open, high_open)

    @property
    def closed(self) -> tuple[float, float]:
        """The same set of floats as a closed interval, so that two comparisons decide."""
        low = math.nextafter(self.low, math.inf) if self.low_open or self.low == -math.inf else self.low
        high = math.nextafter(self.high, -math.inf) if self.high_open or self.high == math.inf else self.high
        return low, high

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        low, high = self.closed
        return low > high

    def __contains__(self, value: float) -> bool:
        low, high = self.closed
        return low <= value <= high

    def __and__(self, other: "Interval") -> "Interval":
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(
            low,
            high,
            any(one.low_open and one.low == low for one in (self, other)),
            any(one.high_open and one.high == high for one in (self, other)),
        )

    def __str__(self) -> str:
        if math.isinf(self.low) and math.isinf(self.high):
            return "a finite value"
        if math.isinf(self.high):
            return f"a finite value {'>' if self.low_open else '>='} {self.low:g}"
        if math.isinf(self.low):
            return f"a finite value {'<' if self.high_open else '<='} {self.high:g}"
        return f"a value in {'(' if self.low_open else '['}{self.low:g}, {self.high:g}{')' if self.high_open else ']'}"


Between = Interval
FINITE = Interval(-math.inf, math.inf)
NOT_NEGATIVE = Interval(0, math.inf)
POSITIVE = Interval(0, math.inf, low_open=True)

Energy = Annotated[Quantity, "Wh", NOT_NEGATIVE]
PositiveEnergy = Annotated[Quantity, "Wh", POSITIVE]
Power = Annotated[Quantity, "W", NOT_NEGATIVE]
Voltage = Annotated[Quantity, "V", POSITIVE]
Current = Annotated[Quantity, "A", NOT_NEGATIVE]
Duration = Annotated[Quantity, "h", POSITIVE]
ChargeRate = Annotated[Quantity, "1/h", NOT_NEGATIVE]
Distance = Annotated[Quantity, "km", NOT_NEGATIVE]
SignedDistance = Annotated[Quantity, "km", FINITE]
Speed = Annotated[Quantity, "km/h", POSITIVE]
Consumption = Annotated[Quantity, "Wh/km", POSITIVE]
Mass = Annotated[Quantity, "kg", NOT_NEGATIVE]
Volume = Annotated[Quantity, "L", NOT_NEGATIVE]
SpecificEnergy = Annotated[Quantity, "Wh/kg", POSITIVE]
EnergyDensity = Annotated[Quantity, "Wh/L", POSITIVE]
CellDensity = Annotated[Quantity, "kg/L", POSITIVE]
LayerDensity = Annotated[Quantity, "kg/m3", POSITIVE]
Thickness = Annotated[Quantity, "m", POSITIVE]
ArealCapacity = Annotated[Quantity, "A h/m2", POSITIVE]
EnergyLoading = Annotated[Quantity, "kg/Wh", NOT_NEGATIVE]
Temperature = Annotated[Quantity, "K", POSITIVE]

# road load
SignedEnergy = Annotated[Quantity, "Wh", FINITE]
PositiveMass = Annotated[Quantity, "kg", POSITIVE]
Area = Annotated[Quantity, "m2", NOT_NEGATIVE]
AirDensity = Annotated[Quantity, "kg/m3", POSITIVE]
RollingResistance = Annotated[Quantity, "", Interval(0, 0.1)]
InertiaFactor = Annotated[Quantity, "", Interval(1, 1.5)]
Slope = Annotated[Quantity, "", Interval(-0.3, 0.3)]
Force = Annotated[Quantity, "Wh/km", NOT_NEGATIVE]
ForcePerSpeed = Annotated[Quantity, "Wh h/km2", FINITE]
ForcePerSpeedSquared = Annotated[Quantity, "Wh h2/km3", NOT_NEGATIVE]

# layers, cells, plants
MassPerCharge = Annotated[Quantity, "kg/(A h)", NOT_NEGATIVE]
PositiveAreaResistance = Annotated[Quantity, "ohm m2", POSITIVE]
Length = Annotated[Quantity, "m", NOT_NEGATIVE]
PositiveLength = Annotated[Quantity, "m", POSITIVE]
LayerDepth = Annotated[Quantity, "L/m2", POSITIVE]
PositiveArea = Annotated[Quantity, "m2", POSITIVE]
OuterVolume = Annotated[Quantity, "m3", NOT_NEGATIVE]
Density = Annotated[Quantity, "kg/m3", NOT_NEGATIVE]
ArealMass = Annotated[Quantity, "kg/m2", NOT_NEGATIVE]
PositiveArealMass = Annotated[Quantity, "kg/m2", POSITIVE]
ArealCharge = Annotated[Quantity, "A h/m2", NOT_NEGATIVE]
MassPerLength = Annotated[Quantity, "kg/m", NOT_NEGATIVE]
SpecificCapacity = Annotated[Quantity, "A h/kg", POSITIVE]
VolumetricCapacity = Annotated[Quantity, "A h/m3", POSITIVE]
Capacity = Annotated[Quantity, "A h", POSITIVE]
AnyVoltage = Annotated[Quantity, "V", FINITE]
CurrentDensity = Annotated[Quantity, "A/m2", NOT_NEGATIVE]
PositiveCurrentDensity = Annotated[Quantity, "A/m2", POSITIVE]
ArealHeat = Annotated[Quantity, "W/m2", NOT_NEGATIVE]
Conductivity = Annotated[Quantity, "1/(ohm m)", POSITIVE]
SurfacePerVolume = Annotated[Quantity, "m2/m3", POSITIVE]
SpecificHeat = Annotated[Quantity, "Wh/(kg K)", POSITIVE]
HeatingRate = Annotated[Quantity, "K/h", POSITIVE]
Pressure = Annotated[Quantity, "Wh/m3", NOT_NEGATIVE]
Strength = Annotated[Quantity, "Wh/m3", POSITIVE]
Hours = Annotated[Quantity, "h", NOT_NEGATIVE]
PositiveVolume = Annotated[Quantity, "L", POSITIVE]
VolumePrice = Annotated[Quantity, "money/m3", NOT_NEGATIVE]
HourPrice = Annotated[Quantity, "money/h", NOT_NEGATIVE]
CapacityPrice = Annotated[Quantity, "money/(A h)", NOT_NEGATIVE]
SignedConsumption = Annotated[Quantity, "Wh/km", FINITE]
ConsumptionPerMass = Annotated[Quantity, "Wh/(km kg)", POSITIVE]
PositiveDistance = Annotated[Quantity, "km", POSITIVE]
NonNegativeDuration = Annotated[Quantity, "h", NOT_NEGATIVE]
HeatLoss = Annotated[Quantity, "W/K", NOT_NEGATIVE]
HeatCapacity = Annotated[Quantity, "Wh/K", NOT_NEGATIVE]
TemperatureDifference = Annotated[Quantity, "K", FINITE]
SlopePerKelvin = Annotated[Quantity, "1/K", NOT_NEGATIVE]
MassMultiplier = Annotated[Quantity, "", Interval(1, 3)]
Resistance = Annotated[Quantity, "ohm", NOT_NEGATIVE]
PositiveResistance = Annotated[Quantity, "ohm", POSITIVE]
AreaResistance = Annotated[Quantity, "ohm m2", NOT_NEGATIVE]
PositivePower = Annotated[Quantity, "W", POSITIVE]
DistanceRate = Annotated[Quantity, "km/h", NOT_NEGATIVE]

Money = Annotated[Quantity, "money", NOT_NEGATIVE]
UnitCost = Annotated[Quantity, "money/Wh", NOT_NEGATIVE]
PositiveUnitCost = Annotated[Quantity, "money/Wh", POSITIVE]
MassPrice = Annotated[Quantity, "money/kg", NOT_NEGATIVE]
AreaPrice = Annotated[Quantity, "money/m2", NOT_NEGATIVE]

Share = Annotated[Quantity, "", Interval(0, 1)]
PositiveShare = Annotated[Quantity, "", Interval(0, 1, low_open=True)]
LearningRate = Annotated[Quantity, "", Interval(0, 1, high_open=True)]
PositiveLearningRate = Annotated[Quantity, "", Interval(0, 1, low_open=True, high_open=True)]
GrowthRate = Annotated[Quantity, "", Interval(-5, 5)]
PositiveGrowthRate = Annotated[Quantity, "", Interval(0, 5, low_open=True)]
DeclineRate = Annotated[Quantity, "", Interval(-math.inf, 1, high_open=True)]
Ratio = Annotated[Quantity, "", POSITIVE]
Count = Annotated[Quantity, "", NOT_NEGATIVE]
PositiveCount = Annotated[Quantity, "", POSITIVE]
Number = Annotated[Quantity, "", FINITE]


def declared(annotation: Any) -> tuple[str, Interval] | None:
    """Return the unit and the bounds that an annotation declares, or None where it is no word of the house."""
    notes = getattr(annotation, "__metadata__", ())
    unit = next((note for note in notes if isinstance(note, str)), None)
    if unit is None:
        return None
    return unit, next((note for note in notes if isinstance(note, Interval)), FINITE)


Kernel = Callable[..., Any]
