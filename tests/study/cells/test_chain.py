"""The chain as one function of arrays: the same results as by quantities, in blocks, pickled, differentiated."""

import pickle

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, ScenarioError, in_blocks, reference_chain
from ssbmodel.presets.cells.plants import dry_plant
from ssbmodel.study.cells.chain import doors, priced, reference_pack, reference_price

TIME = Q(25, "min")
COLUMNS = {
    "single_cell_capacity": np.array([68.0, 85.0, 62.0]), "positive_coating": np.array([12e-5, 9e-5, 4e-5]),
    "cell_thickness": np.array([0.02, 0.021, 0.019]),
}  # fmt: skip


def test_the_chain_gives_what_quantities_give() -> None:
    chain = reference_chain("pack_price", "pack_mass_unpressed", "plant_labour", design_charging_time=TIME)
    found = chain(**COLUMNS)
    capacity, coating, thickness = (Q(COLUMNS[n], u) for n, u in zip(COLUMNS, ("Ah", "m", "m")))
    asked = reference_price(TIME, capacity, coating, thickness)
    assert_allclose(found["pack_price"], asked.price.pack_price.m_as("USD"), rtol=1e-13)
    assert_allclose(found["pack_mass_unpressed"], asked.design.whole.pack_mass_unpressed.m_as("kg"), rtol=1e-13)
    assert_allclose(found["plant_labour"], asked.plant.plant_labour.m_as("h"), rtol=1e-13)


def test_blocks_change_nothing() -> None:
    chain = reference_chain("pack_price", design_charging_time=TIME)
    many = {name: np.tile(column, 5) for name, column in COLUMNS.items()}
    out = {"pack_price": np.zeros(15)}
    blocks = in_blocks(chain, many, block=4, out=out)["pack_price"]
    assert_allclose(blocks, np.tile(chain(**COLUMNS)["pack_price"], 5), rtol=1e-14)


def test_another_plant_and_rate_are_taken() -> None:
    plant = dry_plant(0.3)
    chain = reference_chain("pack_price", design_charging_time=TIME, pack_rate=1e5, plant=plant)
    pack = reference_pack(TIME, *(Q(COLUMNS[n], u) for n, u in zip(COLUMNS, ("Ah", "m", "m"))))
    expected = priced(pack, Q(1e5, ""), doors(plant)).price.pack_price
    assert_allclose(chain(**COLUMNS)["pack_price"], expected.m_as("USD"), rtol=1e-13)


def test_a_chain_can_be_sent_to_another_process() -> None:
    chain = reference_chain("pack_price", design_charging_time=TIME)
    again = pickle.loads(pickle.dumps(chain))
    assert_allclose(again(**COLUMNS)["pack_price"], chain(**COLUMNS)["pack_price"], rtol=0)


def test_an_unknown_answer_is_refused_with_a_near_one() -> None:
    with pytest.raises(ScenarioError, match=r"no answer called 'pack_prize'. Did you mean 'pack_price'\?"):
        reference_chain("pack_prize", design_charging_time=TIME)
    with pytest.raises(ScenarioError, match=r"pack_rate=0\. Expected packs a year, above 0\."):
        reference_chain("pack_price", design_charging_time=TIME, pack_rate=0)


def test_a_price_differentiates_by_a_complex_step() -> None:
    chain = reference_chain("pack_price", design_charging_time=TIME)
    one = {name: float(column[0]) for name, column in COLUMNS.items()}
    step = 1e-6 * one["single_cell_capacity"]
    up, down = (
        chain(**one | {"single_cell_capacity": one["single_cell_capacity"] + s})["pack_price"] for s in (step, -step)
    )
    turned = chain(**one | {"single_cell_capacity": np.array([one["single_cell_capacity"] * (1 + 1e-20j)])})[
        "pack_price"
    ]
    assert_allclose(turned.imag / 1e-20 / one["single_cell_capacity"], (up - down) / (2 * step), rtol=1e-6)
