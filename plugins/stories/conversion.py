"""Converts the text of a file to HTML, with the parts of a story in it."""

from functools import cached_property

from markdown import Markdown

from plugins.kernel.settings import Settings
from plugins.markup.converter import converter, converter_of_parts
from plugins.markup.parts import SIGN, Alone, Parts, parts_of

from .body import Body, Source
from .rules import MARKDOWN_FAILED


class BodyConverter:
    """Converts the texts of a site with these *settings*; what it needs is made when it is used."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def body(self, source: Source) -> Body:
        """Return the text of the file *source* as HTML; it is empty if it cannot be converted."""
        try:
            if SIGN in source.front.body or self._has_lone_parts(source.front.body):
                return self._with_parts(source)
            return Body(self._markdown.reset().convert(source.front.body))
        except Exception as error:  # of any kind: one story must not stop the others
            for name in {"_markdown", "_markdown_of_parts"} & vars(self).keys():
                delattr(self, name)  # it may be in any state
            return Body("", (MARKDOWN_FAILED.at(source.path, 1, _conversion_problem(error)),))

    def _has_lone_parts(self, text: str) -> bool:
        """Say whether an address in *text* stands alone that is a part."""
        lines = text.split("\n") if "://" in text and self._lone else ()
        addresses = (line.strip(" \t<>") for line in lines if "://" in line)
        return any(self._name_of(each, 0) for each in addresses if " " not in each)

    def _name_of(self, address: str, line: int) -> str:
        """Return the name of the part that *address* is where it stands alone; empty if none."""
        found = (name for name, alone in self._lone.items() if alone(address, self._settings))
        return next(found, "")

    def _with_parts(self, source: Source) -> Body:
        # They import YAML and more, which many newsrooms never need.
        from plugins.markup.part_blocks import placed
        from plugins.markup.part_scan import no_part, scanned

        from .parts import made

        name_of = no_part if source.kind == "author" else self._name_of
        scan = scanned(source.front.body, name_of)
        html = self._markdown_of_parts.reset().convert(scan.text)
        if scan.alone and (lost := {*scan.alone} - {*placed(html)}):  # within HTML: they are links
            lines = {scan.parts[number].line for number in lost}
            scan = scanned(
                source.front.body,
                lambda address, line: "" if line in lines else self._name_of(address, line),
            )
            html = self._markdown_of_parts.reset().convert(scan.text)
        return made(html, scan, source, self._kinds, self._settings)

    @cached_property
    def _markdown(self) -> Markdown:
        return converter()

    @cached_property
    def _markdown_of_parts(self) -> Markdown:
        return converter_of_parts()

    @cached_property
    def _lone(self) -> dict[str, Alone]:
        return {name: part.alone for name, part in self._kinds.items() if part.alone}

    @cached_property
    def _kinds(self) -> Parts:
        return parts_of(self._settings)


def _conversion_problem(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "lists or quotes are nested too deeply in the text. Use fewer levels"
    cause = f"{type(error).__name__}: {error}"
    return f"Markdown cannot convert the text ({cause}). Remove what you added last"
