"""Compare how fast renditions of photos are made: ``python -m tests.bench.photos --photos 24``.

In every round, each contender makes the same sizes and formats of the same photos, on every core.
The ratios are what counts.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

from PIL import Image, ImageChops

from plugins.photos.metadata import Metadata
from plugins.photos.plans import FALLBACK_WIDTH, WIDTHS, Plan, Rendition
from plugins.responsive_images.renditions import SETTINGS, make_renditions
from plugins.responsive_images.rights import rights_of

from .contenders import Figures, measured

STET, BARE, ELEVENTY = "Stet", "Pillow alone", "Eleventy's image plugin"
GOAL = 1.15
"""The largest ratio that is allowed of Stet's time to that of Pillow alone."""

SIZE = (3000, 2000)
METADATA = Metadata(
    caption=(("x-default", "The last 41 leaves the market square on Friday."),),
    creators=("Lena Vogt",),
    credit_line="City Desk",
    copyright=(("x-default", "© City Desk"),),
    licence="https://example.org/licence",
    alt=(("x-default", "A bus at the market square at night"),),
)

ELEVENTY_SCRIPT = """
import Image from "@11ty/eleventy-img";
import { readdirSync } from "node:fs";
const [photos, output, wide, narrow] = process.argv.slice(2);
const common = { outputDir: output, useCache: false };
const avif = { ...common, formats: ["avif"], widths: JSON.parse(wide) };
const jpeg = { ...common, formats: ["jpeg"], widths: JSON.parse(narrow) };
avif.sharpAvifOptions = { quality: 60 };
jpeg.sharpJpegOptions = { quality: 80, progressive: true };
const names = readdirSync(photos).map((name) => `${photos}/${name}`);
await Promise.all(names.flatMap((name) => [Image(name, avif), Image(name, jpeg)]));
"""


def photograph(number: int) -> Image.Image:
    """Return a picture with light, shapes and grain like a photo; a *number* gives the same one."""
    chance = random.Random(number)
    light = Image.linear_gradient("L").rotate(90 * number).resize(SIZE)
    bands = []
    for _ in range(3):
        band = light
        for cells, weight in ((12, 0.5), (90, 0.3), (700, 0.15)):
            across, down = cells * 3, cells * 2
            grain = Image.frombytes("L", (across, down), chance.randbytes(across * down))
            band = Image.blend(band, grain.resize(SIZE, Image.Resampling.BICUBIC), weight)
        bands.append(ImageChops.add(band, light, 2))
    return Image.merge("RGB", bands)


def renditions(path: Path) -> tuple[Rendition, ...]:
    """Return the renditions to make of the photo at *path*."""
    return Plan(f"{path.stem}-0", *SIZE, False, (50, 50)).renditions()


def by_stet(output: Path, path: Path) -> None:
    """Make the renditions of the photo at *path* in *output*, as Stet does."""
    make_renditions(str(path), {str(output / path.stem): renditions(path)}, rights_of(METADATA))


def bare(output: Path, path: Path) -> None:
    """Make the renditions of the photo at *path* in *output*, in the simplest way."""
    with Image.open(path) as image:
        image.load()
        for one in renditions(path):
            small = image.resize((one.width, one.height), Image.Resampling.LANCZOS)
            small.save(output / Path(one.name).name, one.kind, **SETTINGS[one.kind])


MAKERS = {STET: by_stet, BARE: bare}


def make(name: str, photos: str, output: str) -> None:
    """Make the renditions of all *photos* with the contender *name*, on every core."""
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for _ in pool.map(partial(MAKERS[name], Path(output)), sorted(Path(photos).iterdir())):
            pass


