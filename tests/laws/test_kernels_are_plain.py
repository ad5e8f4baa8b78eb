"""What the body of a kernel may hold: arithmetic and functions of the caller's arrays; it never looks inside."""

import ast
import inspect
import textwrap

from .doors import Function, each_door

# a loop over cases, a change in place, a BLAS call: each is slow, or wrong, on some kind of array
FORBIDDEN = (ast.For, ast.While, ast.AugAssign, ast.MatMult, ast.Global, ast.Nonlocal, ast.Try, ast.Yield)
LOOKING = {"isinstance", "hasattr", "getattr", "type", "float", "int", "bool", "len", "print", "open", "Q", "adopt"}
BLAS = {"dot", "matmul", "einsum", "tensordot", "inner", "vdot", "solve"}


def body(function: Function) -> list[ast.AST]:
    """Return every node of a kernel's source."""
    return list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function.kernel)))))


@each_door
def test_a_kernel_neither_loops_nor_changes_anything_in_place(function: Function) -> None:
    assert not [node for node in body(function) if isinstance(node, FORBIDDEN)]
    stored = [node for node in body(function) if isinstance(getattr(node, "ctx", None), ast.Store)]
    assert all(isinstance(node, (ast.Name, ast.Tuple)) for node in stored)


@each_door
def test_a_kernel_does_not_ask_what_it_was_given(function: Function) -> None:
    called = {node.id for node in body(function) if isinstance(node, ast.Name)}
    assert not called & LOOKING
    assert not {node.attr for node in body(function) if isinstance(node, ast.Attribute)} & BLAS
