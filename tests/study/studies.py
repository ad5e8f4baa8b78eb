"""Studies that the tests ask: small ones of stated parts, with lists, spreads and a second money where asked."""

from typing import Any

from ssbmodel import Q, cells, costs, packs, vehicles
from ssbmodel.core.assumption import Assumption
from ssbmodel.ground.records import SpreadSpec
from ssbmodel.study.study import Study

CELL: dict[str, Any] = {
    "cell_specific_energy": "400 Wh/kg", "cell_energy_density": "900 Wh/L", "capacity_retention": 0.9,
    "reference_capacity_retention": 1,
}  # fmt: skip
PACK: dict[str, Any] = {
    "rated_energy": "100 kWh", "usable_share": 0.95, "cell_to_pack_mass_ratio": 0.7, "cell_to_pack_volume_ratio": 0.6,
}  # fmt: skip
CLIMATE: dict[str, Any] = {
    "ambient_temperature": "-20 degC", "heater_power": "2 kW", "rolling_ratio": 1.1, "mean_speed": "60 km/h",
}  # fmt: skip
DOLLARS = Assumption(
    name="base_pack_unit_price", unit="USD_2022/kWh", spread=SpreadSpec(log_uniform=(300, 800)), reason="two makers"
)


def stated(**changes: Any) -> Study:
    """Return a study of stated parts: cell, pack, price, car and climate."""
    made = Study(
        name="stated",
        cell=cells.Stated(**CELL),
        pack=packs.Ratios(**PACK),
        cost=costs.Stated(base_pack_unit_price="2 CNY_2025/Wh", base_year=2025),
        decline=costs.AtRate(target_pack_unit_price="0.4 CNY_2025/Wh", target_year=2030),
        vehicle=vehicles.Stated(battery_consumption="160 Wh/km", drag_share=0.5),
        climate=vehicles.Climate(**CLIMATE),
        years=range(2025, 2031),
    )
    return made.replace(**{"reference_temperature": "23 degC", **changes})


def cell_and_pack(**changes: Any) -> Study:
    """Return the smallest study that answers: a cell and its pack."""
    energies = {name: CELL[name] for name in ("cell_specific_energy", "cell_energy_density")}
    made = Study(cell=cells.Stated(**energies), pack=packs.Ratios(**PACK))
    return made.replace(**changes) if changes else made


def cold(*degrees: float) -> Any:
    """Return temperatures of the air."""
    return Q(list(degrees), "degC")
