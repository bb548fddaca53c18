"""The labels that a story's tables and notes need, in the language of the story."""

from html import escape

from plugins.kernel.labels import Labels, gettext_noop
from plugins.markup.shape import NOTE, TABLE, labelled

# Translators: the name, for screen readers, of a table whose columns have no headings
TABLE_LABEL = gettext_noop("Table")
# Translators: the name, for screen readers, of the link from a note back to its place in the text
NOTE_LABEL = gettext_noop("Back to the text from note {number}")

_TEXTS = {TABLE: TABLE_LABEL, NOTE: NOTE_LABEL}


def with_labels(html: str, labels: Labels, lang: str) -> str:
    """Return *html*, of a story in *lang*, with the labels that it needs, by *labels*."""

    def attributes(kind: str, number: int) -> str:
        text = escape(labels.plain(_TEXTS[kind], number=number), quote=False).replace('"', "&quot;")
        other = "" if labels.lang == lang else f' lang="{labels.lang}" dir="{labels.dir}"'
        return f'aria-label="{text}"{other}'

    return labelled(html, attributes)
