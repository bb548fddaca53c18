"""The labels of a story's tables and footnotes, in the language of the story."""

from html import escape

from plugins.kernel.labels import Labels, gettext_noop
from plugins.markup.shape import NOTE, TABLE, labelled

# Translators: the name, for screen readers, of a table whose columns have no headings
TABLE_LABEL = gettext_noop("Table")
# Translators: the name, for screen readers, of the link from a note back to its place in the text
NOTE_LABEL = gettext_noop("Back to the text from note {number}")

_TEXTS = {TABLE: TABLE_LABEL, NOTE: NOTE_LABEL}


def with_labels(html: str, labels: Labels, lang: str) -> str:
    """Return *html*, the text of a story in *lang*, with *labels* on its tables and footnotes."""

    def attributes(kind: str, number: int) -> str:
        text = escape(labels.plain(_TEXTS[kind], number=number), quote=False).replace('"', "&quot;")
        language = "" if labels.lang == lang else f' lang="{labels.lang}" dir="{labels.dir}"'
        return f'aria-label="{text}"{language}'

    return labelled(html, attributes)
