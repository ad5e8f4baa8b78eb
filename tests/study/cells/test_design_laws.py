"""Laws of designs: parts make the whole, monotonicities, limits, scaling; and what is refused."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, ScenarioError, UnitError, cell_design, chemistries
from ssbmodel.presets.cells.chemistries import chemistry
from ssbmodel.presets.cells.plants import dry_plant, reference_plant
from ssbmodel.study.cells.chain import doors, priced, reference_pack
from ssbmodel.study.cells.parts import (
    density_fits,
    elements_per_energy,
    layer_parts,
    mass_parts,
    materials_per_energy,
    price_parts,
    theoretical_specific_energy,
)

each_chemistry = pytest.mark.parametrize("name", chemistries())
SOLID = [name for name in chemistries() if chemistry(name).solid]
LITHIUM = [name for name in chemistries() if chemistry(name).negative == "lithium"]


@each_chemistry
def test_parts_make_the_whole(name: str) -> None:
    design = cell_design(name)
    for parts, whole in (
        (mass_parts(design), design.pack_mass),
        (price_parts(design), design.priced.price.pack_price),
        (layer_parts(design), design.stack.stack_thickness),
    ):
        assert_allclose((sum(parts.values()) / whole).m_as(""), 1, rtol=1e-12)


@each_chemistry
def test_a_cell_lies_below_its_stack_and_a_pack_below_its_cells(name: str) -> None:
    design = cell_design(name)
    assert design.stack_specific_energy < theoretical_specific_energy(design)
    assert design.pack_specific_energy < design.cell_specific_energy < design.stack_specific_energy
    assert design.pack_energy_density < design.cell_energy_density < design.stack_energy_density
    assert design.cell_cost < design.unit_cost
    assert density_fits(design)


def test_a_density_out_of_practice_is_flagged() -> None:
    thin = cell_design("oxide-nmc-li", separator_thickness=Q([20.0, 400.0], "um"))
    assert density_fits(thin).tolist() == [True, False]


@each_chemistry
def test_specific_energy_falls_with_the_layer_and_rises_with_the_loading_ever_more_slowly(name: str) -> None:
    layers: dict[str, Any] = {chemistry(name).layer_field: Q([10.0, 20.0, 40.0], "um")}
    by_layer = cell_design(name, **layers)
    assert np.all(np.diff(by_layer.cell_specific_energy.magnitude) < 0)
    assert np.all(np.diff(by_layer.cell_energy_density.magnitude) < 0)
    by_loading = cell_design(
        name, areal_capacity=Q(np.linspace(1, 6, 6), "mAh/cm2"), area_specific_resistance=Q(0, "ohm m2")
    )
    steps = np.diff(by_loading.stack_specific_energy.magnitude)
    assert np.all(steps > 0)
    assert np.all(np.diff(steps) < 0)


@pytest.mark.parametrize("name", SOLID)
def test_specific_energy_falls_with_the_density_of_the_layer(name: str) -> None:
    field = chemistry(name).layer_field.replace("thickness", "density")
    layers: dict[str, Any] = {field: Q([1.0, 2.0, 5.0], "g/cm3")}
    found = cell_design(name, **layers).cell_specific_energy.magnitude
    assert np.all(np.diff(found) < 0)


@pytest.mark.parametrize("name", LITHIUM)
def test_lithium_in_excess_costs_mass_and_volume_down_to_none(name: str) -> None:
    found = cell_design(name, lithium_excess=Q([0.0, 2.0, 10.0], "mAh/cm2"))
    assert np.all(np.diff(found.cell_specific_energy.magnitude) < 0)
    assert np.all(np.diff(found.cell_energy_density.magnitude) < 0)
    assert found.repeat.negative_mass.magnitude[0] == 0
    assert found.repeat.negative_coating.magnitude[0] > 0  # plated lithium has a thickness and no mass of its own


def test_swelling_takes_volume_and_no_mass() -> None:
    found = cell_design("sulfide-nmc-si", negative_swelling=Q([0.0, 1.0], ""))
    assert np.diff(found.stack_energy_density.magnitude) < 0
    assert np.ptp(np.atleast_1d(found.stack_specific_energy.magnitude)) < 1e-9


@each_chemistry
def test_doubling_every_price_doubles_the_materials(name: str) -> None:
    fields = [field for field in chemistry(name).values if field.endswith("_price")]
    once = cell_design(name).priced.materials
    twice = cell_design(name, **{field: 2 * chemistry(name).values[field] for field in fields}).priced.materials
    for part in ("positive_active_cost", "negative_active_cost", "solid_electrolyte_cost", "liquid_cost"):
        assert_allclose(getattr(twice, part).magnitude, 2 * getattr(once, part).magnitude, rtol=1e-12)
    if name in SOLID:
        assert_allclose(twice.separator_cost.magnitude, 2 * once.separator_cost.magnitude, rtol=1e-12)


def scaled_money(plant: Any, by: float) -> Any:
    """Return a plant in which everything costs another multiple."""

    def scaled(record: Any) -> Any:
        return record._replace(**{k: by * v for k, v in record._asdict().items() if "USD" in f"{v.units:~}"})

    steps = plant.steps.changed({step.name: (1, by, 1) for step in plant.steps.steps})
    table = type(plant.items)(
        tuple(i._replace(amount_price=by * i.amount_price, each_price=by * i.each_price) for i in plant.items.items),
        plant.items.volume_power, plant.items.money,
    )  # fmt: skip
    return plant._replace(
        steps=steps, items=table, electronics=scaled(plant.electronics), prices=scaled(plant.prices),
        rates=scaled(plant.rates),
    )  # fmt: skip


DESIGN = reference_pack(Q(60, "min"), Q(68.179107, "Ah"), Q(120, "um"), Q(20.1109178, "mm"))


def price(plant: Any = None, packs: Any = 5e5, **yields: Any) -> Any:
    """Return the price of the reference pack, with other yields."""
    plant = plant or reference_plant()
    plant = plant._replace(yields=plant.yields._replace(**yields))
    return priced(DESIGN, Q(packs, ""), doors(plant))


@pytest.mark.parametrize("by", [0.25, 7.0])
def test_all_money_times_a_factor_is_the_price_times_it(by: float) -> None:
    assert_allclose(
        price(scaled_money(reference_plant(), by)).price.pack_price.magnitude,
        by * price().price.pack_price.magnitude, rtol=1e-12,
    )  # fmt: skip


def test_the_lines_of_a_price_sum_to_it() -> None:
    lines = price().price
    assert_allclose(sum(line.magnitude for line in lines[:10]), lines.pack_price.magnitude, rtol=1e-12)


def test_the_price_is_that_of_its_four_multipliers() -> None:
    # M1 to M4 as printed for the workbook's rates: materials and parts, labour, capital, buildings
    found = price()
    bought = (found.price.material_line + found.price.purchased_line + found.price.electronics_line).m_as("USD")
    capital, area = found.plant.plant_capital.m_as("USD") / 5e5, 3000 * found.plant.plant_area.m_as("m**2") / 5e5
    labour = found.price.labour_line.m_as("USD")
    told = 1.06656 * bought + 1.86648 * labour + 0.253704 * capital + 0.153252 * area
    assert_allclose(told, found.price.pack_price.m_as("USD"), rtol=2e-6)


def test_a_price_falls_with_yield_and_with_volume_as_published() -> None:
    # sensitivities of the 60 min design, solvent as the workbook charges it: $/kWh at yields and at GWh a year
    by_yield = price(cell_yield=Q([0.60, 0.70, 0.80, 0.90, 0.95, 0.99], "")).price.pack_price.m_as("USD") / 100
    assert_allclose(by_yield, [155.47, 137.92, 124.72, 114.43, 110.09, 106.93], rtol=1e-4)
    by_volume = price(packs=np.array([2.5, 5, 10, 25, 50, 100]) * 1e4).price.pack_price.m_as("USD") / 100
    assert_allclose(by_volume, [120.73, 117.80, 115.20, 112.15, 110.09, 108.21], rtol=1e-4)


def test_what_is_bought_is_what_the_cell_holds_where_nothing_is_lost() -> None:
    names = ("electrode_yield", "foil_yield", "separator_yield", "liquid_yield", "cell_yield")
    bill, cell = price(**dict.fromkeys(names, Q(1, ""))).bill, DESIGN.cell
    assert_allclose(bill.positive_active_bought.m_as("kg"), 0.96 * cell.positive_coating_mass.m_as("kg"), rtol=1e-12)
    assert_allclose(bill.separator_bought.m_as("m**2"), cell.separator_area.m_as("m**2"), rtol=1e-12)
    half = price(**dict.fromkeys(names, Q(1, "")) | {"cell_yield": Q(0.5, "")}).bill
    assert_allclose(half.positive_foil_bought.m_as("m**2"), 2 * cell.positive_foil_area.m_as("m**2"), rtol=1e-12)


def test_elements_of_the_reference_cathode_are_those_published() -> None:
    # per rated kWh, losses included: active 1.457658 kg, of it Ni 0.703582 and Co 0.088305
    bill = price().bill
    active = 400 * bill.positive_active_bought.m_as("kg") / 100
    assert_allclose(active, 1.457658, rtol=1e-6)
    assert_allclose([0.48268 * active, 0.06058 * active], [0.703582, 0.088305], rtol=1e-4)


@each_chemistry
def test_lithium_is_at_least_what_the_charge_asks_for(name: str) -> None:
    design = cell_design(name)
    held = design.values["first_cycle_efficiency"] * elements_per_energy(design)["Li"]
    needed = 1 / (Q(3861, "mAh/g") * design.cell_voltage)
    assert held > 0.9 * needed


def test_the_catholyte_outweighs_the_layer_of_a_sulfide_cell() -> None:
    amounts = materials_per_energy(cell_design("sulfide-nmc-li", separator_thickness=Q(20, "um")))
    assert amounts["electrolyte in coatings"] > amounts["electrolyte in layers"]


def test_many_designs_are_one_design_each() -> None:
    many = cell_design("sulfide-nmc-li", separator_thickness=Q([15.0, 30.0], "um"), cell_yield=Q([0.9, 0.6], ""))
    for place, (layer, share) in enumerate(((15.0, 0.9), (30.0, 0.6))):
        one = cell_design("sulfide-nmc-li", separator_thickness=Q(layer, "um"), cell_yield=Q(share, ""))
        assert_allclose(many.unit_cost.magnitude[place], one.unit_cost.magnitude, rtol=1e-13)
        assert_allclose(many.pack_specific_energy.magnitude[place], one.pack_specific_energy.magnitude, rtol=1e-13)


def test_a_dry_line_has_no_solvent_to_pay_for_and_keeps_its_coaters() -> None:
    plant = reference_plant()
    dry = plant._replace(solvents=plant.solvents._replace(solvent_per_binder=Q(1e-12, "")))
    gone = price(dry)
    assert_allclose(gone.materials.solvent_cost.magnitude, 0, atol=1e-9)
    none = cell_design("sulfide-nmc-li").priced
    assert none.throughput.solvent_mass.magnitude == 0
    assert none.plant.plant_capital.m_as("USD") > 3e9


@pytest.mark.parametrize(("share", "less", "capital"), [(0.16, 2.03, 134), (1.0, 1.54, 36), (0.30, 1.95, 118)])
def test_dry_electrodes_save_what_the_workbooks_arithmetic_gives(share: float, less: float, capital: float) -> None:
    wet, dry = price(), price(dry_plant(share))
    saved = (wet.price.pack_price - dry.price.pack_price).m_as("USD") / 100
    assert_allclose(saved, less, atol=0.005)
    assert_allclose((wet.plant.plant_capital - dry.plant.plant_capital).m_as("USD") / 1e6, capital, atol=0.5)


@pytest.mark.parametrize("entry", [entry for name in chemistries() for entry in chemistry(name).entries])
def test_every_value_of_a_chemistry_has_a_source_or_a_reason(entry: Any) -> None:
    assert entry.derivation in {"sourced", "assumed"}
    assert len(entry.why) >= 10


def test_unknown_chemistries_fields_and_recipes_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"no chemistry called 'sulfide-nmc'\. Did you mean 'sulfide-nmc-"):
        cell_design("sulfide-nmc")
    with pytest.raises(ScenarioError, match=r"'seperator_thickness'\. Did you mean 'separator_thickness'\?"):
        cell_design("sulfide-nmc-li", seperator_thickness=Q(20, "um"))
    with pytest.raises(UnitError, match=r"li: separator_thickness=20 has no unit\. Write separator_thickness=Q"):
        cell_design("sulfide-nmc-li", separator_thickness=20)
    with pytest.raises(UnitError, match=r"separator_thickness is in Wh\. Expected something convertible to um"):
        cell_design("sulfide-nmc-li", separator_thickness=Q(20, "Wh"))
    with pytest.raises(ScenarioError, match=r"positive_carbon_share, positive_binder_share sum to 1\.05\. Expected 1"):
        cell_design("sulfide-nmc-li", positive_active_share=Q(0.85, ""))


def test_layers_too_rich_for_the_pulse_are_refused_by_name() -> None:
    with pytest.raises(ScenarioError, match=r"areal_capacity=50 mAh/cm2\. Expected less than .+, at which the pulse"):
        cell_design("sulfide-nmc-li", areal_capacity=Q([5, 50], "mAh/cm2"))
