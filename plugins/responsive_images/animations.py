"""Animations from a camera that was turned: browsers do not turn an animated WebP."""

import os
from io import BytesIO

from PIL import Image, ImageSequence

from plugins.photos.errors import UnreadablePhotoError

from .decoding import MOST_BYTES, TURNS, orientation


def turned_upright(original: str) -> bytes:
    """Return the animated WebP *original* with its pictures upright; b"" if they are already.

    Pictures with losses are encoded again, at a high quality. Raise `UnreadablePhotoError` for one
    that takes too much memory.
    """
    with Image.open(original, formats=("WEBP",)) as image:
        turn = TURNS.get(orientation(image))
        if turn is None:
            return b""
        if getattr(image, "n_frames", 1) * image.width * image.height * 4 > MOST_BYTES:
            raise UnreadablePhotoError(
                f'photo "{os.path.basename(original)}" lies on its side, and is too large to be '
                "turned. Turn it, and save it smaller."
            )
        frames, durations = [], []
        for frame in ImageSequence.Iterator(image):
            frames.append(frame.transpose(turn))
            durations.append(int(frame.info.get("duration", 100)))
        loop = int(image.info.get("loop", 0))
    for frame in frames:
        frame.info.clear()
    with open(original, "rb") as file:
        lossless = b"VP8 " not in file.read()
    data = BytesIO()
    frames[0].save(
        data,
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=loop,
        lossless=lossless,
        quality=90,
    )
    return data.getvalue()
