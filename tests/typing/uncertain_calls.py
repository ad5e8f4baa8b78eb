"""Calls of uncertain questions, which mypy --strict accepts; nothing runs here."""

import ssbmodel as ssb
from ssbmodel import Distribution, Spread, Study

STUDY = Study.named("documents-central")
SPREAD: Spread = ssb.propagate(STUDY, {"heater_power": Distribution(uniform=(0, 3), unit="kW")}, n=1e4)
MEAN: float = SPREAD["cold_range"].mean.m_as("km")
