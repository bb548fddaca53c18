"""What is shown at the address of a preview: the story, the way to it, or neither."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from plugins.kernel.story import Content

from .record import Preview

State = Literal["running", "out", "ended", "lost"]
"""``out``: readers are led to the story, which is published; ``lost``: there is no such story."""


def state_of(
    preview: Preview, held: Mapping[str, Content], out: Mapping[str, Content], moment: datetime
) -> State:
    """Return the state of *preview* at this *moment*; *held* and *out* are stories by path."""
    if preview.path in out:
        return "out"
    if preview.until <= moment:
        return "ended"
    return "running" if preview.path in held else "lost"


def refusal(preview: Preview, state: State, out: Mapping[str, Content], shown: str) -> str:
    """Return why the *preview* that is asked for cannot be shown; empty where it can.

    *shown* is the path of its story in messages.
    """
    if state == "out":
        return f"{shown} is published already, at /{out[preview.path].url}: send that address"
    if state == "lost":
        return f"{shown} is not a story. Name one of content/stories/: STORY=path"
    return f"{shown}: the preview would have ended already" if state == "ended" else ""
