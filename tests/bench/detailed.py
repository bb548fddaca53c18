"""Detailed photos: real ones, scaled, with a sensor's noise; a number always gives the same one."""

import os
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from PIL import Image, ImageChops

ROOT = Path(__file__).parents[2]
SOURCES = [
    *("raccoon", "espresso", "photographer", "eileen-collins", "grace-hopper", "retina"),
    *("pompeii-coins", "hubble-extreme-deep-field", "falcon-9-dscovr", "blue-marble-map"),
]
"""The photos of the demonstration newsroom."""

SMALL, LARGE = (1600, 1067), (3000, 2000)
"""1.7 and 6 megapixels."""

QUALITY = 92
NOISE = 0.067
"""How strong the noise is: some 3.5 steps of 255, as at ISO 800."""


def detailed(number: int, size: tuple[int, int]) -> Image.Image:
    """Return photo *number* in a *size*: each shows another part, and has its own noise."""
    chance = random.Random(number)
    content = ROOT / "content/photos"
    folder = content if content.is_dir() else ROOT / "tests/demo/content/photos"
    with Image.open(folder / f"{SOURCES[number % len(SOURCES)]}.jpg") as image:
        photo = image.convert("RGB")
    part = 1 if number < len(SOURCES) else chance.uniform(0.6, 1)
    across = round(min(photo.width, photo.height * 1.5) * part)
    down = round(across / 1.5)
    left, top = chance.randint(0, photo.width - across), chance.randint(0, photo.height - down)
    photo = photo.resize(size, Image.Resampling.LANCZOS, (left, top, left + across, top + down))
    light = _grain(chance, size)
    bands = (_noisy(band, Image.blend(light, _grain(chance, size), 0.4)) for band in photo.split())
    return Image.merge("RGB", list(bands))


def _grain(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    first, second = (
        Image.frombytes("L", size, chance.randbytes(size[0] * size[1])) for _ in range(2)
    )
    return Image.blend(first, second, 0.5)


def _noisy(band: Image.Image, grain: Image.Image) -> Image.Image:
    weak = grain.point([128 + round((value - 127.5) * NOISE * 1.2) for value in range(256)])
    return ImageChops.add(band, weak, 1, -128)


def kept(number: int, size: tuple[int, int] = SMALL) -> Iterator[Path]:
    """Yield the files of *number* photos in a *size*, which are made once, on every core."""
    folder = ROOT / ".stet/bench"
    paths = [folder / f"{size[0]}-{each}.jpg" for each in range(number)]
    missing = [each for each in range(number) if not paths[each].exists()]
    if missing:
        folder.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            for _ in pool.map(partial(_save, folder, size), missing):
                pass
    yield from paths


def _save(folder: Path, size: tuple[int, int], number: int) -> None:
    part = folder / f"{size[0]}-{number}.part"
    detailed(number, size).save(part, "JPEG", quality=QUALITY)
    part.rename(folder / f"{size[0]}-{number}.jpg")
