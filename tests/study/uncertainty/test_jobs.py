"""Any executor, any number of workers, killed and resumed: the same bits; whatever fails says so and loses nothing."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ssbmodel import CallError, DomainError, RunError, ShapeError, propagate
from ssbmodel.study.uncertainty import jobs
from ssbmodel.study.uncertainty.blocks import run_block
from ssbmodel.study.uncertainty.summary import joined, packed

from .examples import CONSUMPTION, same_bits, spread

each = pytest.mark.parametrize
SMALL = {"n": 20_000, "block": 256}  # 79 blocks in 79 jobs, the last of them smaller


def processes(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


@each("method", ["sobol", "random", "latin"])
@each("reduce", ["arrays", "stream"])
@each("workers", [1, 2, 7])
def test_any_number_of_threads_gives_the_bits_of_the_serial_run(method: str, reduce: str, workers: int) -> None:
    options: Any = SMALL | {"method": method, "reduce": reduce}
    with ThreadPoolExecutor(workers) as pool:
        assert same_bits(spread(executor=pool, **options), spread(**options))


def test_spawned_processes_give_the_bits_of_the_serial_run() -> None:
    with processes(2) as pool:
        assert same_bits(spread(executor=pool, reduce="stream", **SMALL), spread(reduce="stream", **SMALL))


@each("size", [1, 3, 50])
def test_any_size_of_job_gives_the_same_bits(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    straight = spread(reduce="stream", **SMALL)
    monkeypatch.setattr(
        jobs, "jobs", lambda plan: (jobs.Job(i, min(i + size, plan.blocks)) for i in range(0, plan.blocks, size))
    )
    assert same_bits(spread(reduce="stream", **SMALL), straight)


def plan_of_a_run(monkeypatch: pytest.MonkeyPatch, **options: Any) -> Any:
    """Return the plan that propagate makes."""
    seen = []
    real = jobs.run
    monkeypatch.setattr(
        "ssbmodel.study.uncertainty.propagate.run", lambda plan, *rest: seen.append(plan) or real(plan, *rest)
    )
    spread(**options)
    return seen[0]


def test_a_block_is_a_pure_function_of_plan_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of_a_run(monkeypatch, reduce="stream", **SMALL)
    backwards = joined(run_block(plan, index) for index in reversed(range(plan.blocks)))
    assert {k: v.tolist() for k, v in packed(backwards).items()} == {
        k: v.tolist() for k, v in packed(jobs.run(plan, "")).items()
    }


def test_progress_counts_the_blocks() -> None:
    told: list[tuple[int, int]] = []
    spread(progress=lambda done, all_: told.append((done, all_)), **SMALL)
    assert told[0] == (0, 79)
    assert told[-1] == (79, 79)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


# interrupted and resumed


def stop_after(blocks: int, how: Callable[[], None]) -> Callable[[int, int], None]:
    """Return a progress function that does something once, after some blocks."""
    done_once: list[bool] = []

    def progress(done: int, _: int) -> None:
        if done >= blocks and not done_once:
            done_once.append(True)
            how()

    return progress


def interrupt() -> None:
    raise KeyboardInterrupt


@each("reduce", ["arrays", "stream"])
def test_an_interrupted_run_goes_on_from_its_parts_to_the_same_bits(reduce: str, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        spread(reduce=reduce, resume=tmp_path, progress=stop_after(30, interrupt), **SMALL)
    assert len(list(tmp_path.iterdir())) == 30
    done: list[int] = []
    resumed = spread(reduce=reduce, resume=tmp_path, progress=lambda n, _: done.append(n), **SMALL)
    assert done[0] == 30
    assert same_bits(resumed, spread(reduce=reduce, **SMALL))


def test_ctrl_c_leaves_no_job_waiting(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool, pytest.raises(KeyboardInterrupt):
        spread(executor=pool, resume=tmp_path, progress=stop_after(5, interrupt), **SMALL)
    assert 5 <= len(list(tmp_path.iterdir())) < 79


DRIVER = """
import os, sys
sys.path[:0] = {path!r}
def executor():
    if not {scheduler!r}:
        return None
    from distributed import Client
    return Client({scheduler!r}).get_executor(pure=False)
