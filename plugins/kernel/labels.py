"""The theme's labels, as ``labels_in(lang, ...)`` of the context returns them to plugins."""

from collections.abc import Callable
from typing import Protocol


def gettext_noop(text: str, many: str = "") -> str:
    """Return *text*, a label used later, with its plural; ``languages/update.py`` finds this."""
    return text


class Labels(Protocol):
    """The labels of one language, *lang*, written in the direction *dir* (``ltr`` or ``rtl``).

    Called with an English label and the values of its placeholders, they return it in that
    language, as HTML; ``plain`` does the same for plain text.
    """

    lang: str
    dir: str
    plain: Callable[..., str]

    def __call__(self, text: str, /, **values: object) -> str:
        """Return the label *text* as HTML with its placeholders, such as ``{names}``, filled in."""
