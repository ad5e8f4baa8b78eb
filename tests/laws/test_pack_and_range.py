"""Laws of packs, ranges, charging and prices: round trips, sums of parts, limits, one answer against another."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

from ssbmodel import (
    DomainError,
    Q,
    air_density_ratio,
    cell_density,
    cells_mass,
    cells_volume,
    charge_rate,
    charging_current,
    consumption_ratio,
    driving_range,
    energy_for_range,
    layer_cost_per_energy,
    material_cost_per_energy,
    mean_charging_power,
    pack_cost,
    pack_mass,
    pack_volume,
    price_per_mass,
    range_retention,
    unit_cost,
    usable_energy,
)
from ssbmodel.models.vehicle.driving import cold_consumption, drive_ratio

values = st.floats(0.01, 1e4)
shares = st.floats(0.01, 1)


def near(one: Any, other: Any) -> None:
    """Assert that two quantities are equal but for the last digits."""
    assert_allclose(one.m_as(other.units), other.magnitude, rtol=1e-13)


@given(values, values, shares)
def test_the_energy_for_a_range_covers_that_range(energy: float, consumption: float, kept: float) -> None:
    retention, used = Q(kept, ""), Q(consumption, "Wh/km")
    far = driving_range(Q(energy, "kWh"), used, capacity_retention=retention)
    near(energy_for_range(far, used, capacity_retention=retention), Q(energy, "kWh"))


@given(values, values)
def test_the_unit_cost_of_a_pack_is_what_it_was_costed_at(energy: float, price: float) -> None:
    cost = pack_cost(Q(energy, "kWh"), Q(price, "CNY_2025/Wh"))
    near(unit_cost(cost, Q(energy, "kWh")), Q(price, "CNY_2025/Wh"))


@given(values, values, values)
def test_packs_cost_as_much_together_as_apart(one: float, other: float, price: float) -> None:
    each = [pack_cost(Q(energy, "kWh"), Q(price, "USD_2024/Wh")) for energy in (one, other)]
    near(each[0] + each[1], pack_cost(Q(one + other, "kWh"), Q(price, "USD_2024/Wh")))


@given(values, values, values, shares)
def test_the_cells_are_their_share_of_the_pack(energy: float, specific: float, dense: float, share: float) -> None:
    held, by_mass, by_volume = Q(energy, "kWh"), Q(specific, "Wh/kg"), Q(dense, "Wh/L")
    near(share * pack_mass(held, by_mass, cell_to_pack_mass_ratio=Q(share, "")), cells_mass(held, by_mass))
    near(share * pack_volume(held, by_volume, cell_to_pack_volume_ratio=Q(share, "")), cells_volume(held, by_volume))
    near(cells_mass(held, by_mass) / cells_volume(held, by_volume), cell_density(by_volume, by_mass))


@given(values, shares)
def test_all_of_a_pack_is_usable_at_most(energy: float, share: float) -> None:
    near(usable_energy(Q(energy, "kWh"), usable_share=Q(1, "")), Q(energy, "kWh"))
    assert usable_energy(Q(energy, "Wh"), usable_share=Q(share, "")) <= Q(energy, "Wh")
    with pytest.raises(DomainError, match=r"usable_share=0\.0\. Expected a value in \(0, 1\]"):
        usable_energy(Q(energy, "kWh"), usable_share=Q(0, ""))


@given(values, values, shares, st.floats(0.5, 3))
def test_range_retention_is_the_cold_range_over_that_at_the_reference(
    energy: float, consumption: float, kept: float, ratio: float
) -> None:
    held, used, retention = Q(energy, "kWh"), Q(consumption, "Wh/km"), Q(kept, "")
    cold = driving_range(held, cold_consumption(used, Q(ratio, "")), capacity_retention=retention)
    warm = driving_range(held, used, capacity_retention=Q(1, ""))
    near(range_retention(retention, Q(ratio, "")), cold / warm)


@given(values, st.floats(0.8, 2), st.floats(0, 10), st.floats(5, 130))
def test_heat_adds_its_power_over_the_speed(used: float, driving: float, heat: float, speed: float) -> None:
    def ratio(power: float, velocity: float) -> Any:
        settings = {"drive_ratio": Q(driving, ""), "heater_power": Q(power, "kW"), "mean_speed": Q(velocity, "km/h")}
        return consumption_ratio(Q(used, "Wh/km"), **settings)

    near(ratio(0, speed), Q(driving, ""))
    by_heat = ratio(heat, speed) - Q(driving, "")
    slow = ratio(heat, speed / 2) - Q(driving, "")
    assert_allclose(slow.magnitude, 2 * by_heat.magnitude, rtol=1e-12, atol=1e-14)
    hour = Q(used, "Wh/km") * Q(driving, "") * Q(speed, "km") + Q(heat, "kW") * Q(1, "h")  # what an hour's drive takes
    near(cold_consumption(Q(used, "Wh/km"), ratio(heat, speed)), hour / Q(speed, "km"))


@given(shares, st.floats(0.5, 2), st.floats(0.5, 2))
def test_driving_lies_between_its_two_causes(share: float, drag: float, rolling: float) -> None:
    def driven(part: float) -> float:
        answer = drive_ratio(Q(part, ""), drag_ratio=Q(drag, ""), rolling_ratio=Q(rolling, ""))
        return float(answer.magnitude)

    assert min(drag, rolling) - 1e-15 <= driven(share) <= max(drag, rolling) + 1e-15
    assert (driven(0), driven(1)) == (rolling, drag)


@given(st.floats(220, 330), st.floats(220, 330))
def test_air_as_warm_as_the_reference_is_as_dense(one: float, other: float) -> None:
    assert air_density_ratio(Q(one, "K"), Q(one, "K")).magnitude == 1
    there, back = (air_density_ratio(Q(a, "K"), Q(b, "K")).magnitude for a, b in ((one, other), (other, one)))
    assert_allclose(there * back, 1, rtol=1e-15)


@given(values, values, values)
def test_a_charge_gives_back_its_energy_rate_and_power(energy: float, hours: float, volts: float) -> None:
    power = mean_charging_power(Q(energy, "kWh"), Q(hours, "h"))
    near(power * Q(hours, "h"), Q(energy, "kWh"))
    near(charge_rate(power, Q(energy, "kWh")) * Q(hours, "h"), Q(1, ""))
    near(charging_current(power, Q(volts, "V")) * Q(volts, "V"), power)


@given(st.tuples(values, values), values, values, values, values)
def test_a_layer_costs_the_same_by_area_and_by_mass(
    quoted: tuple[float, float], layer: float, density: float, areal: float, volts: float
) -> None:
    quote = Q(quoted[0], "USD_2021/m2"), Q(quoted[1], "um")
    electrode = {"areal_capacity": Q(areal, "mAh/cm2"), "cell_voltage": Q(volts, "V")}
    by_area = layer_cost_per_energy(*quote, layer_thickness=Q(layer, "um"), **electrode)
    loading = Q(layer, "um") * Q(density, "kg/m3") / (electrode["areal_capacity"] * electrode["cell_voltage"])
    by_mass = material_cost_per_energy(price_per_mass(*quote, Q(density, "kg/m3")), loading)
    near(by_mass, by_area)
    assert np.isfinite(by_area.magnitude)
