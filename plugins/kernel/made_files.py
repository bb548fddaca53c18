"""Files that a plugin makes for the site, published as Pelican publishes those it copies."""

from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote


class MadeFile(NamedTuple):
    """A file that was made, as Pelican copies files; its *fingerprint* tells its bytes."""

    source_path: str
    save_as: str
    url: str
    fingerprint: str = "by its name"


def digest_of(data: bytes) -> str:
    """Return the twelve letters and digits that tell *data* apart in the name of a file."""
    return blake2b(data, digest_size=6).hexdigest()


def made(output_path: str, save_as: str, data: bytes) -> MadeFile:
    """Return a file that is published as *save_as* and holds *data*.

    Until then it lies beside the stage *output_path*, and goes with it.
    """
    folder = Path(output_path).with_name("made")
    folder.mkdir(exist_ok=True)
    mark = blake2b(data, digest_size=16).hexdigest()
    path = folder / f"{mark}{Path(save_as).suffix}"
    path.write_bytes(data)
    return MadeFile(str(path), save_as, quote(save_as, safe="/"), mark)
