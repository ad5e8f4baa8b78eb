"""The part of the report that says how sure its answers are: a fan of the cost, a tornado of the range in the cold."""

from typing import Any

from ...study.export import rests_on
from ...study.outlook import Outlook
from ...study.questions.influence import tornado
from ...study.uncertainty.propagate import propagate
from ..plots import _told
from ..wording import source_line
from .charts import fan_chart, tornado_chart

CASES = 2**14
TOLD: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cost-fan": (
        "How sure the cost is",
        f"{CASES:,} cases drawn from the spreads of the assumptions: bands hold 50, 90 and 98 % of them, the line is "
        "the median. It narrows towards the forecast, which is taken as it stands.",
        ("start_cost", "end_cost"),
    ),
    "cold-tornado": (
        "What the range in the cold hangs on",
        "Each bar runs between the answers at both ends of one assumption, the others at their central values.",
        ("battery_consumption", "heater_power", "capacity_retention"),
    ),
}


def charts(outlook: Outlook) -> dict[str, Any]:
    """Return the charts of one outlook's uncertainty by name, each as its Axes."""
    scenario = outlook.scenario
    spread = propagate(scenario, n=CASES, years=outlook.years, outputs="unit_cost")
    drawn = {
        "cost-fan": (fan_chart(spread, "unit_cost"), "unit_cost", "Cost per energy"),
        "cold-tornado": (tornado_chart(tornado(scenario, answer="range_cold")), "range_cold", "Range in the cold"),
    }
    for axes, answer, title in drawn.values():
        _told(axes, title, source_line(rests_on(outlook, answer)[1]))
    return {name: axes for name, (axes, *_) in drawn.items()}
