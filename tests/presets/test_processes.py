"""Plants and processes: figures and steps behind the names, factors that multiply, and what is refused."""

import pytest

from ssbmodel import Q, ScenarioError, figures
from ssbmodel.presets.cells.plants import step_table
from ssbmodel.presets.cells.processes import (
    PlantChange,
    change_of,
    missing_processes,
    named_plant,
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
    assert set(found.steps) <= {step.name for step in step_table().steps}
    assert len(found.why) > 40


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
    with pytest.raises(ScenarioError, match=r"Mine: stack = -1, 0, 0\. Expected finite numbers, 0 or more\."):
        change_of(PlantChange("Mine", {"stack": (-1, 0, 0)}, "a test"))
    assert change_of("no-filling") == process("no-filling")
