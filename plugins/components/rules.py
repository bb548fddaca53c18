"""The rules about parts of a story that can be made, but could be better."""

from plugins.kernel.faults import Rule

PART_HARD = Rule(
    "part-hard",
    "advice",
    "A part that is hard to take in: many key points, a long pull quote, dates out of order.",
)
CAPTIONS_MISSING = Rule(
    "captions-missing", "warning", "Sound or film without captions, for readers who cannot hear it."
)

RULES = (PART_HARD, CAPTIONS_MISSING)
