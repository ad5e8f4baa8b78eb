"""Records at a door: money is one for a whole call, records in records are read, tables say which money they are in."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import DomainError, MoneyError, Q, UnitError
from ssbmodel.ground.slots import plain_record
from ssbmodel.ground.spelling import write_unit
from ssbmodel.models.economics.plant.bill import Prices
from ssbmodel.models.economics.plant.price import pack_price
from ssbmodel.models.economics.plant.purchased import electronics_cost
from ssbmodel.presets.cells.plants import electronics, reference_plant
from ssbmodel.presets.cells.reference import reference
from ssbmodel.study.cells.chain import doors, priced, reference_pack

DESIGN = reference_pack(Q(60, "min"), Q(68.179107, "Ah"), Q(120, "um"), Q(20.1109178, "mm"))


def test_the_answer_is_in_the_money_of_the_record() -> None:
    price = electronics_cost(Q(421.8, "A"), Q(5e5, ""), electronics=electronics())
    assert str(price.units) == "USD"


def test_two_moneys_in_one_record_are_refused() -> None:
    mixed = electronics()._replace(steep_price=Q(180, "CNY_2025"))
    with pytest.raises(MoneyError, match=r"fixed_price is in USD but steep_price is in CNY_2025\. Convert one"):
        electronics_cost(Q(421.8, "A"), Q(5e5, ""), electronics=mixed)


def test_two_moneys_in_two_records_are_refused() -> None:
    plant = reference_plant()
    wages = plant.rates._replace(wage=Q(25, "EUR_2024/h"), building_price=Q(3000, "EUR_2024/m2"))
    with pytest.raises(MoneyError, match=r"pack_price: bought is in USD but rates is in EUR_2024"):
        priced(DESIGN, Q(5e5, ""), doors(plant._replace(rates=wages)))
    assert pack_price.units["pack_rate"] == ""


def test_a_table_in_another_money_than_the_prices_is_refused() -> None:
    plant = reference_plant()
    other = {name: Q(price.magnitude, write_unit(price.unit_items()).replace("USD", "CNY_2025"))
             for name, price in plant.prices._asdict().items()}  # fmt: skip
    with pytest.raises(MoneyError, match="Convert one of them first"):
        priced(DESIGN, Q(5e5, ""), doors(plant._replace(prices=Prices(**other))))


def test_a_record_in_a_record_is_read_and_its_faults_are_named() -> None:
    parts = reference().parts
    assert_allclose(plain_record(parts).pouch.weld_length, 0.008, rtol=1e-12)
    bad = parts._replace(pouch=parts.pouch._replace(weld_length=Q(8, "Wh"), packing=Q(1.5, "")))
    with pytest.raises((UnitError, DomainError), match=r"pouch\.(packing|weld_length)"):
        plain_record(bad)
