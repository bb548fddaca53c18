"""Reading one story as Pelican's generator for articles has it read."""

from functools import partial

from pelican import signals
from pelican.contents import Article
from pelican.readers import Readers

from ..pelican_types import Content, Generator
from .archive import Archive, Read
from .readings import Reading


def reader_of(generator: Generator) -> Read:
    """Return what reads a story as *generator* has it read: by Pelican's own readers."""
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


def read_for(archive: Archive, read: Read, path: str) -> tuple[Content, Reading | None]:
    """Return what is read from *path*, and that as *archive* keeps it where it can."""
    if path in archive.folder.status:
        archive.digests.of(path)  # before it is read: a later change is then noticed
    content: Content = read(path)
    return content, archive.reading(path, content)
