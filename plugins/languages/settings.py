"""The settings of languages."""

from typing import cast

from plugins.kernel.settings import Setting, all_of, text, texts
from plugins.markup.languages import is_tag


def language(value: object) -> str:
    """Check that *value* is a language tag (BCP 47)."""
    example = 'Write one such as "en" or "es"'
    return "" if is_tag(cast(str, value)) else f"is not a language code. {example}"


DEFAULT_LANG = Setting[str](
    "DEFAULT_LANG", all_of(text, language), "The language of the site.", '"en"'
)

SETTINGS = (
    DEFAULT_LANG,
    Setting[list[str]](
        "WORDS_PATHS",
        texts,
        "The folders of the newsroom's own labels, which take precedence over the theme's.",
        '["house/words"]',
    ),
)
