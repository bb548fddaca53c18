"""The reading of one story, as Pelican's generator for articles has it done."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pelican import signals
from pelican.contents import Article
from pelican.readers import Readers

from .archive import Archive, Reading

Read = Callable[[str], Any]


def reader_of(generator: Any) -> Read:
    """Return what reads a story as *generator*, Pelican's for articles, has it read: by Pelican."""
    return partial(
        Readers.read_file,
        generator.readers,
        generator.path,
        content_class=Article,
        context=generator.context,
        preread_signal=signals.article_generator_preread,
        preread_sender=generator,
        context_signal=signals.article_generator_context,
        context_sender=generator,
    )


def read_apart(archive: Archive, read: Read, path: str) -> tuple[Any, Reading | None]:
    """Return what is read from *path*, and that as *archive* keeps it where it can."""
    if path in archive.status:
        archive.digest_of(path)  # before it is read: a later change is then seen
    content = read(path)
    return content, archive.reading(path, content)
