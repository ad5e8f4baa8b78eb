"""Can all of it be true? Claims, the relations between them, and verdicts with proofs."""
