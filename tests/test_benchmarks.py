"""The benchmarks run and report what they promise; what they measure is read by people, never asserted here."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
RATIOS = {
    "door_overhead": "units_over_kernel bounds_over_passes door_over_kernel scalar_range_over_pint "
    "scalar_cost_over_pint",
    "million_packs": "pack_cost_in_copies pack_cost_over_numpy pack_mass_in_copies pack_mass_over_numpy "
    "driving_range_in_copies driving_range_over_numpy",
    "pipeline": "stated_over_kernels stated_in_copies stated_memory_growth computed_over_kernels computed_in_copies "
    "computed_memory_growth "
    "stream_random_over_kernel stream_sobol_over_kernel memory_growth copies_1e6 over_numpy_1e6 "
    "copies_1e7 over_numpy_1e7 over_numpy_16k sobol_mean_error",
    "cell_designs": "designs_in_copies",
    "claim_verdicts": "consistent_over_call contradictory_over_call report_over_calls",
    "million_cells": "stack_and_cell_in_copies chain_in_copies round_over_pack memory_growth",
    "wheel_work": "trips_in_copies certificate_width bounds_over_table exact_over_table "
    "coefficients_exact_in_copies coefficients_table_in_copies coefficients_bounds_in_copies lists_over_all_steps",
    "import_cost": "import_over_numpy first_door_over_numpy first_call_over_numpy",
    "learned_decline": "one_over_calls many_over_calls decline_in_copies",
    "plan_overhead": "stated_step_over_limit stated_arrays_over_calls computed_step_over_limit "
    "computed_arrays_over_calls",
    "parity_paths": "parity_in_copies parity_of_two_memories parity_above_a_floor",
}


@cache
def run(name: str, *options: str) -> str:
    """Return what a benchmark prints in quick mode."""
    command = [sys.executable, str(FOLDER / f"{name}.py"), "--quick", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_benchmark_has_its_ratios_listed_here() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} - {"common"} == set(RATIOS)


@pytest.mark.parametrize("name", sorted(RATIOS))
def test_a_benchmark_reports_every_ratio_as_a_positive_number(name: str) -> None:
    reported = json.loads(run(name, "--json"))["ratios"]
    peers = {"over_jax", "over_numba", "beside_steer"}  # measured where they are installed
    peers |= {name for name in reported if "beside_steer" in reported and name.endswith("_difference")}
    assert set(reported) - peers == set(RATIOS[name].split())
    assert all(ratio["value"] > 0 for ratio in reported.values())


def test_a_table_for_people_names_each_ratio_once() -> None:
    lines = run("door_overhead").splitlines()
    for ratio in RATIOS["door_overhead"].split():
        assert sum(line.startswith(f"{ratio} ") for line in lines) == 1


def test_importing_the_library_loads_nothing_heavy() -> None:
    assert json.loads(run("import_cost", "--json"))["notes"] == {"heavy modules loaded": "none"}
