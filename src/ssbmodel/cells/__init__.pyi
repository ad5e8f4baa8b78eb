from .catalogues import chemistries as chemistries, formats as formats
from .designed import Designed as Designed, Reference as Reference
from .parts import Stated as Stated
from .retention import (
    RetentionLine as RetentionLine,
    retention_families as retention_families,
    retention_line as retention_line,
)
