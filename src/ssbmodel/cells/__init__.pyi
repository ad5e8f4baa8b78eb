from .parts import Stated as Stated
from .retention import (
    RetentionLine as RetentionLine,
    retention_families as retention_families,
    retention_line as retention_line,
)
