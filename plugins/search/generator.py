"""The generator that waits for the index, which is made while pages are printed."""

from collections.abc import Callable

from pelican.generators import Generator

from plugins.kernel.made_files import MadeFile
from plugins.kernel.pelican_types import Writer


class SearchGenerator(Generator):
    """Publishes the index after all pages are printed, so that it has had time to be made."""

    wait_for_index: Callable[[], list[MadeFile]] = list

    def generate_output(self, writer: Writer) -> None:
        """Publish the files of the index; end the build if they cannot be made."""
        self.context["staticfiles"] += self.wait_for_index()
