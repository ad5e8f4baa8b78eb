"""A million prices after learning: output made, growth of experience, Wright's law, as a plan of a study and by hand.

``python benchmarks/learned_decline.py [--quick] [--json]``
"""

from typing import Any

import numpy as np
from common import Ratio, Result, copy_time, main, race

from ssbmodel import Q, costs
from ssbmodel.costs.models.learning import base_experience, experience_growth, learned_price, yearly_added
from ssbmodel.study.study import Study

CASES, CASES_QUICK = 1_000_000, 20_000
VARIED = ("base_pack_unit_price", "experience_exponent", "end_output", "prior_experience")
PATH = {"path_steps": 5.0, "later_growth": 1.3, "steps_before_base": 0.0}
STEPS = np.full((1, 1), 5.0)  # the axes of years and draws, as the plan has them


def by_hand(price: Any, exponent: Any, end: Any, prior: Any) -> Any:
    """Return the same prices by calling the kernels one after the other."""
    before = yearly_added.kernel(12e9, end, **PATH | {"steps_of_path": 0.0})
    added = yearly_added.kernel(12e9, end, **PATH, steps_of_path=STEPS)
    made = base_experience.kernel(20e9, before)
    return learned_price.kernel(price, experience_growth.kernel(made, added, prior_experience=prior), exponent)


def measure(quick: bool) -> Result:
    """Return the time of the plan over that of the calls, for one case and for many, and in copies of an array."""
    study = Study(
        cost=costs.Stated(base_pack_unit_price=Q(1.9, "CNY_2025/Wh"), base_year=2025),
        decline=costs.Learning(exponent=0.3, path="large", later_growth=1.3),
        years=(2030,),
    )
    plan = study.kernel("pack_unit_price", varied=VARIED)
    size, rng = CASES_QUICK if quick else CASES, np.random.default_rng(1)
    one = dict(zip(VARIED, (1.9, 0.3, 614e9, 1e9)))
    many = {name: value * rng.uniform(0.9, 1.1, size) for name, value in one.items()}
    calls = {
        "plan_one": lambda: plan(**one),
        "hand_one": lambda: by_hand(*one.values()),
        "plan": lambda: plan(**many),
        "hand": lambda: by_hand(*many.values()),
    }
    seconds, copy = race(calls, quick=quick), copy_time(quick) * size
    ratios = {
        "one_over_calls": Ratio(seconds["plan_one"] / seconds["hand_one"], None, "one price by the plan / by calls"),
        "many_over_calls": Ratio(seconds["plan"] / seconds["hand"], 1.03, f"{size:,} prices by the plan / by calls"),
        "decline_in_copies": Ratio(seconds["plan"] / copy, None, "the same / one copy of an array of as many"),
    }
    step = (seconds["plan_one"] - seconds["hand_one"]) / len(plan.steps) * 1e6
    return Result(ratios, {"overhead": f"{step:.2f} us for each of {len(plan.steps)} steps of one price"})


if __name__ == "__main__":
    main("a million prices after learning", measure)
