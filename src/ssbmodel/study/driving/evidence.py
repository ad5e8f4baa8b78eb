"""What the cold model gives where others measured, and what would make a cold-range claim true."""

from typing import Any, NamedTuple

import numpy as np

from ...ground.units import Q
from ...models.vehicle.climate import Car, TripConditions, cold_split, cycle_consumption
from ...models.vehicle.consumption import combined_consumption
from ...models.vehicle.driving import air_density_ratio, driving_range, range_retention
from ...models.vehicle.heat import cabin_power, heat_pump_cop, tyre_ratio, warm_up_energy
from ...models.vehicle.road.cycle import Cycle
from ...presets.cars import vehicle
from ...presets.conditions import climate, label
from ...presets.tests_epa import certification_tests
from ...presets.traces import cycle, cycles
from ...sheets import reader
from .rated import epa_range

# One car of each maker that AAA tested, from the list of 2022; the tested five themselves are not on it.
AAA_CARS = ("mini-se", "chevrolet-bolt-euv", "nissan-leaf", "tesla-model-s-plaid", "volkswagen-id4")
AAA_WARM, AAA_COLD = "23.9 degC", "-6.7 degC"
# AAA 2019, means of five cars: economy (distance per recharge energy) and range, cold over warm
AAA_MEASURED = {"off": (0.91, 0.88), "on": (0.61, 0.59)}
# Range of its single cars, as far as read: the BMW i3s is the low end of both. Unheated, the other four lose about a
# tenth (tflcar.com, 2019-02). Heated, the Model S 75D keeps 239 of 385 km (thespec.com, 2019-02-07) and the Leaf loses
# least of all (bestride.com, 2019-02), so the true high ends lie at these or above.
AAA_SPREAD = {"off": (0.80, 0.90), "on": (0.50, 0.62)}
HEATINGS = ("off", "heat-pump", "resistive")


class AaaRow(NamedTuple):
    """Economy in the cold over warm of one car, by cabin heating."""

    vehicle: str
    heat_loss: float | None
    economy_ratio: float


def aaa_rows() -> list[AaaRow]:
    """Return what the model gives for AAA's test, heating off and on at each end of the assumed heat loss.

    >>> len({row.heat_loss for row in aaa_rows()})
    4
    """
    ends = climate("cabin_heat_loss").ends
    return [AaaRow(name, loss, _economy(vehicle(name).car, loss)) for loss in (None, *ends) for name in AAA_CARS]


def _economy(car: Car, heat_loss: float | None) -> float:
    """Return the two-cycle economy at -6.7 over 23.9 degC."""
    warm, cold = [], []
    for name in ("UDDS", "HWFET"):
        driven = cycle(name)
        split = cold_split(driven, car, _aaa_climate(heat_loss))
        warm.append(split.battery_consumption)
        cold.append(split.cold_consumption)
    before, after = (combined_consumption(*pair, city_share=label("city_share").quantity()) for pair in (warm, cold))
    return float((before / after).to("").magnitude)


def _aaa_climate(heat_loss: float | None) -> TripConditions:
    warm, cold = Q(AAA_WARM), Q(AAA_COLD)
    drag = air_density_ratio(warm, cold)
    tyres = tyre_ratio(warm - cold, tyre_slope=climate("tyre_slope").quantity())
    power, start, one = Q(0, "W"), Q(0, "Wh"), Q(1, "")
    if heat_loss is not None:
        cabin, gains = (climate(name).quantity() for name in ("cabin_temperature", "cabin_gains"))
        loss = Q(heat_loss, "W/K")
        power = cabin_power(cabin, cold, cabin_heat_loss=loss, cabin_gains=gains, heating_cop=one)
        capacity = climate("cabin_heat_capacity").quantity()
        start = warm_up_energy(cold, cabin, heat_capacity=capacity, heating_cop=one)
    return TripConditions(drag, tyres, power, Q(0, "W"), start, climate("trip_length").quantity())


def conditions(ambient: Any, heater: str, trip_length: Any = None) -> TripConditions:
    """Return what a trip meets at a temperature, spreads at their modes."""
    value = {name: climate(name).quantity() for name in ("reference_temperature", "cabin_temperature")}
    tyres = tyre_ratio(value["reference_temperature"] - ambient, tyre_slope=climate("tyre_slope").quantity())
    power, warm_up = _heat(value["cabin_temperature"], ambient, heater)
    length = climate("trip_length").quantity() if trip_length is None else trip_length
    drag = air_density_ratio(value["reference_temperature"], ambient)
    return TripConditions(drag, tyres, power, Q(0, "W"), warm_up, length)


