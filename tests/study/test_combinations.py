"""Every combination of stated and computed parts: it runs to finite answers, or each line says what to write."""

import itertools
import re
from functools import cache
from typing import Any

import numpy as np
import pytest

from ssbmodel import SsbError, cells, costs, packs, plants, vehicles
from ssbmodel.core.part import Part
from ssbmodel.study.study import Study

from .studies import CELL, CLIMATE, PACK

Choices = dict[str, Part | None]


@cache
def choices() -> dict[str, Choices]:
    """Return what may stand in each role: nothing, stated, computed."""
    at = {"ambient_temperature": "-10 degC"}
    price = costs.Stated(base_pack_unit_price="2 CNY_2025/Wh", base_year=2025)
    return {
        "cell": {
            "-": None, "Stated": cells.Stated(**CELL), "solid": cells.Designed("sulfide-nmc-li"),
            "wet": cells.Designed("liquid-lfp-graphite"),
        },
        "pack": {"-": None, "Ratios": packs.Ratios(**PACK), "BatPaC": packs.BatPaC(rated_energy="100 kWh"),
                 "AsBuilt": packs.AsBuilt()},
        "cost": {"-": None, "Stated": price, "PlantPrice": plants.PlantPrice("batpac-50-gwh")},
        "decline": {
            "-": None, "Constant": costs.Constant(), "Learning": costs.Learning(exponent="panel", path="large"),
            "AtRate": costs.AtRate(target_pack_unit_price="0.4 CNY_2025/Wh", target_year=2030),
        },
        "vehicle": {
            "-": None, "Stated": vehicles.Stated(battery_consumption="160 Wh/km", drag_share=0.5),
            "Preset": vehicles.Preset("nio-et7-150", cycle="WLTC"),
        },
        "climate": {
            "-": None, "bare": vehicles.Climate(**at), "stated": vehicles.Climate(**CLIMATE),
            "heated": vehicles.Climate(**at, heater="heat-pump"),
        },
        "charger": {"-": None, "Charger": vehicles.Charger(station_power="250 kW", start_charge=0.1, end_charge=0.8)},
    }  # fmt: skip


def of(picks: dict[str, str]) -> Study:
    """Return the study of a choice in each role."""
    return Study(**{role: choices()[role][pick] for role, pick in picks.items()})  # type: ignore[arg-type]


def heard(study: Study) -> Any:
    """Return the answers of a study, or the lines that refuse it."""
    try:
        return study.run()
    except SsbError as error:
        return str(error).splitlines()


# what must be there for each part, and what may not stand beside it
NEEDS = {
    ("pack", "Ratios"): lambda p: p["cell"] != "-",
    ("pack", "BatPaC"): lambda p: p["cell"] in ("solid", "wet"),
    ("pack", "AsBuilt"): lambda p: p["cell"] == "-" and p["vehicle"] == "Preset",
    ("cost", "PlantPrice"): lambda p: p["pack"] == "BatPaC",
    ("vehicle", "Stated"): lambda p: p["pack"] != "-",
    ("vehicle", "Preset"): lambda p: p["pack"] != "-",
    ("charger", "Charger"): lambda p: p["pack"] != "-",
    ("climate", "bare"): lambda p: p["vehicle"] != "-",
    ("climate", "stated"): lambda p: p["vehicle"] == "Stated",
    ("climate", "heated"): lambda p: p["vehicle"] == "Preset",
    **{("decline", name): (lambda p: p["cost"] != "-") for name in ("Constant", "Learning", "AtRate")},
}
SENTENCE = re.compile(r"^[a-z]+\.[A-Z]\w+:? .*\. (Add|Take|Write|Leave)\b.*\.$")


@pytest.mark.parametrize("vehicle", ["-", "Stated", "Preset"])
@pytest.mark.parametrize("cell", ["-", "Stated", "solid", "wet"])
def test_every_combination_runs_or_says_what_to_write(cell: str, vehicle: str) -> None:
    others = {role: tuple(own) for role, own in choices().items() if role not in ("cell", "vehicle")}
    for names in itertools.product(*others.values()):
        picks = {"cell": cell, **dict(zip(others, names)), "vehicle": vehicle}
        found = heard(of(picks))
        fits = all(need(picks) for (role, name), need in NEEDS.items() if picks[role] == name)
        if isinstance(found, list):
            empty = found[0].startswith("the study has no part that answers anything")
            assert empty or all(map(SENTENCE.match, found)), (picks, found)
            unheard = all("is asked for by nothing in this study" in line for line in found)
            assert not fits or empty or unheard, (picks, found)
        else:
            assert fits, picks
            assert all(np.isfinite(np.asarray(answer.m_as(answer.unit))).all() for answer in found.values()), picks


def _followed(picks: dict[str, str], lines: list[str]) -> dict[str, str]:
    """Return the choices with what the lines say added, taken or left out; the names alone are read."""
    named = {"vehicles.Stated": ("vehicle", "Stated"), "cells.Designed": ("cell", "solid"),
             "cells.Stated": ("cell", "Stated"), "packs.BatPaC": ("pack", "BatPaC"), "packs.Ratios": ("pack", "Ratios"),
             "costs.Stated": ("cost", "Stated"), "vehicles.Preset": ("vehicle", "Preset")}  # fmt: skip
    new = dict(picks)
    for line in lines:
        advice = re.search(r"(?:Add|Take) \w+=([a-z]+\.\w+)|or drive a car: \w+=([a-z]+\.\w+)", line)
        if advice:
            role, name = named[advice[1] or advice[2]]
            new[role] = name
    return new


@pytest.mark.parametrize("role", ["pack", "cost", "decline", "vehicle", "climate", "charger"])
def test_what_a_refusal_says_leads_to_a_study_that_runs(role: str) -> None:
    for name in (own for own in choices()[role] if own not in ("-", "stated")):
        picks = {**dict.fromkeys(choices(), "-"), role: name}
        for _ in range(6):
            found = heard(of(picks))
            if not isinstance(found, list):
                break
            if all("is asked for by nothing" in line for line in found):
                break  # a field of the parts made here, not of the one that was asked for
            picks = _followed(picks, found)
        assert not isinstance(found, list) or all("is asked for by nothing" in line for line in found), (name, found)


def test_as_many_combinations_run_as_the_table_says() -> None:
    # three cells beside packs: ratios with any cell, a layout with a designed one; a plant beside a layout alone
    runs = [
        picks
        for names in itertools.product(("Stated", "solid"), ("Ratios", "BatPaC"), ("Stated", "PlantPrice"))
        if not isinstance(heard(of({**dict.fromkeys(choices(), "-"), "decline": "AtRate", **(
            picks := dict(zip(("cell", "pack", "cost"), names)))})), list)
    ]  # fmt: skip
    assert [tuple(one.values()) for one in runs if one["cell"] == "solid"] == [
        ("solid", "Ratios", "Stated"), ("solid", "BatPaC", "Stated"), ("solid", "BatPaC", "PlantPrice"),
    ]  # fmt: skip
