"""The published design: as a function of arrays, in blocks, pickled, differentiated; and solved from its inputs."""

import pickle

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import DomainError, Q, ShapeError, Study, StudyError, UnitError, in_blocks, solve_reference
from ssbmodel.presets.cells.processes import PlantChange
from ssbmodel.study.cells.solve import MOVED, published_design, with_designs

COLUMNS = {
    "single_cell_capacity": np.array([68.0, 85.0, 62.0]), "positive_coating": np.array([12e-5, 9e-5, 4e-5]),
    "cell_thickness": np.array([0.02, 0.021, 0.019]),
}  # fmt: skip
PRICE = "base_pack_price"


def design() -> Study:
    return published_design().replace(design_charging_time=Q(25, "min"))


def asked(study: Study, *names: str) -> dict[str, np.ndarray]:
    """Return answers for the columns, asked of a study with quantities."""
    quantities = {name: Q(COLUMNS[name], unit) for name, unit in zip(MOVED, ("Ah", "m", "m"))}
    found = with_designs(study, **quantities).run(*names)
    return {name: found[name].magnitude for name in names}


def test_a_kernel_gives_what_the_study_answers() -> None:
    names = PRICE, "pack_mass_unpressed", "plant_labour"
    found, told = design().kernel(*names, varied=MOVED)(**COLUMNS), asked(design(), *names)
    for name in names:
        assert_allclose(found[name], told[name], rtol=1e-13)


def test_blocks_change_nothing() -> None:
    kernel = design().kernel(PRICE, varied=MOVED)
    many = {name: np.tile(column, 5) for name, column in COLUMNS.items()}
    blocks = in_blocks(kernel, many, block=4, out={PRICE: np.zeros(15)})[PRICE]
    assert_allclose(blocks, np.tile(kernel(**COLUMNS)[PRICE], 5), rtol=1e-14)


def test_another_plant_and_rate_are_taken() -> None:
    dry = PlantChange("dry", {"coat cathode": (1, 0.3, 1), "coat anode": (1, 0.3, 1)}, "an offer", solvent_free=True)
    made = design().replace(cost=design().cost.model_copy(update={"processes": (dry,)})).replace(pack_rate=1e5)  # type: ignore[union-attr]
    found = made.kernel(PRICE, varied=MOVED)(**COLUMNS)[PRICE]
    assert_allclose(found, asked(made, PRICE)[PRICE], rtol=1e-13)
    assert (found != design().kernel(PRICE, varied=MOVED)(**COLUMNS)[PRICE]).all()


def test_a_kernel_can_be_sent_to_another_process() -> None:
    kernel = design().kernel(PRICE, varied=MOVED)
    again = pickle.loads(pickle.dumps(kernel))
    assert_allclose(again(**COLUMNS)[PRICE], kernel(**COLUMNS)[PRICE], rtol=0)


def test_an_unknown_answer_and_no_packs_are_refused() -> None:
    with pytest.raises(StudyError, match=r"'base_pack_prize' is no name. Did you mean 'base_pack_price'"):
        design().kernel("base_pack_prize", varied=MOVED)
    with pytest.raises(DomainError, match="pack_rate"):
        design().replace(pack_rate=0).run(PRICE)


def test_a_price_differentiates_by_a_complex_step() -> None:
    kernel = design().kernel(PRICE, varied=MOVED)
    one = {name: float(column[0]) for name, column in COLUMNS.items()}
    size = one["single_cell_capacity"]
    step = 1e-6 * size
    up, down = (kernel(**one | {"single_cell_capacity": size + s})[PRICE] for s in (step, -step))
    turned = kernel(**one | {"single_cell_capacity": np.array([size * (1 + 1e-20j)])})[PRICE]
    assert_allclose(turned.imag / 1e-20 / size, (up - down) / (2 * step), rtol=1e-6)


@pytest.mark.parametrize(
    ("time", "thickness", "error", "told"),
    [
        (60, None, UnitError, "design_charging_time=60 has no unit. Expected h"),
        (Q(-60, "min"), None, DomainError, "Expected a finite value > 0 h"),
        (Q(60, "min"), Q(2, "kg"), UnitError, "Expected something convertible to m"),
        (Q([60.0, 10], "min"), Q([20.0, 21, 22], "mm"), ShapeError, "design_charging_time has 2 values"),
    ],
)
def test_what_cannot_be_solved_is_refused(time: Q, thickness: Q, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        solve_reference(time, cell_thickness=thickness)