def _heat(cabin: Any, ambient: Any, heater: str) -> tuple[Any, Any]:
    """Return the mean power and the energy of the start that the cabin's heat draws from the pack."""
    if heater == "off":
        return Q(0, "W"), Q(0, "Wh")
    cop = Q(1, "")
    if heater == "heat-pump":
        limits = {name: climate(name).quantity() for name in ("carnot_share", "greatest_cop")}
        cop = heat_pump_cop(cabin, ambient, **limits)
    loss = climate("cabin_heat_loss").quantity()
    gains = climate("cabin_gains").quantity()
    power = cabin_power(cabin, ambient, cabin_heat_loss=loss, cabin_gains=gains, heating_cop=cop)
    start = warm_up_energy(ambient, cabin, heat_capacity=climate("cabin_heat_capacity").quantity(), heating_cop=cop)
    return power, start


class ColdClaim(NamedTuple):
    """Range retention at -20 degC on one cycle by one way of heating, of a cell that keeps everything or 90 %."""

    cycle: str
    heater: str
    perfect_cell: float
    claimed_cell: float


def cold_claim(name: str = "nio-et7-150") -> list[ColdClaim]:
    """Return how much of its range a car keeps where a document claims a loss within 10 % at -20 degC."""
    known = reader.figures()
    cold = known["004/saic-cold-temperature"].low
    claimed = known["004/saic-capacity-retention"].low
    rows = []
    for driven in cycles():
        for heater in HEATINGS:
            split = cold_split(cycle(driven), vehicle(name).car, conditions(cold, heater))
            ratio = (split.cold_consumption / split.battery_consumption).to("")
            kept = [float(range_retention(cell, ratio).magnitude) for cell in (Q(1, ""), Q(claimed, ""))]
            rows.append(ColdClaim(driven, heater, *kept))
    return rows


class Endurance(NamedTuple):
    """A public drive beside the model: consumption at the battery and distance on a share of the pack."""

    title: str
    measured_consumption: float
    consumption: float
    measured_distance: float
    distance: float
    source: str


def et7_drive() -> Endurance:
    """Return the model beside the drive of an ET7 with the 150 kWh pack on 2023-12-17.

    97 % of the pack for 1044 km at 83.9 km/h on average; -2 to 12 degC, cabin at 20 degC. The model drives steadily.
    """
    car = vehicle("nio-et7-150").car
    ambient, speed = Q(5, "degC"), 83.9
    steady = Cycle("steady 83.9 km/h", np.linspace(0, 12.44, 12), np.full(12, speed))
    meets = conditions(ambient, "heat-pump", Q(1044, "km"))
    split = cold_split(steady, car, meets)
    energy = vehicle("nio-et7-150").quantity("usable_energy") * 0.97
    distance = driving_range(energy, split.cold_consumption, capacity_retention=Q(1, ""))
    ours = float(split.cold_consumption.magnitude), float(distance.magnitude)
    source = "carsbite.com and obiaks.com, 2023-12: 1044 km, 13.2 kWh/100 km, 83.9 km/h, 3 % left, -2 to 12 degC"
    return Endurance("NIO ET7, 150 kWh, 2023-12-17", 132.0, ours[0], 1044.0, ours[1], source)


def eqs_label() -> Endurance:
    """Return the model beside the label of the AMG EQS: two-cycle range from 107.8 kWh, seven tenths of it."""
    car = vehicle("mercedes-eqs")
    both = (cycle_consumption(cycle(name), car.car) for name in ("UDDS", "HWFET"))
    consumption = combined_consumption(*both, city_share=label("city_share").quantity())
    source = "label: autos.yahoo.com (Car and Driver): 277 miles; consumption: US EPA test list 2022, wall x 0.86"
    ours = float(consumption.magnitude), epa_range(car).central
    return Endurance("Mercedes-Benz AMG EQS, label", _eqs_tests(), ours[0], 277 * 1.609344, ours[1], source)


def _eqs_tests() -> float:
    """Return the two-cycle consumption at the battery that the tests of the EQS give."""
    found = {t.cycle: t.consumption_wh_per_km for t in certification_tests() if "AMG EQS" in t.vehicle}
    city, highway = (Q(found[name], "Wh/km") for name in ("UDDS", "HWFET"))
    at_wall = combined_consumption(city, highway, city_share=label("city_share").quantity())
    return float((at_wall * vehicle("mercedes-eqs").quantity("charging_efficiency")).magnitude)
