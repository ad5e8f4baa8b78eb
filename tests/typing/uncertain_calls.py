"""Calls of uncertain questions, which mypy --strict accepts; nothing runs here."""

import ssbmodel as ssb
from ssbmodel import Distribution, Scenario, Spread

SCENARIO = Scenario.named("documents-central")
SPREAD: Spread = ssb.propagate(SCENARIO, {"heater_power": Distribution(uniform=(0, 3), unit="kW")}, n=1e4)
MEAN: float = SPREAD["range_cold"].mean.m_as("km")
