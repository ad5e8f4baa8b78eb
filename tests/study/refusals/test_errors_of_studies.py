"""What a study refuses, and what it says to write: every problem in one message."""

from typing import Any

import pytest

from ssbmodel import cells, costs, packs, plants, vehicles
from ssbmodel.core.assumption import Assumption
from ssbmodel.ground.errors import DomainError, SsbError, StudyError
from ssbmodel.study.study import Study

from ..studies import CELL, PACK, cell_and_pack, stated


def told(call: Any, *, kind: type[SsbError] = StudyError) -> list[str]:
    """Return the lines with which a call is refused."""
    with pytest.raises(kind) as refused:
        call()
    return str(refused.value).splitlines()


def test_what_nobody_supplies_is_told_with_who_asks_and_what_to_write() -> None:
    lines = told(lambda: stated(pack=packs.Ratios(cell_to_pack_mass_ratio=0.7)).run("pack_mass"))
    assert lines == [
        "'rated_energy' is supplied by nobody; base_pack_price asks for it. "
        'Write study.replace(rated_energy="... Wh").'
    ]


def test_a_missing_part_is_named_where_it_could_supply_a_name() -> None:
    lines = told(lambda: Study(cell=cells.Stated(**CELL), pack=packs.Ratios(**PACK), vehicle=None).run())
    assert all("is asked for by nothing" in line for line in lines)
    missing = told(lambda: cell_and_pack().run("driving_range"))
    assert missing == ["'driving_range' is supplied by nobody. Add vehicle=vehicles.Stated(...)."]
    unknown = told(lambda: cell_and_pack().run("metal_price"))
    assert unknown == ["'metal_price' is supplied by nobody. No part of this study knows it."]


def test_a_name_stated_and_computed_is_refused() -> None:
    class Heavy(packs.Ratios):
        cells_mass: Any = None

    study = Study(cell=cells.Stated(cell_specific_energy="400 Wh/kg"), pack=Heavy(cells_mass="3 kg", **PACK))
    (line,) = [line for line in told(study.run) if "computed by" in line]
    assert line == (
        "'cells_mass' is stated by Heavy and computed by cells_mass (Heavy). "
        "Rename one, or cut the computed one: study.replace(cells_mass=...)."
    )


def test_an_edit_that_nothing_asks_for_names_the_part_to_replace() -> None:
    study = Study(cell=cells.Designed("sulfide-nmc-li"), pack=packs.BatPaC(rated_energy="100 kWh"))
    (line,) = told(lambda: study.replace(cell_specific_energy="400 Wh/kg"))
    assert line == (
        "'cell_specific_energy' is an answer here (cells.Designed); nothing asks for it. "
        "Replace the part: cell=cells.Stated(cell_specific_energy=...)."
    )


def test_an_edit_that_reaches_nothing_is_refused() -> None:
    (line,) = told(lambda: cell_and_pack().replace(wage="20 USD_2022/h"))
    assert line == "'wage' is asked for by nothing in this study: no answer would move. Leave it out."


def test_a_circle_is_told_with_its_members_and_how_it_is_solved() -> None:
    (line,) = told(lambda: cell_and_pack().with_node("rated_energy", lambda pack_mass: 200.0 * pack_mass))
    assert line.startswith("a circle: ")
    assert "own function rated_energy" in line
    assert line.endswith("Solve it: study.solve({...}, for_=...).")


def test_an_own_function_of_an_unknown_name_is_answered_with_a_near_one() -> None:
    study = cell_and_pack()
    (line,) = told(lambda: study.with_node("separator_price", lambda thickness: thickness))
    assert line == "with_node(\"separator_price\"): 'thickness' is no name. Did you mean 'separator_thickness'?"


@pytest.mark.parametrize(
    ("study", "line"),
    [
        (
            {"cell": cells.Designed("sulfide-nmc-li"), "pack": packs.Ratios(**PACK), "cost": plants.PlantPrice()},
            "plants.PlantPrice makes a pack part by part; packs.Ratios has no parts. "
            "Take pack=packs.BatPaC(...), or cost=costs.Stated(...).",
        ),
        (
            {"cell": cells.Stated(**CELL), "pack": packs.BatPaC(rated_energy="100 kWh")},
            "packs.BatPaC lays out pouch cells from their layers. Take cell=cells.Designed(...), or "
            "pack=packs.Ratios(...).",
        ),
        (
            {"pack": packs.Ratios(**PACK)},
            "packs.Ratios holds cells; there is none. Add cell=cells.Stated(...) or cell=cells.Designed(...).",
        ),
        (
            {"decline": costs.Constant()},
            "costs.Constant starts from a price today; there is none. "
            "Add cost=costs.Stated(...) or cost=plants.PlantPrice(...).",
        ),
        (
            {"vehicle": vehicles.Stated(battery_consumption="160 Wh/km")},
            "vehicles.Stated drives on a pack; there is none. Add pack=packs.Ratios(...) or pack=packs.BatPaC(...).",
        ),
    ],
)
def test_parts_that_do_not_fit_are_refused_in_one_sentence(study: dict[str, Any], line: str) -> None:
    assert line in told(Study(**study).run)


