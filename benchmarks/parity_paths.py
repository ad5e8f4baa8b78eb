"""A million paths of ten years with their parity dates, in copies of the array of the paths.

``python benchmarks/parity_paths.py [--quick] [--json]``
"""

from dataclasses import replace

import numpy as np
from common import Ratio, Result, copy_time, main, race

from ssbmodel import Process, parity

PATHS, PATHS_QUICK, YEARS = 1_000_000, 20_000, 10
CORRELATIONS = ("noise_correlation", "exponent_correlation")


def measure(quick: bool) -> Result:
    """Return the time of parity over that of copying an array of as many costs."""
    paths, ahead = PATHS_QUICK if quick else PATHS, np.arange(1, YEARS + 1)
    solid = Process(2.5, 0.35, 0.12, 0.13, 0.19, 0.62 * ahead)
    liquid = Process(0.5, 0.30, 0.05, 0.12, 0.19, 0.24 * ahead)
    asked = dict(zip(CORRELATIONS, (0.5, 0.2))) | {"paths": paths, "seed": 1}
    calls = {
        "one": lambda: parity(solid, liquid, **asked),
        "two": lambda: parity(solid, replace(liquid, memory=0.6), **asked),
        "both": lambda: parity(solid, replace(liquid, floor=0.05), **asked | dict.fromkeys(CORRELATIONS, 0)),
    }
    seconds, copy = race(calls, quick=quick), copy_time(quick) * paths * YEARS
    ratios = {
        "parity_in_copies": Ratio(seconds["one"] / copy, 60, "parity / one copy of the paths, noise of one memory"),
        "parity_of_two_memories": Ratio(seconds["two"] / copy, 60, "the same, noise of two memories"),
        "parity_above_a_floor": Ratio(seconds["both"] / copy, None, "the same where a floor asks for both costs"),
    }
    return Result(ratios, {"one copy": f"{copy * 1e3:.2f} ms for {paths:,} paths of {YEARS} years"})


if __name__ == "__main__":
    main("parity of a million paths", measure)
