"""What a type checker must say about calls at the doors; read by mypy and basedpyright, never run.

Each ``type: ignore`` must be needed: an unused one is an error, so a call that is no longer refused fails the check.
"""

from typing import assert_type

from ssbmodel import Q, driving_range, pack_cost
from ssbmodel.ground.quantities import Quantity


def quantities_pass() -> None:
    """Quantities are taken, quantities are given, and arithmetic on them goes on."""
    energy = Q(150, "kWh")
    assert_type(driving_range(energy, Q(160, "Wh/km"), capacity_retention=Q(0.9, "")), Quantity)
    assert_type(
        driving_range(battery_consumption=Q(160, "Wh/km"), usable_energy=energy, capacity_retention=Q(1, "")), Quantity
    )
    assert_type(pack_cost(energy, Q([1.9, 6.2], "CNY_2025/Wh")), Quantity)
    print((2 * energy).to("MJ"))


def bare_numbers_are_refused() -> None:
    """A number without a unit does not pass."""
    driving_range(150.0, Q(160, "Wh/km"), capacity_retention=Q(0.9, ""))  # type: ignore[arg-type]
    pack_cost(Q(150, "kWh"), 1.9)  # type: ignore[arg-type]


def wrong_calls_are_refused() -> None:
    """Missing, unknown and misplaced arguments do not pass."""
    driving_range(Q(150, "kWh"), Q(160, "Wh/km"))  # type: ignore[call-arg]
    driving_range(Q(150, "kWh"), Q(160, "Wh/km"), Q(0.9, ""))  # type: ignore[call-arg]
    pack_cost(Q(150, "kWh"), cost=Q(1.9, "CNY/Wh"))  # type: ignore[call-arg]
