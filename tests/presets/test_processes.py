"""Plants and processes: figures and steps behind the names, factors that multiply, and what is refused."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, ScenarioError, figures
from ssbmodel.models.economics.plant.steps import Step
from ssbmodel.presets.cells.plants import dry_plant, reference_plant
from ssbmodel.presets.cells.processes import (
    PlantChange,
    missing_processes,
    named_plant,
    plant_with,
    plants,
    process,
    processes,
)


def test_the_small_plant_makes_what_its_figure_says() -> None:
    plant = named_plant("documents-4-gwh")
    assert plant.rests_on == ("004/ganfeng-plant-output",)
    assert plant.annual_output == figures[plant.rests_on[0]].low
    assert "no period" in plant.why
    assert named_plant("batpac-50-gwh").annual_output == Q(50, "GWh")


@pytest.mark.parametrize("name", processes())
def test_a_process_names_steps_of_the_reference_and_says_why(name: str) -> None:
    found = process(name)
    assert set(found.steps) <= {step.name for step in reference_plant().steps.steps}
    assert len(found.why) > 40


def test_dry_electrodes_by_name_are_those_with_coaters_as_they_are() -> None:
    named, known = plant_with("dry-electrode"), dry_plant(1.0)
    assert named.steps.terms == known.steps.terms
    assert named.prices == known.prices


def test_factors_on_one_step_multiply_and_no_change_leaves_the_plant() -> None:
    half = PlantChange("half", {"stack": (0.5, 0.5, 0.5)}, "a test")
    twice = plant_with(half, half).steps.steps
    reference = {step.name: step for step in reference_plant().steps.steps}
    assert {s.name: s.labour for s in twice}["stack"] == reference["stack"].labour / 4
    assert plant_with().steps is reference_plant().steps


def test_a_step_of_ones_own_comes_in_and_a_loss_of_cells_counts() -> None:
    own = Step("press", "cell", "produced_cells", 1e5, 0.9, 1e8, 0.9, 1e3, 0.95)
    made = plant_with(PlantChange("Pressed", {}, "an offer", more=(own,), yield_factor=0.9))
    assert made.steps.steps[-1] == own
    assert_allclose(made.yields.cell_yield.m_as(""), 0.855)


def test_what_has_no_source_says_what_is_needed() -> None:
    for name, needed in missing_processes().items():
        with pytest.raises(ScenarioError, match=rf"{name}: no source was found\. Needed: "):
            process(name)
        assert len(needed) > 20


def test_what_is_unknown_is_refused() -> None:
    assert len(plants()) == 2
    with pytest.raises(ScenarioError, match=r"no process called 'dry-electrodes'\. Did you mean 'dry-electrode'\?"):
        process("dry-electrodes")
    with pytest.raises(ScenarioError, match=r"no plant called 'tiny'\. Choose of batpac-50-gwh, documents-4-gwh\."):
        named_plant("tiny")
    with pytest.raises(ScenarioError, match=r"Mine: no step called 'stck'\. Did you mean 'stack'\?"):
        plant_with(PlantChange("Mine", {"stck": (1, 1, 1)}, "a test"))
    with pytest.raises(ScenarioError, match=r"Mine: stack = -1, 0, 0\. Expected finite numbers, 0 or more\."):
        plant_with(PlantChange("Mine", {"stack": (-1, 0, 0)}, "a test"))
    with pytest.raises(ScenarioError, match=r"Mine: yield_factor = nan\. Expected"):
        plant_with(PlantChange("Mine", {}, "a test", yield_factor=float("nan")))
