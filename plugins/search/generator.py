"""The generator that waits for the index, which is made beside the build."""

from collections.abc import Callable

from pelican.generators import Generator

from plugins.kernel.made_files import MadeFile
from plugins.kernel.pelican_types import Writer


class SearchGenerator(Generator):
    """Publish the index when every page is printed: until then, it had time to be made."""

    await_index: Callable[[], list[MadeFile]] = list

    def generate_output(self, writer: Writer) -> None:
        """Have the files of the index copied; end the build where they cannot be made."""
        self.context["staticfiles"] += self.await_index()
