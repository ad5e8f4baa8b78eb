"""The part of the report that says how sure its answers are: a fan of the cost, a tornado of the range in the cold."""

from typing import Any

from ..answers import Answers
from ..plots import _told
from ..wording import source_line
from .charts import fan_chart, tornado_chart

CASES = 2**14
TOLD: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cost-fan": (
        "How sure the price is",
        f"{CASES:,} cases drawn from the spreads of the assumptions: bands hold 50, 90 and 98 % of them, the line is "
        "the median. It narrows towards the forecast, which is taken as it stands.",
        ("base_pack_unit_price", "target_pack_unit_price"),
    ),
    "cold-tornado": (
        "What the range in the cold hangs on",
        "Each bar runs between the answers at both ends of one assumption, the others at their medians.",
        ("battery_consumption", "heater_power", "capacity_retention"),
    ),
}


def charts(outlook: Answers) -> dict[str, Any]:
    """Return the charts of one outlook's uncertainty by name, each as its Axes."""
    study = outlook.study
    spread = study.propagate(n=CASES, outputs="pack_unit_price")
    bars = study.sensitivity("cold_range", method="tornado")
    drawn = {
        "cost-fan": (fan_chart(spread, "pack_unit_price"), "pack_unit_price", "Price per energy"),
        "cold-tornado": (
            tornado_chart(bars),
            "cold_range",
            "Range in the cold",
        ),
    }
    for axes, answer, title in drawn.values():
        _told(axes, title, source_line(outlook.rests_on(answer)[1]))
    return {name: axes for name, (axes, *_) in drawn.items()}
