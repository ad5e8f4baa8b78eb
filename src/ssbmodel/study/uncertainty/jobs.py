"""Runs a plan: in this thread or on any executor, keeping finished parts in a folder so that nothing is done twice."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from concurrent import futures
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ...ground.errors import CallError, RunError, SsbError, short
from .blocks import Plan, fingerprint, run_block
from .summary import Summary, joined, packed, unpacked

Progress = Callable[[int, int], None]
MOST_WAITING = 64  # jobs given to an executor at a time: enough for any pool, and Ctrl-C has little to cancel
_FILE = re.compile(r"([0-9a-f]{16})-(\d{9})-(\d{9})\.npz")


class Job(NamedTuple):
    """Some consecutive blocks: from ``start`` to before ``stop``."""

    start: int
    stop: int


def run_job(plan: Plan, job: Job) -> Summary:
    """Return the summary of a job's blocks."""
    return joined([run_block(plan, index) for index in range(*job)])


def run(
    plan: Plan, version: str, executor: Any = None, progress: Progress | None = None, resume: Any = None
) -> Summary:
    """Return the summary of all blocks of a plan.

    Parameters
    ----------
    plan : what to run
    version : of the library; parts of another version are not mixed in
    executor : any ``concurrent.futures.Executor``; None runs here
    progress : called with the blocks done and all blocks, after each job
    resume : folder for finished parts; a run that finds parts of its own there goes on from them

    Raises
    ------
    RunError
        If a worker dies, a part cannot be written, or the folder holds another run.
    """
    if executor is not None and not hasattr(executor, "submit"):
        told = f"executor={short(executor)}. Expected one of concurrent.futures"
        raise CallError(f"{told}, such as executor=ThreadPoolExecutor().")
    if progress is not None and not callable(progress):
        raise CallError(f"progress={short(progress)}. Expected a function of blocks done and all blocks.")
    if resume is not None and not (isinstance(resume, (str, os.PathLike)) and str(resume)):
        raise CallError(f'resume={short(resume)}. Expected a folder, such as resume="parts".')
    store = Store(Path(resume), fingerprint(plan, version)) if resume is not None else None
    total = Total(store.parts() if store else [], plan.blocks, progress)
    waiting = [job for job in jobs(plan) if not total.has(job)]
    for job, summary in _here(plan, waiting) if executor is None else _elsewhere(plan, waiting, executor, total):
        if store:
            store.write(job, summary)
        total.add(summary)
    return joined(total.parts)


def jobs(plan: Plan) -> Iterator[Job]:
    """Yield jobs of equal size: small enough to show progress, large enough that handing them out costs nothing."""
    size = min(64, max(1, plan.blocks // 64))
    for start in range(0, plan.blocks, size):
        yield Job(start, min(start + size, plan.blocks))


class Total:
    """What is done so far."""

    def __init__(self, parts: list[Summary], blocks: int, progress: Progress | None) -> None:
        self.parts = parts
        self.blocks, self.progress = blocks, progress
        self.known = {int(i) for part in parts for i in part.ids}
        self.done = len(self.known)
        self.tell()

    def has(self, job: Job) -> bool:
        """Return whether a job's blocks are done."""
        return job.start in self.known

    def add(self, summary: Summary) -> None:
        """Take in one more part; parts are joined now and then, so that memory stays flat."""
        self.parts.append(summary)
        self.done += len(summary.ids)
        if len(self.parts) > 32 and not summary.draws:
            self.parts = [joined(self.parts)]
        self.tell()

    def tell(self) -> None:
        """Tell how much is done."""
        if self.progress is not None:
            self.progress(self.done, self.blocks)


def _here(plan: Plan, waiting: list[Job]) -> Iterator[tuple[Job, Summary]]:
    for job in waiting:
        yield job, run_job(plan, job)


def _elsewhere(plan: Plan, waiting: list[Job], executor: Any, total: Total) -> Iterator[tuple[Job, Summary]]:
    """Yield finished jobs as they come; whatever happens, no job is left running for nothing."""
    running: dict[Any, Job] = {}
    left = iter(waiting)
    try:
        while True:
            for job in left:
                running[_future(executor.submit(run_job, plan, job))] = job
                if len(running) >= MOST_WAITING:
                    break
            if not running:
                return
            for future in futures.wait(running, return_when=futures.FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    except Exception as error:
        raise _told(error, total) from error
    finally:
        for future in running:
            future.cancel()


def _future(given: Any) -> futures.Future[Summary]:
    """Return what an executor gave for a job, or refuse an executor that is none of concurrent.futures."""
    if isinstance(given, futures.Future):
        return given
    told = f"executor gave {short(given)}. Expected a future of concurrent.futures"
    raise CallError(f"{told}; of a Dask client write executor=client.get_executor().")


def _told(error: Exception, total: Total) -> Exception:
    """Return what to say of a failure on an executor; errors of the user's own function stay as they are."""
    if isinstance(error, SsbError):
        return error
    text = f"{type(error).__name__}: {error}".strip(": ")
    if "pickle" in text.lower():
        return RunError(
            f"the function cannot be sent to a worker ({text}). Define it at the top of a module of its own."
        )
    if "after shutdown" in text:
        return RunError(f"the executor is shut down ({text}). Make a new one and run the same call again.")
    if isinstance(error, (futures.BrokenExecutor, futures.CancelledError)) or "Killed" in type(error).__name__:
        return RunError(
            f"a worker died after {total.done} of {total.blocks} blocks ({text}). With resume=DIR finished parts are "
            "kept: make a new executor and run the same call again; it goes on from there."
        )
    return error


class Store:
    """A folder of finished parts: one file per job, whole or not there at all."""

    def __init__(self, folder: Path, spec: str) -> None:
        self.folder, self.spec = folder, spec
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunError(f"resume={str(folder)!r} is no folder to write to ({error.strerror}).") from None
        found = [match for path in folder.iterdir() if (match := _FILE.fullmatch(path.name))]
        if any(match[1] != spec for match in found):
            raise RunError(
                f"resume={str(folder)!r} holds parts of another run (other inputs, n, seed, method, function or "
                "version). Name an empty folder, or delete the parts."
            )
        self.found = [match[0] for match in found]

    def parts(self) -> list[Summary]:
        """Return the parts that are there."""
        return [part for name in sorted(self.found) if (part := self._read(self.folder / name)) is not None]

    def _read(self, path: Path) -> Summary | None:
        """Return one part; a file cut short by a crash of the machine is done again."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return unpacked({name: arrays[name] for name in arrays.files})
        except Exception:
            path.unlink(missing_ok=True)
            return None

    def write(self, job: Job, summary: Summary) -> None:
        """Write one part under another name and rename it, so that a half-written one is never taken for whole."""
        name = f"{self.spec}-{job.start:09d}-{job.stop:09d}.npz"
        unfinished = self.folder / f".{name}.{os.getpid()}"
        try:
            with unfinished.open("wb") as file:
                np.savez(file, **packed(summary))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.folder / name)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            full = " Free some space" if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else " See to it"
            raise RunError(
                f"a part cannot be written to {str(self.folder)!r} ({error.strerror}).{full} and run the same call "
                "again; the parts written before are kept."
            ) from None
