"""A chemistry, a plant, a vehicle, a function and a part class of your own, in one study that answers like any other.

The numbers are invented. Copy the folder own_study/ and put your own there.
"""

import sys
from pathlib import Path
from typing import Any

import ssbmodel as ssb
from ssbmodel import Part, Study, node

study = Study.read(Path(__file__).parent / "own_study" / "study.toml")
print(study.run("cell_specific_energy", "pack_mass", "base_pack_unit_price", "cold_range"))
print(study.explain("base_pack_unit_price"))


# A function of one's own: plain arrays in the glossary's units, filled by the names of its parameters.
def separator_price(separator_thickness: Any) -> Any:
    """Return the price of a layer per area, rising with its thickness."""
    return 6 + 4e5 * separator_thickness


cheaper = study.with_node("separator_price", separator_price)
print(cheaper.wiring("base_pack_price"))
print(cheaper.propagate(n=1024, outputs="pack_price")["pack_price"].sel(year=2030))
target = {"base_pack_unit_price": "240 USD_2025/kWh"}
print(cheaper.solve(target, for_="areal_capacity", bounds=("2 mAh/cm2", "8 mAh/cm2")))


# A part class of one's own needs Part and node alone: fields that bear a name of the glossary state it.
class ByMass(Part):
    """A pack that weighs what we weighed, of cells that hold what they hold."""

    role = "pack"
    answers = ("pack_specific_energy", "usable_energy")

    rated_energy: Any = None
    usable_share: Any = None
    pack_mass: Any = None

    def facts(self) -> dict[str, Any]:
        """Return that there is a pack."""
        return {"pack": "weighed"}

    def nodes(self, facts: Any) -> tuple[Any, ...]:
        """Return what its mass and energy say."""
        return (node(ssb.usable_energy),)


weighed = Study(
    pack=ByMass(rated_energy="90 kWh", usable_share=0.9, pack_mass=ssb.Distribution(uniform=(430, 470), unit="kg")),
    vehicle=ssb.vehicles.Preset("nio-et7-150", cycle="WLTC"),
).with_node("pack_specific_energy", lambda rated_energy, pack_mass: rated_energy / pack_mass)
print(weighed.run())
print(weighed.propagate(n=1024)["battery_consumption"])
print(weighed.sensitivity("battery_consumption", method="tornado"))
if "--report" in sys.argv:
    print(ssb.write_report([study, weighed], "own-report").files[0])
