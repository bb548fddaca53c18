"""The settings of the front page."""

from plugins.kernel.settings import Setting, number

FRONT_TOP = Setting[int]("FRONT_TOP", number(0), "How many stories are beside the lead.", "4")
FRONT_RAIL = Setting[int](
    "FRONT_RAIL", number(0), "How many stories are in each section's rail.", "4"
)

SETTINGS = (FRONT_TOP, FRONT_RAIL)
