"""Exact numbers, rows, linear programs and proofs: what decides whether claims can hold together."""
