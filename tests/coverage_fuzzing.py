"""Fuzz a check of `test_fuzzing` with atheris, which looks for inputs that reach new code.

The process runs for a number of seconds, and ends with an error at the first input that fails:

    PYTHONPATH=.venv/atheris .venv/bin/python -m tests.coverage_fuzzing header 60 folder
"""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["plugins", "markdown", "yaml"]):
    from . import fuzzing, test_fuzzing
from .conftest import story
from .places import DEMO

STORIES = [
    story(tags="x", authors="A"),
    "---\nTitle: A\nDate: 2020-05-01\nTags: [a, b]\n---\n\nText.\n",
]


def body_of(data: bytes) -> str:
    """Return *data* as a text."""
    return data.decode("utf-8", "replace")


def texts() -> list[bytes]:
    """Return stories, well made, to begin with."""
    stories = sorted((DEMO / "content/stories").rglob("*.md"))
    return [text.encode() for text in STORIES] + [path.read_bytes() for path in stories]


CHECKS = {
    "header": (test_fuzzing.check_header, texts),
    "text": (lambda data: test_fuzzing.check_body(body_of(data)), texts),
    "photo": (test_fuzzing.check_photo, lambda: [*chain.from_iterable(fuzzing.PHOTOS.values())]),
}
"""By kind of input: what must hold for its bytes, and inputs to begin with."""


def dictionary(words: Iterable[str]) -> str:
    """Return *words* in the form of libFuzzer's dictionaries."""
    data = (word.encode("utf-8", "surrogatepass")[:64] for word in words if word)
    return "".join('"{}"\n'.format("".join(map(r"\x{:02x}".format, each))) for each in data)


def main(kind: str, seconds: str, folder: str) -> None:
    """Fuzz one *kind* of input for some *seconds*; its inputs are kept in *folder*."""
    check, seeds = CHECKS[kind]
    inputs, words = Path(folder, "inputs"), Path(folder, "words")
    inputs.mkdir()
    for number, seed in enumerate(seeds()):
        (inputs / str(number)).write_bytes(seed)
    words.write_text(dictionary([*fuzzing.SCRIPTS, *fuzzing.ODD, *fuzzing.PATHS, *fuzzing.NAMES]))
    options = {
        "max_total_time": seconds, "max_len": 4096, "timeout": 60, "dict": words,
        "artifact_prefix": f"{folder}/failed-", "print_final_stats": 1, "verbosity": 0,
    }  # fmt: skip
    given = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], *given, str(inputs)], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
