"""What names a person, an agency, a newsroom or another organisation."""

import re
import unicodedata

from .credit_words import (
    AGENCIES,
    ARTICLES,
    NEWSROOMS,
    ORGANISATIONS,
    OUTLETS,
    OWNERS,
    PARTICLES,
    PLACES,
    POSITIONS,
    ROLES,
)


def is_capital(word: str) -> bool:
    """Return whether *word* begins with a capital, or is of a script without capitals."""
    first = next((char for char in word if char.isalnum()), "")
    return first.isupper() or first.istitle() or unicodedata.category(first or " ") == "Lo"


def begins_a_name(text: str) -> bool:
    """Return whether *text* begins as a name does, with an article or not."""
    words = text.split()
    if words and words[0].casefold() in {"the", "a", "an"}:
        return len(words) > 1 and (is_capital(words[1]) or words[1].strip(".,") in OWNERS)
    while len(words) > 1 and words[0] in PARTICLES:
        words = words[1:]
    return bool(words) and (is_capital(words[0]) or words[0][0] in "@©" or is_agency(text))


def names_someone(text: str) -> bool:
    """Return whether *text* can name a source: it does not only say where in the photo."""
    words = [word.strip(".,;:()").casefold() for word in text.split()]
    return any(
        word and word not in POSITIONS and any(char.isalpha() for char in word) for word in words
    ) and not (
        words[0] in POSITIONS - {"the", "a", "an"} and not any(map(is_capital, text.split()))
    )


def is_agency(text: str) -> bool:
    """Return whether *text* is a source that may be named alone."""
    text = text.strip().rstrip(".,")
    if text.startswith("dpa-"):
        return True  # its regional and topical services
    return text in AGENCIES or _PHOTO.sub("", text) in AGENCIES


def is_newsroom(text: str) -> bool:
    """Return whether *text* names an agency, or has a word that newspapers are called by."""
    return is_agency(text) or bool(OUTLETS & set(text.split()))


def is_organisation(text: str) -> bool:
    """Return whether *text* names an organisation, by its words, its article or its capitals."""
    words = text.split()
    return (
        is_newsroom(text)
        or bool(ORGANISATIONS & set(words))
        or (len(words) > 1 and words[0] in ARTICLES)
        or any(sum(map(str.isupper, word)) > 1 and "." not in word for word in words)
        or bool(re.fullmatch(r"[\w-]+\.[a-z]{2,6}", text))
        or unicodedata.category(text[0]) == "Lo"
    )


def is_name(text: str) -> bool:
    """Return whether *text* has the form of a name."""
    words = text.split()
    return (
        0 < len(words) <= 10
        and is_capital(words[0])
        and all(is_capital(word) or word in PARTICLES or word == "&" for word in words)
    )


def is_person(text: str) -> bool:
    """Return whether *text* has the form of the full name of a person."""
    words = text.split()
    return (
        1 < len(words) <= 8
        and is_name(text)
        and words[0] not in PLACES
        and not any(char.isdigit() for char in text)
    ) or (1 < len(text) <= 8 and unicodedata.category(text[0]) == "Lo")


def is_outlet(text: str) -> bool:
    """Return whether *text*, found after "for", is what somebody works for: a newsroom."""
    text = text.strip(" «»“”\"'")
    bare = _ARTICLE.sub("", text, count=1)
    if not bare or not (is_newsroom(bare) or is_capital(bare) or bare.casefold() in NEWSROOMS):
        return False
    return (
        {text.casefold(), bare.casefold()} & NEWSROOMS != set()
        or is_newsroom(bare)
        or bool(re.fullmatch(r"[A-Z]+[a-z]+[A-Z]\w*", bare))
        or bool(re.fullmatch(r"[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{3,})*", bare))
        or any(is_outlet(each) for each in _AND.split(bare)[1:])
    )


def has_role(text: str) -> bool:
    """Return whether *text* has a word for an office or a prize: it stands for that, not by it."""
    return bool(ROLES & set(text.casefold().split()))


_PHOTO = re.compile(r" (?:photo|foto)$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?|l[aeo]s?|il|el|der|die|das|den|de|het)\s+|l['’]", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|et|y|e|&)\s+")
