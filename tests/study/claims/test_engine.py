"""The engine: equations and their units, linear programs, boxes of shares, certificates that cannot be forged."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from ssbmodel import Claim, ClaimError, DomainError, check
from ssbmodel.presets.loader import preset
from ssbmodel.study.claims.engine.equations import library, read_equation, relation
from ssbmodel.study.claims.engine.exact import Bounds, measure
from ssbmodel.study.claims.engine.program import Program, solved
from ssbmodel.study.claims.engine.proof import Certificate, certified, null_vector
from ssbmodel.study.claims.engine.rows import Group, Row, Rows, Sum, Tier
from ssbmodel.study.claims.engine.subsets import irreducible, proved, smallest
from ssbmodel.study.claims.problem import envelopes, finished
from ssbmodel.study.claims.vocabulary import quantity

F = Fraction


@pytest.mark.parametrize("found", library(), ids=lambda found: found.name)
def test_both_sides_of_every_relation_have_one_unit_and_no_factor(found):
    equation = found.equation
    if equation.terms:
        units = {measure(quantity(name).unit) for name in (*equation.powers, *equation.terms)}
        assert len(units) == 1
        return
    scale, powers = F(1), {}
    for name, power in equation.powers.items():
        unit = measure(quantity(name).unit)
        assert power.denominator == 1
        scale *= unit.scale ** int(power)
        for dimension, exponent in unit.dimensions:
            powers[dimension] = powers.get(dimension, 0) + exponent * power
    assert scale == 1
    assert not any(powers.values())
    if equation.exponent:
        assert quantity(equation.exponent).unit == quantity(equation.base).unit == ""


def test_every_relation_and_envelope_has_a_name_of_its_own_and_a_source():
    names = [found.name for found in library()]
    assert len(names) == len(set(names))
    assert all(found.source for found in library())
    for envelope in envelopes():
        assert envelope.claim.source
        assert envelope.claim.as_of
        assert "memory" not in envelope.claim.source
    assert len({envelope.id for envelope in envelopes()}) == len(envelopes())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a", 'Expected one "=" or "<="'),
        ("a = b = c", 'Expected one "=" or "<="'),
        ("a = b + c + d", "Expected a sum of two names"),
        ("a = b * c + d", "Expected a sum of names"),
        ("a = b ? c", "is no factor. Expected a name or a number"),
        ("a ^ n = b", "Expected one named exponent at most, on the right"),
        ("a = " + "b * " * 60 + "b", "Expected one"),
    ],
)
def test_an_equation_that_cannot_be_read_is_refused(text, problem):
    with pytest.raises(ClaimError, match=problem):
        read_equation(text)


def test_what_adds_up_and_what_multiplies_do_not_mix():
    with pytest.raises(DomainError, match="mixes what adds up with what multiplies"):
        relation({"equation": "market_entry = pack_mass * years"}, lambda name: name == "market_entry")


def rows_of(*equations, **bounds):
    """Return a problem of variables called by letters."""
    rows = Rows()
    for text in equations:
        found = relation({"equation": text}, lambda name: False)
        for name in found.equation.names:
            rows.variable(name)
        rows.relate(rows.group(Group(text, Tier.DEFINITION, text)), found)
    for name, (low, high) in bounds.items():
        rows.variable(name)
        group = rows.group(Group(name, Tier.CLAIM, f"{low} to {high}", name))
        rows.bound(group, name, Bounds(None if low is None else F(low), None if high is None else F(high)))
    return rows


def everything(problem):
    return problem.tiers(Tier.ENVELOPE)


def test_equal_terms_and_a_whole_of_one_and_a_half_fail_in_the_boxes_with_a_proof():
    problem = finished(rows_of("y = a + b", "a = z", "b = z", "y <= 1.5 * z"))
    answer = problem.program.decide(everything(problem))
    assert answer.state == "infeasible"
    assert answer.boxes == (((F(1, 2), F(1)),), ((F(0), F(1, 2)),))
    certificate = proved(problem.program, problem.groups, problem.names, everything(problem))
    assert certificate.verify()


def test_equal_terms_and_a_whole_of_two_hold():
    problem = finished(rows_of("y = a + b", "a = z", "b = z", "y <= 2 * z"))
    answer = problem.program.decide(everything(problem))
    assert answer.state == "feasible"
    values = dict(zip(problem.names, np.exp(answer.point)))
    assert values["y"] == pytest.approx(values["a"] + values["b"], rel=1e-5)


def test_two_sums_are_decided_together():
    bounds = {"a": (1, 2), "b": (1, 2), "c": (5, 6)}
    assert _state("y = a + b", "y = c + d", **bounds) == "infeasible"
    assert _state("y = a + b", "y = c + d", **(bounds | {"c": (3, 6)})) == "feasible"


def _state(*equations, **bounds):
    problem = finished(rows_of(*equations, **bounds))
    return problem.program.decide(everything(problem)).state


def test_a_term_that_may_vanish_lets_the_whole_equal_the_other():
    rows = rows_of(y=(5, 5), a=(5, 6))
    found = relation({"equation": "y = a + b", "vanishes": ["b"]}, lambda name: False)
    rows.variable("b")
    rows.variable("h")
    rows.relate(rows.group(Group("sum", Tier.DEFINITION, "y = a + b")), found)
    rows.relate(
        rows.group(Group("more", Tier.DEFINITION, "b = h")), relation({"equation": "b = h"}, lambda name: False)
    )
    rows.bound(rows.group(Group("h", Tier.CLAIM, "h", "h")), "h", Bounds(None, F(9)))
    problem = finished(rows)
    assert problem.program.decide(everything(problem)).state == "feasible"
    rows.bound(rows.group(Group("least", Tier.CLAIM, "h", "h")), "h", Bounds(F(1, 100), None))
    held = finished(rows)
    assert held.program.decide(everything(held)).state in {"infeasible", "undecided"}


def test_the_least_value_over_a_sum_is_found_though_the_terms_hang_together():
    # a = z and b = z / 2, so y = 1.5 z; propagation alone, from z in [1, 2], leaves y in [1.5, 3] too.
    problem = finished(rows_of("y = a + b", "a = z", "2 * b = z", "q * z = y", z=(1, 2), q=(1, 9)))
    column = problem.names.index("q")
    aim = np.eye(problem.program.size)[column]
    low, high = (problem.program.least(everything(problem), sign * aim) for sign in (1, -1))
    assert np.exp(low) == pytest.approx(1.5, rel=1e-5)
    assert np.exp(-high) == pytest.approx(1.5, rel=1e-5)


def cell_certificate():
    claims = [
        Claim("single_cell_capacity", "24 Ah"),
        Claim("cell_voltage", "3.6 V"),
        Claim("single_cell_energy", "94 Wh"),
    ]
    return check(claims).certificate


@pytest.mark.parametrize(
    "forged",
    [
        lambda line: replace(line, bound=line.bound * 100),
        lambda line: replace(line, times=-line.times),
        lambda line: replace(line, powers={**line.powers, "other": F(1)}),
    ],
)
def test_a_forged_certificate_does_not_verify(forged):
    genuine = cell_certificate()
    assert genuine.verify()
    (product,) = genuine.products
    for place, line in enumerate(product.lines):
        if not line.same:
            lines = (*product.lines[:place], forged(line), *product.lines[place + 1 :])
            assert not Certificate((replace(product, lines=lines),)).verify()


def test_boxes_that_leave_a_share_out_prove_nothing():
    problem = finished(rows_of("y = a + b", "a = z", "b = z", "y <= 1.5 * z"))
    genuine = proved(problem.program, problem.groups, problem.names, everything(problem))
    if len(genuine.products) > 1:
        assert not Certificate(genuine.products[1:]).verify()
        assert not Certificate((*genuine.products, genuine.products[0])).verify()
    assert not Certificate(()).verify()


def test_an_irrational_exponent_is_proved_in_decimals_rounded_outward():
    claims = [Claim("start_cost", "1.9 CNY/Wh"), Claim("end_cost", "0.4 CNY/Wh"), Claim("learning_rate", "20 %"),
              Claim("experience", "4 GWh"), Claim("experience_then", "500 GWh")]  # fmt: skip
    found = check(claims, reference=())
    assert found.verdict == "contradictory"
    assert found.certificate.verify()
    assert found.certificate.products[0].value is None
    assert found.certificate.miss == pytest.approx(1, abs=0.02)


def test_multipliers_are_whole_and_cancel_everything():
    rows = [{0: F(1), 1: F(2)}, {0: F(-3)}, {1: F(-1)}]
    found = null_vector(rows)
    assert found == [3, 1, 6]
    assert null_vector([{0: F(1)}, {1: F(1)}]) is None
    assert null_vector([{0: F(1)}, {0: F(1)}, {0: F(1)}]) is None


def test_the_deletion_filter_can_miss_the_smallest_subset_and_the_hitting_sets_find_it():
    conflicts = [frozenset({0, 1, 2, 3}), frozenset({4, 5})]

    def fails(chosen):
        return any(conflict <= chosen for conflict in conflicts)

    first = irreducible([4, 5, 0, 1, 2, 3], fails)
    assert first == {0, 1, 2, 3}
    assert smallest(range(6), fails, first) == {4, 5}


def test_a_solver_that_gives_up_is_no_verdict(monkeypatch):
    import scipy.optimize

    given_up = type("Answer", (), {"status": 4, "message": "numerical difficulties."})()
    monkeypatch.setattr(scipy.optimize, "linprog", lambda *args, **kwargs: given_up)
    with pytest.raises(ClaimError, match="the linear program could not be solved: numerical difficulties"):
        solved(np.zeros(1), (np.zeros((0, 1)), np.zeros(0)), (np.zeros((0, 1)), np.zeros(0)), None)


def test_rows_without_a_conflict_have_no_certificate():
    rows = [Row(0, ((0, F(1)),), F(2)), Row(0, ((0, F(-1)),), F(1))]
    assert certified(rows, ["x"], [Group("x", Tier.CLAIM, "1 to 2")]) is None
    assert Program(rows, [], 1).decide({0}).state == "feasible"


def test_a_box_too_narrow_is_undecided_never_a_verdict(monkeypatch):
    from ssbmodel.study.claims.engine import program

    monkeypatch.setattr(program, "MOST_BOXES", 1)
    problem = finished(rows_of("y = a + b", "a = z", "b = z", "y <= 1.5 * z"))
    assert problem.program.decide(everything(problem)).state == "undecided"


def test_limits_and_sums_name_quantities_that_exist():
    for row in preset("claim_relations.toml")["limit"]:
        assert quantity(row["quantity"]).unit == ""
    assert all(isinstance(s, Sum) for s in rows_of("y = a + b").sums)
