"""The last generator before Pelican's own for static files: it prints what the others planned."""

from pelican.generators import Generator

from .writer import PressWriter


class PrintGenerator(Generator):
    """Print all pages at once, when every generator has planned its own."""

    def generate_output(self, writer: PressWriter) -> None:
        """Print what *writer* planned."""
        writer.print_all()
