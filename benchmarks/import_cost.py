"""What ``import ssbmodel`` costs beside ``import numpy``, each in fresh interpreters, in turns.

``python benchmarks/import_cost.py [--quick] [--json]``
"""

import subprocess
import sys

from common import REPEATS, Ratio, Result, main

HEAVY = "pint pydantic scipy scipy.stats pandas xarray dask matplotlib typer rich jinja2"
TIMED = "import time; start = time.process_time(); {statement}; print(time.process_time() - start)"
STATEMENTS = {
    "numpy": "import numpy",
    "ssbmodel": "import ssbmodel",
    "door": "from ssbmodel import pack_cost",
    "call": "from ssbmodel import Q, pack_cost; pack_cost(Q(1, 'kWh'), Q(1, 'CNY/Wh'))",
}


def run(code: str) -> str:
    """Return what a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def measure(quick: bool) -> Result:
    """Return the CPU time of each statement over that of ``import numpy``."""
    best = dict.fromkeys(STATEMENTS, float("inf"))
    for _ in range(2 if quick else 3 * REPEATS):
        for name, statement in STATEMENTS.items():
            best[name] = min(best[name], float(run(TIMED.format(statement=statement))))
    loaded = run(f"import sys, ssbmodel; print(*[m for m in {HEAVY.split()} if m in sys.modules])").strip()
    numpy = best["numpy"]
    ratios = {
        "import_over_numpy": Ratio(best["ssbmodel"] / numpy, 1.6, "import ssbmodel / import numpy, CPU time"),
        "first_door_over_numpy": Ratio(best["door"] / numpy, 1.6, "and the first model function / import numpy"),
        "first_call_over_numpy": Ratio(best["call"] / numpy, None, "and the first call, which builds the units"),
    }
    return Result(ratios, {"heavy modules loaded": loaded or "none"})


if __name__ == "__main__":
    main("import cost", measure)
