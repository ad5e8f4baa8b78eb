"""Tables for the terminal; each fits itself to the width it is shown in."""

from typing import Any


def report_tables(outlooks: Any) -> tuple[Any, ...]:
    return ()
