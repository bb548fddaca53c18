"""The settings of drawn cards."""

from plugins.kernel.settings import Setting, texts

SETTINGS = (
    Setting[list[str]](
        "SOCIAL_CARD_FONTS",
        texts,
        "The fonts of drawn cards: the first that has all letters of a headline draws it.",
        '["SourceSerifPro-Semibold.ttf"]',
    ),
)
