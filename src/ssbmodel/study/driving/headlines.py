"""What a charging headline asks of charger, cable and cell, in both readings of its distance."""

from typing import Any, NamedTuple

from ...ground.units import Q
from ...models.vehicle.charging import charge_rate, charging_current, mean_charging_power
from ...models.vehicle.driving import energy_for_range
from ...sheets import reader

WINDOW = 0.7  # from 10 to 80 %
PLATFORM = "800 V"
READINGS = ("whole distance added", "10 to 80 % of a charge")


class Headline(NamedTuple):
    """A claim or a measured window: a distance or an energy, in a time."""

    title: str
    time: Any
    distance: Any
    is_added: bool
    rests_on: tuple[str, ...]


class Asked(NamedTuple):
    """What one reading of a headline asks for, all at the mean of the charge."""

    title: str
    reading: str
    pack_energy: Any
    charged_energy: Any
    power: Any
    current: Any
    mean_charge_rate: Any
    rests_on: tuple[str, ...]


class Window(NamedTuple):
    """A measured or reported charge: share of a pack in a time, with the most its platform gives."""

    title: str
    pack_energy: Any
    share: float
    time: Any
    peak_power: Any
    source: str


def headlines() -> tuple[Headline, ...]:
    """Return the charging claims of the documents, as printed."""
    known = reader.figures()
    pairs = (
        ("1200 km in 10 minutes", "004/toyota-range", "004/toyota-charging-time", False),
        ("more than 1000 km in 10 minutes", "004/motorway-stop-range", "004/motorway-stop-time", True),
        ("200 km in 5 minutes", "004/platform-range-added", "004/platform-charging-time", True),
    )
    return tuple(Headline(t, known[m].high or known[m].low, known[d].low, added, (d, m)) for t, d, m, added in pairs)


def asked(headline: Headline, consumption: Any, least_pack: Any = None) -> tuple[Asked, Asked]:
    """Return what a headline asks for at a consumption, in both readings.

    Read as a whole, all of the distance is added in the time. Read as a charge from 10 to 80 %, a stated range is that
    of the full pack and 70 % of it is added; a stated distance added is those 70 %. A pack that no headline states is
    not taken smaller than the one that a document names (100 kWh), or than ``least_pack``.

    >>> whole, part = asked(headlines()[0], Q(150, "Wh/km"))
    >>> round(float(whole.power.m_as("kW"))), round(float(part.power.m_as("kW")))
    (1080, 756)
    """
    distance = energy_for_range(headline.distance, consumption, capacity_retention=Q(1, ""))
    charged = distance if headline.is_added else distance * WINDOW
    pack = distance / WINDOW if headline.is_added else distance
    least: Any = reader.figures()["004/pack-rated-energy"].low if least_pack is None else least_pack
    packs: list[Any] = [needed if not headline.is_added or needed > least else least for needed in (distance, pack)]
    return _asked(headline, READINGS[0], packs[0], distance), _asked(headline, READINGS[1], packs[1], charged)


def _asked(headline: Headline, reading: str, pack: Any, charged: Any) -> Asked:
    power = mean_charging_power(charged, headline.time)
    current, rate = charging_current(power, Q(PLATFORM)), charge_rate(power, pack)
    return Asked(
        headline.title, reading, pack.to("kWh"), charged.to("kWh"), power.to("kW"), current, rate, headline.rests_on
    )


def threefold(rate_today: Any, time_today: Any) -> tuple[Any, Any]:
    """Return C-rate and time of a charge three times as fast as today's: the claim's multiple, of what it leaves open.

    >>> threefold(Q(1.26, "1/h"), Q(33, "min"))[1]
    <Quantity(11.0, 'minute')>
    """
    multiple = reader.figures()["004/toyota-speed-multiple"].low
    return rate_today * multiple, time_today / multiple


# open-ev-data, frozen 2022: medians of 107 curves from 10 to 80 %
TODAY = ("1.26 1/h", "33 min")

_BYD = "window: reported for BYD's 1000 kW platform, car not named; packs: lowyat.net, 2025-12-24"
WINDOWS = (
    Window("BYD, 7 to 50 %, if a Han L", "83.2 kWh", 0.43, "4.5 min", "1000 kW", _BYD),
    Window("BYD, 7 to 50 %, if a Tang L", "100.5 kWh", 0.43, "4.5 min", "1000 kW", _BYD),
    Window(
        "IM L6, 400 of about 1000 km CLTC",
        "133 kWh",
        0.4,
        "12 min",
        "400 kW",
        "electriquity: 133 kWh, just over 1000 km CLTC, 400 kW peak",
    ),
)


def window_asked(window: Window) -> tuple[Any, Any, Any]:
    """Return mean power, C-rate and mean over peak power of a window.

    >>> power, rate, share = window_asked(WINDOWS[2])
    >>> round(float(power.m_as("kW"))), round(float(rate.magnitude), 2), round(share, 2)
    (266, 2.0, 0.67)
    """
    pack = Q(window.pack_energy)
    power = mean_charging_power(pack * window.share, window.time)
    return power.to("kW"), charge_rate(power, pack), float((power / Q(window.peak_power)).to("").magnitude)
