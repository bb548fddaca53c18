"""How long a story takes to read, and how old it is."""

import math
import re
from datetime import date
from functools import cache

from plugins.markup.text import plain

WORDS = {
    "ar": 138,
    "de": 179,
    "en": 228,
    "es": 218,
    "fi": 161,
    "fr": 195,
    "he": 187,
    "it": 188,
    "nl": 202,
    "pl": 166,
    "pt": 181,
    "ru": 184,
    "sl": 180,
    "sv": 199,
    "tr": 166,
}
"""Words a minute, by language (Trauzettel-Klosinski and Dietz, 2012: the texts of IReST)."""

OTHER_WORDS = 184
"""Words a minute in other languages: the mean of that study."""

SIGNS = {"ja": 357, "zh": 255}
"""Signs a minute where there are no blanks between words (the same study)."""

OTHER_SIGNS = 370
"""Signs a minute in Korean, whose signs are syllables: the study's mean for syllables."""

LETTERS = 863
"""Letters a minute in Thai, Lao, Khmer and Burmese, which have no blanks between words either: the
study's mean for letters."""

_LETTER = re.compile(
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec4\u1000-\u102a\u1780-\u17b3]"
)
_WORD = re.compile(r"(?<!\S)\S*?[^\W_]")  # as far as its first letter or digit


def reading_minutes(html: str, lang: str) -> int:
    """Return how many minutes it takes to read the text *html* in *lang*, at least one."""
    language = lang.partition("-")[0]
    text, signs, letters = plain(html), 0, 0
    if not text.isascii():
        text, signs = _sign().subn(" ", text)
        text, letters = _LETTER.subn("", text)
    words = len(_WORD.findall(text))
    minutes = words / WORDS.get(language, OTHER_WORDS)
    minutes += signs / SIGNS.get(language, OTHER_SIGNS) + letters / LETTERS
    return max(1, math.floor(minutes + 0.5))


@cache
def _sign() -> re.Pattern[str]:  # compiled when it is needed: Python takes long for so many
    return re.compile(
        "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
        "\U00020000-\U0003ffff]"
    )


def a_year_before(day: date) -> date:
    """Return the last day of publication that is a year ago on this *day*.

    A story of 29 February is a year old on 1 March.
    """
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
