"""The settings of drawn cards."""

from plugins.kernel.settings import Setting, texts

SETTINGS = (
    Setting[list[str]](
        "SOCIAL_CARD_FONTS",
        texts,
        "The fonts of drawn cards; the first one that has all letters of a headline is used.",
        '["SourceSerifPro-Semibold.ttf"]',
    ),
)
