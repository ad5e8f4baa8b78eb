"""What holds for every set of claims: order, adding, widening, units, minimality, soundness, certificates."""

import importlib.util
import sys
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Claim, check
from ssbmodel.study.claims.checker import CONSISTENT, CONTRADICTORY, NOT_CHECKABLE, TENSION, Judgement, judge
from ssbmodel.study.claims.engine.equations import library
from ssbmodel.study.claims.engine.rows import Tier
from ssbmodel.study.claims.problem import assembled, envelopes

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
HARDER = {NOT_CHECKABLE: 0, CONSISTENT: 0, TENSION: 1, CONTRADICTORY: 2}
SEEDS = range(24)
each_seed = pytest.mark.parametrize("seed", SEEDS)


@pytest.fixture(scope="module")
def cars():
    """The random cars of the benchmark, built by the library's own kernels."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        spec = importlib.util.spec_from_file_location("claim_verdicts", BENCHMARKS / "claim_verdicts.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return module


def judged(claims, reference=()) -> Judgement:
    return judge(assembled(claims, (), (), reference), claims)


def claims_of(cars, seed, spoilt=False):
    """Return a random set round one car, with one number scaled where it is to be spoilt."""
    rng = np.random.default_rng([3, seed])
    built = cars.car(rng)
    names = list(rng.choice(sorted(built), size=int(rng.integers(4, 11)), replace=False))
    claims = cars.around(built, iter(names), float(rng.choice([0.001, 0.02])))
    if spoilt:
        low, high = (float(end) * 10 for end in claims[0].bounds[:2])
        claims[0] = cars.claimed(claims[0].quantity, low, high)
    return claims


@pytest.mark.parametrize("block", range(10))
def test_a_car_built_forward_by_the_models_is_consistent_with_itself(cars, block):
    for seed in range(100 * block, 100 * block + 100):
        rng = np.random.default_rng([11, seed])
        built = cars.car(rng)
        names = list(rng.choice(sorted(built), size=int(rng.integers(3, 13)), replace=False))
        assert judged(cars.around(built, iter(names), 0.001)).verdict in {CONSISTENT, NOT_CHECKABLE}, seed


@each_seed
def test_all_that_is_known_of_a_car_is_consistent_at_once(cars, seed):
    built = cars.car(np.random.default_rng([5, seed]))
    found = judged(cars.around(built, iter(built), 0.001))
    assert found.verdict == CONSISTENT


@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize("factor", [10.0, 1000.0])
def test_a_scaled_number_is_found_where_it_misses_what_the_others_imply_and_only_there(cars, block, factor):
    for seed in range(25 * block, 25 * block + 25):
        alarm, found, expected = cars.trial(np.random.default_rng([13, seed]), factor)
        assert not alarm
        assert found == expected, seed


@each_seed
def test_the_order_of_claims_changes_nothing(cars, seed):
    claims = claims_of(cars, seed, spoilt=seed % 2 == 0)
    first, other = judged(claims), judged([claims[i] for i in np.random.default_rng(seed).permutation(len(claims))])
    assert first.verdict == other.verdict
    if seed < 6:
        assert set(first.implied) == set(other.implied)
        for name, span in first.implied.items():
            for mine, theirs in zip(span[1:3], other.implied[name][1:3]):
                assert (mine is None) == (theirs is None)
                assert mine is None or abs(mine / theirs - 1) < 1e-7


@each_seed
def test_adding_a_claim_never_makes_the_verdict_milder(cars, seed):
    claims = claims_of(cars, seed, spoilt=True)
    for size in range(1, len(claims)):
        assert HARDER[judged(claims[:size]).verdict] <= HARDER[judged(claims[: size + 1]).verdict]


@each_seed
def test_widening_a_range_never_makes_the_verdict_harder(cars, seed):
    claims = claims_of(cars, seed, spoilt=True)
    before = HARDER[judged(claims).verdict]
    for place in range(0, len(claims), 3):
        low, high = (float(end) for end in claims[place].bounds[:2])
        wide = cars.claimed(claims[place].quantity, low / 3, high * 3)
        changed = [*claims[:place], wide, *claims[place + 1 :]]
        assert HARDER[judged(changed).verdict] <= before


OTHER_UNITS = {
    "Wh": "MJ", "W": "kW", "h": "min", "km": "mile", "kg": "t", "L": "m3", "V": "mV", "A": "kA", "Wh/km": "J/m",
    "Wh/kg": "kJ/kg", "Wh/L": "MJ/m3", "1/h": "1/s", "km/h": "m/s", "kg/L": "kg/m3", "": "%",
}  # fmt: skip


def in_other_units(claim: Claim) -> Claim:
    from ssbmodel.study.claims.engine.exact import converted

    unit = claim.unit or ""
    if unit not in OTHER_UNITS:
        return claim
    low, high = (converted(end, unit, OTHER_UNITS[unit], "claim") for end in claim.bounds[:2])
    # Outward in the last of 25 digits: not every fraction can be written as a decimal.
    ends = [f"{_decimal(end, up):f}" for end, up in ((low, False), (high, True))]
    return Claim(claim.quantity, low=ends[0], high=ends[1], unit=OTHER_UNITS[unit], id=claim.id)


def _decimal(value: Fraction, up: bool):
    from decimal import ROUND_CEILING, ROUND_FLOOR, Context

    return Context(prec=25, rounding=ROUND_CEILING if up else ROUND_FLOOR).divide(value.numerator, value.denominator)


@each_seed
def test_units_never_change_a_verdict(cars, seed):
    claims = claims_of(cars, seed, spoilt=seed % 2 == 0)
    assert judged(claims).verdict == judged([in_other_units(claim) for claim in claims]).verdict


@pytest.mark.parametrize("seed", range(24))
def test_the_reported_subset_fails_and_without_any_one_of_it_does_not(cars, seed):
    claims = claims_of(cars, seed, spoilt=True)
    found = judged(claims, envelopes())
    if found.verdict not in {TENSION, CONTRADICTORY}:
        assert found.subset == ()
        return
    program, definitions = found.problem.program, found.problem.tiers(Tier.DEFINITION)
    chosen = {found.groups.index(group) for group in found.subset}
    assert program.decide(chosen | definitions).state != "feasible"
    for group in chosen:
        assert program.decide((chosen - {group}) | definitions).state == "feasible"


@each_seed
def test_every_contradiction_is_proved_by_a_few_lines_of_fractions(cars, seed):
    found = judged(claims_of(cars, seed, spoilt=True))
    if found.verdict != CONTRADICTORY:
        return
    assert found.certificate.verify()
    assert found.miss >= 1
    for product in found.certificate.products:
        left, bound = {}, Fraction(1)
        for line in product.lines:
            assert line.times > 0 or line.same
            for name, power in line.powers.items():
                left[name] = left.get(name, 0) + power * line.times
            assert line.times.denominator == 1
            bound *= line.bound ** int(line.times)
        assert not any(left.values())
        assert bound < 1


@pytest.mark.parametrize("seed", range(10))
def test_the_witness_lies_in_every_implied_range_and_meets_every_definition(cars, seed):
    built = cars.car(np.random.default_rng([17, seed]))
    claims = cars.around(built, iter(sorted(built)[seed::4]), 0.02)
    found = judged(claims, envelopes() if seed % 2 else ())
    if found.verdict not in {CONSISTENT, NOT_CHECKABLE}:
        return
    values = {name.rpartition(" | ")[2]: value for name, value in found.witness.items()}
    for name, span in found.implied.items():
        value = values.get(name.rpartition(" | ")[2])
        if value:
            assert span.low is None or value >= span.low * (1 - 1e-6)
            assert span.high is None or value <= span.high * (1 + 1e-6)
    for relation in library():
        equation = relation.equation
        if set(equation.names) <= set(values) and not equation.exponent and not equation.terms and not equation.order:
            left = sum(float(power) * np.log(values[name]) for name, power in equation.powers.items())
            assert_allclose(left, 0, atol=1e-7, err_msg=equation.text)


def test_repeating_a_claim_changes_nothing():
    once = [Claim("range_added", "1200 km"), Claim("charging_time", "10 min")]
    again = [*once, Claim("range_added", "1200000 m"), Claim("charging_time", "10 min", id="again")]
    assert check(once).verdict == check(again).verdict
    assert check([Claim("driving_range", "900 km")] * 2).verdict == check([Claim("driving_range", "900 km")]).verdict


def test_contradictory_needs_every_reading_to_fail():
    readings = [{"reason_code": "the other", "says": "26 Ah"}]
    others = [Claim("cell_voltage", "3.6 V"), Claim("single_cell_energy", "93.6 Wh")]
    found = check([Claim("single_cell_capacity", "24 Ah", readings=readings), *others])
    assert found.verdict == CONSISTENT
    assert found.readings == {"as printed": CONTRADICTORY, "single_cell_capacity: the other": CONSISTENT}
    assert check([Claim("single_cell_capacity", "24 Ah"), *others]).verdict == CONTRADICTORY


def test_the_smallest_of_several_conflicts_is_reported():
    claims = [Claim("single_cell_capacity", "24 Ah", id="a"), Claim("cell_voltage", "3.6 V", id="b"),
              Claim("single_cell_energy", "94 Wh", id="c"), Claim("pack_mass", "500 kg", id="d"),
              Claim("pack_mass", "600 kg", id="e")]  # fmt: skip
    for order in (claims, claims[::-1]):
        assert {group.id for group in check(order).subset} == {"d", "e"}


def test_the_reference_ranges_agree_with_one_another():
    quantities = sorted({envelope.claim.variable for envelope in envelopes() if not envelope.claim.money})
    known = [Claim("rated_energy", "80 kWh"), Claim("driving_range", "450 km"), Claim("charging_time", "30 min")]
    for pair in combinations(({}, {"vehicle_class": "mid-size"}, {"cycle": "UDDS"}, {"season": "winter"}), 2):
        conditions = pair[0] | pair[1]
        claims = [Claim(c.quantity, c.says, conditions=conditions) for c in known]
        assert check(claims).verdict == CONSISTENT, (quantities, conditions)
