"""Whether a file lies in the content folder, wherever links in it lead."""

import os

from plugins.kernel.faults import IN_PLACE_OF, origin


def real_folders(content_folder: str) -> tuple[str, ...]:
    """Return where the files of *content_folder* may really lie; each ends with a slash.

    A stand-in of it, for the time that the rest is published, holds links to its files and to those
    that the cache keeps.
    """
    kept, in_place_of, _ = os.path.abspath(content_folder).partition(f"{IN_PLACE_OF}/")
    folders = [content_folder]
    if in_place_of:
        folders += [origin(content_folder), f"{kept}{os.path.dirname(IN_PLACE_OF)}"]
    return tuple(os.path.realpath(each).rstrip(os.sep) + os.sep for each in folders)


def lies_within(path: str, content_folder: str) -> bool:
    """Return whether the file that *path* leads to lies in *content_folder*."""
    return os.path.realpath(path).startswith(real_folders(content_folder))
