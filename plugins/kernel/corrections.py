"""What a newsroom owns up to."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Correction:
    """One dated correction of a story; *text* is what readers are told."""

    date: datetime
    text: str