def test_a_value_beside_a_rule_and_figures_without_one_are_refused() -> None:
    both = {"name": "rated_energy", "rests_on": ["004/pack-rated-energy"], "rule": "as printed", "value": 75.0}
    assert told(lambda: Assumption(**both, unit="kWh"), kind=SsbError) == [
        "rated_energy: value = 75 kWh stands beside a rule. Remove rests_on and rule: the value is then yours."
    ]
    assert told(lambda: Assumption(name="cell_energy_density", rests_on=["004/saic-energy-density"])) == [
        "cell_energy_density: rests_on needs a rule that reads it; for context write see = [...]."
    ]


def test_a_value_of_one_place_is_refused_elsewhere() -> None:
    cold = Assumption(
        name="capacity_retention", value=0.9, reason="printed", holds_at={"ambient_temperature": "-20 degC"}
    )
    study = stated(capacity_retention=cold)
    assert study.run("cold_range")
    (line,) = told(lambda: study.replace(ambient_temperature="-10 degC"))
    assert line == (
        "capacity_retention holds at -20 °C; the study asks at -10 °C. "
        "Give the cell its slope with temperature, or another value."
    )


def test_values_and_results_outside_their_bounds_are_told_with_who_gives_them() -> None:
    study = cell_and_pack(usable_share=1.2, cell_to_pack_mass_ratio=1.5)
    assert told(study.run, kind=DomainError) == [
        "packs.Ratios: cell_to_pack_mass_ratio=1.5. Expected a value in (0, 1].",
        "packs.Ratios: usable_share=1.2. Expected a value in (0, 1].",
    ]


@pytest.mark.parametrize("name", ["usable_share", "capacity_retention", "reference_capacity_retention"])
def test_a_share_of_nothing_is_refused_by_name(name: str) -> None:
    (line,) = told(lambda: stated(**{name: 0}).run(), kind=DomainError)
    assert line.endswith(f": {name}=0.0. Expected a value in (0, 1].")


def test_a_year_before_the_base_year_is_refused() -> None:
    (line,) = told(lambda: stated(years=[2023, 2030]).run("pack_unit_price"))
    assert line.startswith("year 2023 lies before base_year = 2025, of which the price is. Ask from 2025 on: years=")


def test_more_than_twelve_spreads_are_left_to_propagate() -> None:
    from ssbmodel import Distribution

    wide = {
        "cell_specific_energy": ("Wh/kg", 400), "capacity_retention": ("", 0.9), "rated_energy": ("kWh", 100),
        "usable_share": ("", 0.9), "cell_to_pack_mass_ratio": ("", 0.7), "cell_to_pack_volume_ratio": ("", 0.6),
        "base_pack_unit_price": ("CNY_2025/Wh", 2), "target_pack_unit_price": ("CNY_2025/Wh", 0.4),
        "battery_consumption": ("Wh/km", 160), "drag_share": ("", 0.5), "heater_power": ("kW", 2),
        "rolling_ratio": ("", 1.1), "mean_speed": ("km/h", 60), "cell_energy_density": ("Wh/L", 900),
    }  # fmt: skip
    spreads = {n: Distribution(uniform=(0.99 * v, v), unit=unit) for n, (unit, v) in wide.items()}
    (line,) = told(lambda: stated(**spreads).run())
    assert line.startswith("14 inputs have a spread: ")
    assert "write study.propagate(n=1e5)" in line


def test_unknown_names_are_all_told() -> None:
    assert told(lambda: stated().replace(rated_enrgy="3 kWh", pak=None)) == [
        "'rated_enrgy' is no name. Did you mean 'rated_energy'?",
        "'pak' is no name. Did you mean 'pack'?",
    ]
    assert told(lambda: stated().run("cold_rang")) == ["'cold_rang' is no name. Did you mean 'cold_range'?"]


def test_wrong_units_are_told_for_all_fields_at_once() -> None:
    lines = told(lambda: packs.Ratios(rated_energy="100 kg", usable_share="3 km"))
    assert lines[0].startswith("packs.Ratios: rated_energy is in kg")
    assert lines[1].startswith("usable_share is in km") or lines[1].startswith("packs.Ratios: usable_share is in km")
    with pytest.raises(SsbError, match=r'rated_energy=100 has no unit. Expected Wh; write rated_energy=Q\(100, "Wh"\)'):
        packs.Ratios(rated_energy=100)


def test_a_part_in_the_place_of_another_is_refused() -> None:
    (line,) = told(lambda: Study(cell=packs.Ratios(**PACK)))
    assert line == "cell=packs.Ratios(...) is a pack. Write pack=..."


def test_years_that_are_none_are_refused() -> None:
    for years in ([], [2030, 2025], [2025.5], "soon", [True]):
        with pytest.raises(StudyError, match=r"years=.*\. Expected"):
            stated(years=years)


def test_all_problems_of_a_study_stand_in_one_message() -> None:
    class Doubled(packs.Ratios):
        pack_mass: Any = None
        pack_volume: Any = None

    study = Study(cell=cells.Stated(**CELL), pack=Doubled(pack_mass="3 kg", pack_volume="2 L", **PACK))
    lines = told(study.run)
    assert len(lines) == 4
    assert sum("is asked for by nothing" in line for line in lines) == 2
    assert sum("and computed by" in line for line in lines) == 2


def test_a_study_is_no_sequence_and_is_frozen() -> None:
    with pytest.raises(StudyError, match=r"a study is no sequence"):
        list(stated())
    with pytest.raises(StudyError, match="frozen"):
        stated().name = "other"
