"""Records at a door: money is one for a whole call, records in records are read, tables say which money they are in."""

from typing import Any

import pytest
from numpy.testing import assert_allclose

from ssbmodel import DomainError, MoneyError, Q, UnitError
from ssbmodel.ground.slots import plain_record
from ssbmodel.models.economics.plant.parts import Throughput
from ssbmodel.models.economics.plant.price import Bought, Rates, pack_price
from ssbmodel.models.economics.plant.purchased import Electronics, electronics_cost
from ssbmodel.models.economics.plant.steps import Plant, plant_of_steps
from ssbmodel.presets.cells.plants import step_table
from ssbmodel.presets.cells.reference import reference
from ssbmodel.study.cells.solve import published_design


def given(record: Any) -> Any:
    """Return a record of the published design, filled by the names of its fields."""
    found = published_design().run(*record._fields)
    return record._make(one.value for one in found.values())


def test_the_answer_is_in_the_money_of_the_record() -> None:
    price = electronics_cost(Q(421.8, "A"), Q(5e5, ""), electronics=given(Electronics))
    assert str(price.units) == "USD_2022"


def test_two_moneys_in_one_record_are_refused() -> None:
    mixed = given(Electronics)._replace(steep_price=Q(180, "CNY_2025"))
    with pytest.raises(MoneyError, match=r"fixed_price is in USD_2022 but steep_price is in CNY_2025\. Convert one"):
        electronics_cost(Q(421.8, "A"), Q(5e5, ""), electronics=mixed)


def test_two_moneys_in_two_records_are_refused() -> None:
    wages = given(Rates)._replace(wage=Q(25, "EUR_2024/h"), building_price=Q(3000, "EUR_2024/m2"))
    with pytest.raises(MoneyError, match=r"pack_price: bought is in USD_2022 but rates is in EUR_2024"):
        pack_price(bought=given(Bought), plant=given(Plant), pack_rate=Q(5e5, ""), rates=wages)
    assert pack_price.units["pack_rate"] == ""


def test_a_table_in_another_money_than_the_prices_is_refused() -> None:
    study, steps = published_design(), step_table()
    dated = type(steps)(steps.steps, steps.base, steps.further, "CNY_2025")
    whole = given(Throughput)
    asked = study.run("single_cell_capacity", "modules_per_pack")
    made = plant_of_steps(
        asked.single_cell_capacity.value, asked.modules_per_pack.value, Q(320, ""), throughput=whole, steps=dated
    )
    assert str(made.plant_capital.units) == "CNY_2025"
    with pytest.raises(MoneyError, match="Convert one of them first"):
        pack_price(bought=given(Bought), plant=made, pack_rate=Q(5e5, ""), rates=given(Rates))


def test_a_record_in_a_record_is_read_and_its_faults_are_named() -> None:
    parts = reference().parts
    assert_allclose(plain_record(parts).pouch.weld_length, 0.008, rtol=1e-12)
    bad = parts._replace(pouch=parts.pouch._replace(weld_length=Q(8, "Wh"), packing=Q(1.5, "")))
    with pytest.raises((UnitError, DomainError), match=r"pouch\.(packing|weld_length)"):
        plain_record(bad)
