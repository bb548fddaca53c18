"""Compare what copies of photos cost: ``python -m tests.bench.photos --photos 10``.

In every round, each contender makes its copies of the same detailed photos, on every core: first of
photos of 1.7 megapixels, then of 6. The ratios are what counts. SSIMULACRA2 is printed if the
package ssimulacra2 is installed.
"""

import argparse
import json
import os
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

from PIL import Image

from plugins.photos.metadata import Metadata
from plugins.photos.plans import FALLBACK_WIDTH, WIDTHS, Plan
from plugins.responsive_images.renditions import make_renditions
from plugins.responsive_images.rights import rights_of

from .contenders import Figures, measured
from .detailed import LARGE, SMALL, kept

STET, BARE, ELEVENTY = "Stet", "Pillow, one JPEG", "Eleventy's image plugin"
GOALS = {SMALL: (10, 1.6), LARGE: (4, 0.8)}
"""The most times the CPU of Pillow alone, and the bytes of the originals, by size."""

MOST_FILES = 10
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


def plan(path: Path) -> Plan:
    """Return how the photo at *path* is shown."""
    with Image.open(path) as image:
        return Plan(f"photos/sized/{path.stem}-0", *image.size, False, (50, 50))


def by_stet(output: Path, path: Path) -> None:
    """Make the files of the photo at *path* in *output*, as Stet does for a lead photo."""
    found = plan(path)
    sets = {
        str(output / path.stem): found.renditions(),
        str(output / f"{path.stem}-lead"): tuple(found.crops().values()),
    }
    make_renditions(str(path), sets, rights_of(METADATA), found.files())


def bare(output: Path, path: Path) -> None:
    """Decode the photo at *path*, scale it and write one JPEG in *output*."""
    with Image.open(path) as image:
        size = (1200, round(image.height * 1200 / image.width))
        image.resize(size, Image.Resampling.LANCZOS).save(output / path.name, "JPEG", quality=85)


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


def run(command: Sequence[str], output: Path) -> tuple[Figures, int, int]:
    """Run *command* and return what it took, and the number and the bytes of the copies."""
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir()
    figures = measured([str(output) if word == "OUTPUT" else word for word in command])
    made = [path for path in output.rglob("*") if path.suffix in {".avif", ".jpg", ".jpeg"}]
    return figures, len(made), sum(path.stat().st_size for path in made)


Row = tuple[Figures, int, int]


def report(photos: Sequence[Path], size: tuple[int, int], table: Mapping[str, Row]) -> None:
    """Print medians and ratios."""
    number, weight = len(photos), sum(path.stat().st_size for path in photos)
    print(
        f"\n{number} photos of {size[0]} x {size[1]}, {weight / number / 1000:.0f} KB each, medians"
    )
    print(
        f"{'':32}{'wall s':>8}{'CPU s':>8}{'MiB':>8}{'CPU ms each':>13}{'files':>8}{'KB each':>10}"
    )
    for name, (took, files, total) in table.items():
        each = f"{took.cpu / number * 1000:13.0f}{files / number:8.1f}{total / number / 1000:10.0f}"
        print(f"{name:32}{took.wall:8.2f}{took.cpu:8.2f}{took.memory:8.0f}{each}")
    took, files, total = table[STET]
    cpu, part = GOALS[size]
    print(f"\n{'':40}{'at most':>8}{'found':>8}")
    print(f"{f'CPU, {STET} / {BARE}':40}{cpu:8.1f}{took.cpu / table[BARE][0].cpu:8.1f}")
    print(f"{'files of a photo':40}{MOST_FILES:8}{files / number:8.1f}")
    print(f"{'bytes of all files / original':40}{part:8.1f}{total / weight:8.2f}")


def scores(photos: Sequence[Path], made: Path) -> None:
    """Print the mean SSIMULACRA2 score of the copies in *made*, by their names."""
    try:
        from ssimulacra2 import compute_ssimulacra2
    except ImportError:
        print("SSIMULACRA2 is left out: ssimulacra2 is not installed")
        return
    found: dict[str, list[float]] = defaultdict(list)
    one, other = made / "one.png", made / "other.png"
    for path in photos:
        with Image.open(path) as image:
            for rendition in plan(path).renditions():
                size = rendition.width, rendition.height
                image.resize(size, Image.Resampling.LANCZOS).save(one)
                with Image.open(made / path.stem / rendition.file) as copy:
                    copy.save(other)
                found[rendition.file].append(compute_ssimulacra2(str(one), str(other)))
    for name, each in found.items():
        print(f"{f'SSIMULACRA2 of {name}, mean':40}{sum(each) / len(each):16.1f}")


def compare(folder: Path, number: int, rounds: int, size: tuple[int, int]) -> None:
    """Measure each contender with *number* photos of a *size*, and print the results."""
    photos = folder / "photos"
    photos.mkdir(parents=True)
    for path in kept(number, size):
        shutil.copy(path, photos)
    found: dict[str, list[Row]] = defaultdict(list)
    runs: dict[str, Callable[[], Row]] = {
        name: partial(run, command, folder / f"made-{place}")
        for place, (name, command) in enumerate(contenders(folder, photos).items())
    }
    for turn in range(1, rounds + 1):
        for name, contender in runs.items():
            found[name].append(contender())
            print(f"round {turn}: {name}, {found[name][-1][0].wall:.2f} s", file=sys.stderr)
    report(
        sorted(photos.iterdir()),
        size,
        {
            name: (Figures(*map(median, zip(*(row[0] for row in rows), strict=True))), *rows[0][1:])
            for name, rows in found.items()
        },
    )
    scores(sorted(photos.iterdir())[:3], folder / "made-0")


def main(arguments: Sequence[str]) -> None:
    """Run the measurements that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--photos", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--make", nargs=3, metavar=("NAME", "PHOTOS", "OUTPUT"))
    options = parser.parse_args(arguments)
    if options.make:
        make(*options.make)
        return
    with tempfile.TemporaryDirectory(prefix="stet-photos-") as folder:
        for size in GOALS:
            compare(Path(folder, str(size[0])), options.photos, options.rounds, size)


if __name__ == "__main__":
    main(sys.argv[1:])
