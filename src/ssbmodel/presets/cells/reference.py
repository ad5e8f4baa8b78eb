"""The reference design of BatPaC 5 as records: what its workbook computes with, ready for the model functions."""

import math
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ...ground.units import Q
from ...models.battery.electrode import Solids, coating_density
from ...models.battery.reference.duty import ChargeFit, Duty, Kinetics
from ...models.battery.reference.shapes import (
    Conductors,
    JacketShape,
    Layout,
    Metals,
    ModuleShape,
    Parts,
    PouchShape,
    RackShape,
    Repeat,
)
from ...models.battery.stack import NegativeSide, PositiveSide, Separator, insertion_pair
from ..loader import preset

_FILE = "reference.toml"
_RECORDS = {
    "pouch": PouchShape, "layout": Layout, "metals": Metals, "conductors": Conductors, "module": ModuleShape,
    "rack": RackShape, "jacket": JacketShape,
}  # fmt: skip


def quantities(section: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of a preset's section as quantities; numbers without a unit are plain ratios."""
    return {key: Q(f"{value} " if _bare(value) else value) for key, value in section.items()}


def _bare(value: Any) -> bool:
    return isinstance(value, (int, float))


class Reference(NamedTuple):
    """The reference design: everything around the layers, and what belongs to its electrode pair."""

    parts: Parts
    kinetics: Kinetics
    charge_fit: ChargeFit
    source: str

    @property
    def pouch(self) -> PouchShape:
        """The pouch cell around its layers."""
        return self.parts.pouch

    @property
    def metals(self) -> Metals:
        """Conductors and structure."""
        return self.parts.metals

    def repeat(self, positive_coating: Any) -> Repeat:
        """Return the NMC811-graphite pair for one or many thicknesses of the positive coating."""
        p = self.sides()["positive"]
        capacity = p.positive_active_capacity * p.positive_active_share * p.positive_coating_density
        return insertion_pair(capacity * positive_coating, **self.sides())

    def sides(self) -> dict[str, Any]:
        """Return both electrodes and what lies between them, as :func:`insertion_pair` takes them."""
        return dict(_sides())

    def duty(self, design_charging_time: Any) -> Duty:
        """Return what is asked of the pack, for a time to charge 80 % of its capacity."""
        charge, table = preset(_FILE)["charge"], preset(_FILE)["table"]
        voltage = {
            f"{name}_open_voltage": Q(float(np.interp(charge[name], table["charge"], table["ocv"])), "V")
            for name in ("mean", "pulse", "least")
        }
        return Duty(**quantities(preset(_FILE)["duty"]) | voltage, design_charging_time=design_charging_time)


@cache
def reference() -> Reference:
    """Return the reference design.

    >>> reference().pouch.aspect
    <Quantity(3.0, 'dimensionless')>
    """
    data = preset(_FILE)
    records = {name: kind(**quantities(data[name])) for name, kind in _RECORDS.items()}
    return Reference(Parts(**records), _kinetics(data), _charge_fit(data["charge_fit"]), data["source"])


def _density(side: dict[str, Any]) -> Any:
    """Return the density of a coating of the reference."""
    one = Q(1, "g/cm3")
    solids = Solids(
        Q(side["active"], ""), Q(0, ""), Q(side.get("carbon", 0), ""), Q(side["binder"], ""), Q(side["active_density"]),
        one, Q(side["carbon_density"]) if "carbon_density" in side else one, Q(side["binder_density"]),
    )  # fmt: skip
    return coating_density(solids=solids, void_share=Q(side["void"], ""))


@cache
def _sides() -> dict[str, Any]:
    """Return both electrodes and what lies between them."""
    data = preset(_FILE)
    p, n, b = data["positive"], data["negative"], data["between"]
    positive = Q(p["capacity"]), Q(p["active"], ""), _density(p), Q(p["void"], ""), Q(p["foil"]), Q(p["foil_density"])
    negative = Q(n["capacity"]), Q(n["active"], ""), _density(n), Q(n["void"], ""), Q(0, ""), Q(n["ratio"], "")
    return {
        "positive": PositiveSide(*positive),
        "negative": NegativeSide(*negative, Q(n["foil"]), Q(n["foil_density"])),
        "separator": Separator(Q(b["thickness"]), Q(b["apparent_density"]), Q(b["void"], ""), Q(b["liquid_density"])),
    }


def _charge_fit(fit: dict[str, Any]) -> ChargeFit:
    """Return the bound of charging at the reference temperature and capacity."""
    t, q = fit["temperature"], fit["capacity"]
    slope, offset = (a * t + b * q + c * t * q + d for a, b, c, d in (fit["slope"], fit["offset"]))
    resistance = Q(fit["reference_resistance"])
    powers = Q(fit["resistance_power"], ""), Q(slope, ""), Q(offset, "")
    return ChargeFit(Q(1, "min"), Q(1, "um"), resistance, *powers)


def _kinetics(data: dict[str, Any]) -> Kinetics:
    table, charge, cold, heat = data["table"], data["charge"], data["cold_factor"], data["thermal"]
    mean, pulse = charge["mean"], charge["pulse"]
    late = pulse - _pulse_charge(data)
    at = {
        "mean_resistance": ("slow", mean), "quick_resistance": ("quick", pulse), "pulse_resistance": ("slow", pulse),
        "late_resistance": ("slow", late),
    }  # fmt: skip
    known = {k: Q(float(np.interp(s, table["charge"], table[row])), "ohm cm2") for k, (row, s) in at.items()}
    theta = math.exp(cold["activation"] / cold["gas"] * (1 / cold["reference"] - 1 / cold["discharge"]))
    return Kinetics(
        **known,
        **quantities(data["kinetics"]),
        interface_resistance=Q(sum(data["interfaces"].values()), "ohm cm2"),
        cold_factor=Q(theta, ""),
        thermal_voltage=Q(heat["gas"] * heat["temperature"] / heat["charge"], "V"),
    )


def _pulse_charge(data: dict[str, Any]) -> float:
    """Return the share of charge that a pulse takes, as the workbook estimates it."""
    d, table, charge = quantities(data["duty"]), data["table"], data["charge"]
    ocv = {name: Q(float(np.interp(charge[name], table["charge"], table["ocv"])), "V") for name in ("mean", "least")}
    taken = d["peak_power"] * d["pulse_time"] / ocv["least"]
    return float((taken / (d["rated_energy"] / ocv["mean"])).m_as(""))
