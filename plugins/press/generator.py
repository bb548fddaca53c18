"""The last generator before Pelican's own for static files: it prints what the others planned."""

from typing import Any

from pelican.generators import Generator


class PrintGenerator(Generator):
    """Print all pages at once, when every generator has said what it wants."""

    def generate_output(self, writer: Any) -> None:
        """Print what *writer* planned."""
        writer.print_all()