from ssbmodel import Distribution, driving_range, propagate
inputs = {{
    "usable_energy": Distribution(triangular=(60, 85, 100), unit="kWh"),
    "battery_consumption": Distribution(truncated_normal=(150, 20, 100, 250), unit="Wh/km"),
    "capacity_retention": Distribution(uniform=(0.7, 0.95), unit=""),
}}
stop = lambda done, blocks: done >= 40 and os._exit(9)
options = dict(n=20_000, block=256, reduce="stream", resume={folder!r}, progress=stop)
propagate(driving_range, inputs, executor=executor(), **options)
"""


def killed_driver(folder: Path, scheduler: str = "") -> dict[str, bytes]:
    """Run a driver that dies after 40 blocks; return the parts that it leaves."""
    code = DRIVER.format(path=sys.path, folder=str(folder), scheduler=scheduler)
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    return {path.name: path.read_bytes() for path in folder.glob("[!.]*")}


def test_a_killed_driver_loses_nothing(tmp_path: Path) -> None:
    parts = killed_driver(tmp_path)
    assert len(parts) == 40
    resumed = spread(reduce="stream", resume=tmp_path, **SMALL)
    assert {name: (tmp_path / name).read_bytes() for name in parts} == parts
    assert same_bits(resumed, spread(reduce="stream", **SMALL))


def test_a_part_cut_short_is_done_again(tmp_path: Path) -> None:
    straight = spread(reduce="stream", resume=tmp_path, **SMALL)
    first, second, *_ = sorted(tmp_path.iterdir())
    first.write_bytes(first.read_bytes()[:100])
    second.write_bytes(b"")
    assert same_bits(spread(reduce="stream", resume=tmp_path, **SMALL), straight)


@each(
    "other",
    [
        {"n": 20_001},
        {"rng": 1},
        {"method": "random"},
        {"block": 512},
        {"correlations": {("usable_energy", "capacity_retention"): 0.1}},
    ],
)
def test_a_folder_of_another_run_is_refused(other: dict[str, Any], tmp_path: Path) -> None:
    spread(reduce="stream", resume=tmp_path, **SMALL)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(RunError, match=r"resume=.* holds parts of another run \(other inputs, n, seed"):
        spread(reduce="stream", resume=tmp_path, **(SMALL | other))
    assert sorted(tmp_path.iterdir()) == before


def test_a_changed_function_or_input_is_another_run(tmp_path: Path) -> None:
    def first(x: Any) -> Any:
        return 2 * x

    def second(x: Any) -> Any:
        return 2.0000001 * x

    propagate(first, {"x": CONSUMPTION}, n=100, resume=tmp_path)
    with pytest.raises(RunError, match="holds parts of another run"):
        propagate(second, {"x": CONSUMPTION}, n=100, resume=tmp_path)


# what fails


def test_a_worker_that_dies_is_told_and_the_run_goes_on_from_its_parts(tmp_path: Path) -> None:
    with processes(2) as pool:

        def kill() -> None:
            os.kill(next(iter(pool._processes)), signal.SIGKILL)

        with pytest.raises(RunError, match=r"a worker died after \d+ of 79 blocks .* run the same call again"):
            spread(reduce="stream", executor=pool, resume=tmp_path, progress=stop_after(5, kill), **SMALL)
    assert len(list(tmp_path.iterdir())) >= 5
    assert same_bits(spread(reduce="stream", resume=tmp_path, **SMALL), spread(reduce="stream", **SMALL))


def test_a_full_disk_is_told_and_the_parts_before_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, written = np.savez, []

    def full(file: Any, **arrays: Any) -> None:
        written.append(1)
        if len(written) == 10:
            file.write(b"half a part")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file, **arrays)

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(
        RunError, match=r"a part cannot be written to .* \(No space left on device\). Free some space and run"
    ):
        spread(reduce="stream", resume=tmp_path, **SMALL)
    assert len(list(tmp_path.iterdir())) == 9
    assert same_bits(spread(reduce="stream", resume=tmp_path, **SMALL), spread(reduce="stream", **SMALL))


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunError, match=r"resume=.* is no folder to write to"):
        spread(resume=tmp_path / "file")


def test_a_function_that_no_worker_can_import_is_told() -> None:
    with (
        processes(1) as pool,
        pytest.raises(RunError, match=r"cannot be sent to a worker .* Define it at the top of a module"),
    ):
        propagate(lambda x: x, {"x": CONSUMPTION}, n=100, executor=pool)


def test_an_error_of_the_users_own_function_comes_through_as_it_is() -> None:
    def fails(x: Any) -> Any:
        if x.size > 64:
            raise ZeroDivisionError("mine")
        return x

    with ThreadPoolExecutor(1) as pool, pytest.raises(ZeroDivisionError, match="mine"):
        propagate(fails, {"x": CONSUMPTION}, n=200, executor=pool)


@each(
    ("wrong", "told"),
    [
        (lambda x: x[:-1], r"wrong is of shape \(63,\). Expected one real number per case, shape \(64,\)"),
        (lambda x: np.stack([x, x]), r"wrong is of shape \(2, 64\). Expected one real number per case"),
        (lambda x: x + 1j, r"wrong is of type complex128. Expected one real number per case"),
        (lambda x: ("a",) * x.size, r"wrong_0 is of type <U1. Expected one real number per case"),
    ],
)
def test_a_function_that_gives_the_wrong_shape_is_refused(wrong: Any, told: str) -> None:
    wrong.__name__ = "wrong"
    with pytest.raises(ShapeError, match=told):
        propagate(wrong, {"x": CONSUMPTION}, n=100)


def doubling(x: Any) -> Any:
    x *= 2
    return x


@each("reduce", ["arrays", "stream"])
def test_a_function_that_changes_what_it_is_given_is_refused(reduce: str) -> None:
    with pytest.raises(CallError, match=r"doubling changes what it is given .*Write x = x \* 2 instead of x \*= 2"):
        propagate(doubling, {"x": CONSUMPTION}, n=100, reduce=reduce)


def test_a_function_that_gives_a_list_is_told() -> None:
    with pytest.raises(CallError, match=r"<lambda> gives a list. Expected an array, such as np.asarray"):
        propagate(lambda x: [value * 2 for value in x], {"x": CONSUMPTION}, n=100)


@each(
    ("options", "told"),
    [
        ({"n": 0}, r"n=0. Expected a whole number from 1 to 1e\+12"),
        ({"n": 1e15}, r"n=1e\+15. Expected a whole number from 1 to 1e\+12"),
        ({"n": 2.5}, r"n=2.5. Expected a whole number, such as 1e6"),
        ({"n": float("nan")}, r"n=nan. Expected a whole number"),
        ({"n": 1e11, "reduce": "arrays"}, r'would keep 745 GiB. Write reduce="stream"'),
        ({"rng": -1}, r"rng=-1. Expected a whole number from 0"),
        ({"block": 0}, r"block=0. Expected a whole number from 1"),
        ({"method": "halton"}, r"method='halton'. Expected one of: sobol, random, latin"),
        ({"reduce": "mean"}, r"reduce='mean'. Expected one of: arrays, stream"),
    ],
)
def test_options_that_cannot_be_are_refused(options: dict[str, Any], told: str) -> None:
    with pytest.raises(DomainError, match=told):
        spread(**options)


# a cluster


@pytest.fixture(scope="module")
def cluster() -> Any:
    distributed = pytest.importorskip("distributed")
    import dask

    settings = {"distributed.comm.timeouts.connect": "30s", "distributed.worker.daemon": True}
    with (
        dask.config.set(settings),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as running,
        distributed.Client(running) as client,
    ):
        yield client


def executor_of(client: Any) -> Executor:
    executor: Executor = client.get_executor(pure=False)
    return executor


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_bits_of_the_serial_run(cluster: Any) -> None:
    assert same_bits(spread(executor=executor_of(cluster), reduce="stream", **SMALL), spread(reduce="stream", **SMALL))


@pytest.mark.filterwarnings("default")
def test_a_worker_killed_in_the_middle_changes_no_bit(cluster: Any) -> None:
    pids = list(cluster.run(os.getpid).values())
    found = spread(
        executor=executor_of(cluster),
        reduce="stream",
        progress=stop_after(10, lambda: os.kill(pids[0], signal.SIGKILL)),
        **SMALL,
    )
    assert same_bits(found, spread(reduce="stream", **SMALL))


@pytest.mark.filterwarnings("default")
def test_a_killed_driver_of_a_cluster_loses_nothing(cluster: Any, tmp_path: Path) -> None:
    parts = killed_driver(tmp_path, cluster.scheduler.address)
    assert len(parts) == 40
    done: list[int] = []
    resumed = spread(
        executor=executor_of(cluster),
        reduce="stream",
        resume=tmp_path,
        progress=lambda n, _: done.append(n),
        **SMALL,
    )
    assert done[0] == 40
    assert {name: (tmp_path / name).read_bytes() for name in parts} == parts
    assert same_bits(resumed, spread(reduce="stream", **SMALL))