def eleventy(folder: Path, photos: Path) -> tuple[str, list[str]]:
    """Return the version of Eleventy's plugin and the command that runs it, or why it cannot run."""
    if not (shutil.which("npm") and shutil.which("node")):
        return "node and npm are not installed", []
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true, "type": "module"}', "utf-8")
    (folder / "make.js").write_text(ELEVENTY_SCRIPT, "utf-8")
    install = [
        "npm",
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "@11ty/eleventy-img",
    ]
    try:
        done = subprocess.run(install, cwd=folder, capture_output=True, text=True, timeout=240)
    except subprocess.TimeoutExpired:
        return "npm did not finish within four minutes", []
    if done.returncode:
        return f"npm failed: {done.stderr.strip().splitlines()[:1]}", []
    package = folder / "node_modules/@11ty/eleventy-img/package.json"
    widths = [json.dumps(sorted(each)) for each in (WIDTHS, (FALLBACK_WIDTH,))]
    command = ["node", str(folder / "make.js"), str(photos), "OUTPUT", *widths]
    return json.loads(package.read_text("utf-8"))["version"], command


def contenders(folder: Path, photos: Path) -> dict[str, list[str]]:
    """Return the command of each contender; the word OUTPUT in it stands for its output folder."""
    own = [sys.executable, "-m", "tests.bench.photos", "--make"]
    found = {name: [*own, name, str(photos), "OUTPUT"] for name in MAKERS}
    version_or_reason, command = eleventy(folder / "eleventy", photos)
    if command:
        print(f"{ELEVENTY}: version {version_or_reason}")
        found[ELEVENTY] = command
    else:
        print(f"{ELEVENTY} is left out: {version_or_reason}")
    return found


def run(command: Sequence[str], output: Path, number: int) -> tuple[Figures, int]:
    """Run *command* and return what it took and the bytes of all renditions of *number* photos."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir()
    figures = measured([str(output) if word == "OUTPUT" else word for word in command])
    made = [path for path in output.rglob("*") if path.suffix in {".avif", ".jpg", ".jpeg"}]
    expected = number * (len(WIDTHS) + 1)
    if len(made) != expected:
        raise SystemExit(f"{output}: {len(made)} files instead of {expected}. Find out why")
    return figures, sum(path.stat().st_size for path in made)


def report(number: int, table: Mapping[str, tuple[Figures, int]]) -> None:
    """Print medians and ratios."""
    print(f"\n{number} photos of {SIZE[0]} x {SIZE[1]}, medians")
    print(f"{'':32}{'wall s':>8}{'CPU s':>8}{'MiB':>8}{'ms each':>10}{'KB each':>10}")
    for name, (took, size) in table.items():
        each = f"{took.wall / number * 1000:10.0f}{size / number / 1000:10.0f}"
        print(f"{name:32}{took.wall:8.2f}{took.cpu:8.2f}{took.memory:8.0f}{each}")
    print(f"\n{'':48}{'goal':>8}{'wall':>8}{'CPU':>8}")
    for name in table:
        if name != STET:
            mine, theirs = table[STET][0], table[name][0]
            goal = f"{GOAL:8.2f}" if name == BARE else f"{'':8}"
            ratios = f"{mine.wall / theirs.wall:8.2f}{mine.cpu / theirs.cpu:8.2f}"
            print(f"{f'{STET} / {name}':48}{goal}{ratios}")


def main(arguments: Sequence[str]) -> None:
    """Run the measurements that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--make", nargs=3, metavar=("NAME", "PHOTOS", "OUTPUT"))
    options = parser.parse_args(arguments)
    if options.make:
        make(*options.make)
        return
    found: dict[str, list[tuple[Figures, int]]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="stet-photos-") as folder:
        photos = Path(folder, "photos")
        photos.mkdir()
        for number in range(options.photos):
            photograph(number).save(photos / f"photo{number:03}.jpg", quality=90)
        runs: dict[str, Callable[[], tuple[Figures, int]]] = {
            name: partial(run, command, Path(folder, "made"), options.photos)
            for name, command in contenders(Path(folder), photos).items()
        }
        for turn in range(1, options.rounds + 1):
            for name, contender in runs.items():
                found[name].append(contender())
                print(f"round {turn}: {name}, {found[name][-1][0].wall:.2f} s", file=sys.stderr)
    report(
        options.photos,
        {
            name: (Figures(*map(median, zip(*(took for took, _ in rows), strict=True))), rows[0][1])
            for name, rows in found.items()
        },
    )


if __name__ == "__main__":
    main(sys.argv[1:])
