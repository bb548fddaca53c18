"""The forms of credits."""

import re
from collections.abc import Iterator

from .credit_names import (
    begins_a_name,
    has_role,
    is_agency,
    is_capital,
    is_name,
    is_newsroom,
    is_organisation,
    is_outlet,
    is_person,
    names_someone,
)
from .credit_words import (
    AGENCIES_IN_ANY_CASE,
    BY,
    COMPLETE,
    DESCRIPTIONS,
    GRAPHICS,
    LABELS,
    NEWSROOMS,
    NO_NAME,
    OF,
    OWNERS,
    PARTICLES,
    PLATFORMS,
    PLATFORMS_ALONE,
    POSITIONS,
    STAFF,
)

LONGEST_CREDIT = 300

_LICENCE = re.compile(
    r"(?<!\w)(?:CC[ -]?(?:BY|0|PD)(?:[ -](?:SA|NC|ND))*(?: \d\.\d)?|Creative Commons|"
    r"public domain|GFDL|OGL|Open Government Licence)(?!\w)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\)|copyright\b(?! law))\s*:?\s*(?:(?:19|20)\d\d,?\s+)?(?=\S)", re.IGNORECASE
)
_OWNED = re.compile(r"(.+?)\s*(?:©|ⓒ|\(c\))(?:\s*(?:19|20)\d\d)?", re.IGNORECASE)
_COPYRIGHT_WITHIN = re.compile(
    r"(?:©|ⓒ|\(c\)|\bcopyright\b(?:\s+by)?)\s*:?\s*(?:(?:19|20)\d\d,?\s+)?", re.IGNORECASE
)
_VIA_SLASH = re.compile(r"\s*[/|／]\s*(?:via\s+)?")
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
_SLASH = re.compile(r"\s*[/|／]\s*")
_DASH_OR_COMMA = re.compile(r"\s*(?:—|–|,|\s-\s|\|)\s*")
_PARTS = re.compile(r"\s*[/|／•·]\s*|\s+[-–—]\s+|[–—]|,\s+|\s+via\s+|^via\s+")
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_FOR = re.compile(
    r"(?P<who>.+?)(?:\s*[/|,]\s*|\s+)(?:for|für|pour|para|per|voor)\s+(?P<outlet>.+)", re.IGNORECASE
)
_SPECIAL = re.compile(r"(?:^|(?<=[\s,/|–—-]))(special) to\s+(?:the\s+)?", re.IGNORECASE)
_SOCIAL = re.compile(r"\s*[/|:,]\s*|\s+[-–—]\s+|\s+(?:via|on|auf|en|sur|su)\s+|\s*\(|\)$")
_POSTS = frozenset("photo photos post reel story video".split())
_FROM_ACCOUNT = re.compile(r"^(?:(?:from|via|photo from|image from)\s+|.+['’]s\s+(?=\S+$))", re.I)
_HANDLE = re.compile(r"@[\w.-]{2,40}(?:@[\w.-]{3,60})?")
_GIVEN = re.compile(
    r"(?:used with permission|provided|supplied|submitted|contributed|courtesy|handout|released|"
    r"distributed|shared|taken|captured|made available|fournie?|transmise?|prêtée?|prise|remise?|"
    r"cedida|facilitada|suministrada|tomada|proporcionada|bereitgestellt|überlassen|eingesandt|"
    r"zur verfügung gestellt)"
    r"(?:\s+(?:by|from|via|of|to|par|por|von|(?<=tomada )de)\s+(?P<who>.+))?",
    re.IGNORECASE,
)
_GIVEN_ALONE = re.compile(
    r"provided|supplied|submitted|contributed|courtesy|handout|cedida|facilitada|suministrada|"
    r"proporcionada|bereitgestellt|zur verfügung gestellt",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(
    r"(?:archiv|agentur|presse|privat)(?:foto|bild)s?|(?:fotos?|imagen) de archivo|"
    r"photos? d['’]archives?|photo archives|(?:file|archive|library|stock) "
    r"(?:photos?|images?|pic|picture)",
    re.IGNORECASE,
)
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-(?:AM|FM|TV))?")
_OF_ARCHIVE = re.compile(
    r"(?:(?:19|20)\d\d )?(?P<who>\S.*?)[\s-](?:(?:file|archive|archival|pool|handout|staff|"
    r"courtesy|contributed|submitted|provided|supplied|stock|library|family|press|publicity|"
    r"promotional|agency|wire) (?P<photo>photos?|photographs?|images?|pictures?|illustrations?|"
    r"graphics?|videos?)|(?P<handout>handouts?|(?:family|personal|private) (?:archives?|collection|"
    r"album)|photography|photographie|fotografie|fotografía)|files?|archives?|archiv|archivo)",
    re.IGNORECASE,
)
_ARCHIVE_OF = re.compile(
    r"(?:photos? d['’]archives?|photos? archives|archives?|archivo|archiv)\s+(?P<who>\S.+)",
    re.IGNORECASE,
)
_SCREENSHOT = re.compile(
    r"(?:(?P<before>\S.*?)\s+)?(?:screen ?shot|screen ?grab|bildschirmfoto|video still|"
    r"capture d['’]écran|captura(?: de (?:pantalla|v[ií]deo))?)"
    r"(?:\s+(?:from|via|of|from video via|of video via|de|aus|von)|\s*[:/]|(?=\s|$))"
    r"(?:\s*(?P<after>\S.*))?",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"(?:(?:fotos?|photos?|bild|crédits?(?: photos?)?|photo credits?|credit|image|picture)\s?:|"
    r"photo(?:graph)?s? by|photo credit should read:?|foto (?:de|von))\s*",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:[^\W\d_]\.)+|(?:Adm|Capt|Cmdr|Col|Cpl|Dr|Gen|Jr|Lt|Maj|Mr|Mrs|Ms|Pfc|Prof|Pvt|Sgt|Spc|Sr|St|"
    r"Tech)\."
)
_COMPOUND = re.compile(
    r"(?:archiv|symbol|agentur|handy|presse|luft|satelliten|drohnen|titel|privat|beispiel|stand|"
    r"bildschirm|werk|promo|film|szenen|teaser)-?(?:foto|photo|bild|aufnahme|grafik)(?:s|er)?"
)
_BEFORE_A_NAME = frozenset(
    """photo photos foto fotos fot. bild bilder cliché dessin repro photographie fotografie
    fotografía illustration infographie infografía ilustración grafik montage fotomontage aufnahme
    crédit crédits фото קרדיט צילום تصوير""".split()
)
_THEIRS = frozenset("the his her their its la le les el los las der die das de".split())
_NO_OWNERS = frozenset("bus call calls car card light title visit".split())


def reads_as_credit(text: str, last: bool = True, apart: bool = False) -> bool:
    """Return whether *text*, found between parentheses, names the source of the photo.

    If it is not at the end (*last*) of the caption, only what can mean nothing else counts. If it
    stands *apart* there, after a full stop, an organisation needs no other sign.
    """
    text = " ".join(text.split())
    if not 1 < len(text) <= LONGEST_CREDIT or not any(char.isalpha() for char in text):
        return False
    if any(form(text) for form in _ANYWHERE):
        return True
    if last and apart and is_person(text) and is_organisation(text):
        return True
    return last and any(form(text) for form in _AT_THE_END)


def names_agency_or_person(text: str) -> bool:
    """Return whether *text*, which stands outside parentheses, is a credit and nothing else.

    `REUTERS/X`, `Foto: Lena Vogt/dpa`, `EPA-EFE/Lena Vogt`, `Lena Vogt/Pool via REUTERS`.
    """
    label = _BARE_LABEL.match(text)
    parts = list(_parts(text[label.end() :] if label else text))
    agencies = [is_agency(part) for part in parts]
    if not parts or not all(map(_is_bare_part, parts)):
        return False
    if label:
        return any(agencies) or is_person(parts[0]) or parts[0].casefold() in NO_NAME
    return len(parts) > 1 and any(agencies) and ("/" in text or " via " in text)


# The forms of credits


def _is_labelled(text: str) -> bool:
    """`Photo: X`, `Crédit photo : X`, `File photo/X`; but not `Credit: 3 points`."""
    match = re.match(r"([^:：/]{1,40}?)\s*([:：/])\s*(.+)", text)
    if not match:
        return False
    words = _NOTE.sub("", match[1]).casefold().split()
    if not 0 < len(words) < 5 or not (_is_label(words[-1]) or _is_label(words[0])):
        return False
    if match[2] == "/":
        return _is_label(words[-1]) and begins_a_name(match[3])
    if words[-1] in GRAPHICS:
        return begins_a_name(match[3])  # "map: scale in miles" says nothing of its maker
    if match[3][0].isdigit() and not any(map(is_capital, match[3].split())):
        return False
    return names_someone(match[3])


def _names_maker(text: str) -> bool:
    """`U.S. Navy photo by X`, `Image courtesy of X`, `Foto de X`, `Foto Lena Vogt`."""
    words = text.split()
    for at, word in enumerate(words[:10]):
        if word.casefold().rstrip(",") not in LABELS:
            continue
        link, rest = " ".join(words[at + 1 : at + 2]).casefold(), words[at + 2 :]
        if rest and rest[0].casefold() in {"of", "by"}:
            rest = rest[1:]
        who = " ".join(rest)
        if link in BY and begins_a_name(who):
            return True
        if link == "from" and (is_agency(who) or who in PLATFORMS):
            return True  # but "photo from Kabul" names a place
        if link in OF and word.casefold() not in GRAPHICS and begins_a_name(who):
            return True  # but "mapa de España" names what it shows
    return text[0] in "摄攝" or text.endswith(("摄", "攝", "撮影", "提供"))


def _should_read(text: str) -> bool:
    """`Photo credit should read Lena Vogt/AFP/Getty Images`."""
    label = re.match(r"photo credit should read:?\s+", text, re.IGNORECASE)
    return label is not None and begins_a_name(text[label.end() :])


def _is_label_and_name(text: str) -> bool:
    """`Foto Lena Vogt`, `Photo AFP`, `Photo – Lena Vogt`, `Foto privat`, `Infographie Le Monde`."""
    label, _, rest = text.partition(" ")
    rest = rest.lstrip("-–— ")
    if label.casefold() not in _BEFORE_A_NAME or not rest:
        return False
    if rest.casefold() in NO_NAME:
        return rest.casefold() != "dr" or rest == "DR"
    parts = list(_parts(rest))
    return all(_is_source(part) for part in parts) and (
        is_person(parts[0]) or any(is_agency(part) or is_outlet(part) for part in parts)
    )


def _is_courtesy(text: str) -> bool:
    """`Courtesy of X`, `Courtesy X`, `Handout via X`, `Provided by X`, `via Twitter`."""
    match = re.match(
        r"(?:with )?(?:(?P<strong>courtesy of|handout (?:via|from|by)|provided by|supplied by|"
        r"submitted by|contributed by|(?:(?:used|reproduced|reprinted) )?(?:by|with) (?:kind )?"
        r"permission (?:of|from)|con permiso de|mit freundlicher genehmigung(?: (?:von|des|der))?|"
        r"cortesía de|cortesia di|gentileza de|avec l['’]aimable autorisation (?:de|du|des))|"
        r"courtesy|cortesía|gentileza|handout,?|pool(?: photo)? via|(?P<weak>via))"
        r"(?:\s+[-–—]\s+|\s+)(?P<who>.+)",
        text,
        re.IGNORECASE,
    )
    if not match:
        return False
    if match["weak"]:  # "via Rome" names a route
        return match["who"][0] == "@" or is_newsroom(match["who"])
    if match["strong"] and (
        match["who"].startswith(("the ", "his ", "her ", "their ")) or _is_owner(match["who"])
    ):
        return True
    return begins_a_name(match["who"]) and match["who"].casefold() not in _NO_OWNERS


def _is_given(text: str) -> bool:
    """`Photo provided`, `Photo provided by X`, `Image supplied`, `Foto cedida por X`."""
    label, _, rest = text.partition(" ")
    if not _is_label(label.casefold()) and label.casefold() != "imagen":
        label, rest = "", text
    match = _GIVEN.fullmatch(rest)
    if not match:
        return False
    who = match["who"]
    if not who:
        return bool(label)
    if rest[: match.start("who")].endswith(" to "):
        return is_newsroom(who)
    if not label and not _GIVEN_ALONE.match(rest):
        return who in PLATFORMS or who.casefold() in COMPLETE
    return _is_owner(who)


def _is_owner(text: str) -> bool:
    """Return whether *text* names who gave a photo: `the city`, `family`, `Lena Vogt`."""
    words = re.split(r"[\s,.;/]+", text)
    if words[0].casefold() in _THEIRS and len(words) > 1:
        words = words[1:]
    return words[0].casefold() in OWNERS or is_capital(words[0]) or begins_a_name(text)


def _is_copyright(text: str) -> bool:
    """`© X`, `Copyright X`, `Photo © X`, `X © 2020`, `X/CC BY 4.0`."""
    match = _COPYRIGHT.match(text)
    if match and _is_holder(text[match.end() :]):
        return True
    owned = _OWNED.fullmatch(text)
    if owned and is_name(owned[1]):
        return True
    label = list(_COPYRIGHT_WITHIN.finditer(text))[:1]
    if label and all(_is_label(word) for word in text[: label[0].start()].casefold().split()):
        return label[0].start() > 0 and _is_holder(text[label[0].end() :])
    licence = _LICENCE.search(text)
    if licence is None:
        return False
    after = text[licence.end() :][:1]
    if licence.start() == 0:
        return after in {"", ",", ";", "/"} or text[licence.end() :].startswith((" via ", " by "))
    return begins_a_name(text) and after in {"", ",", ";", "/", ")", "."}


def _is_holder(text: str) -> bool:
    """Return whether *text*, after a copyright mark, names whose the photo is."""
    return begins_a_name(text) or text.casefold() in NO_NAME or text.startswith("the ")


def _is_from_agency(text: str) -> bool:
    """`X/Reuters`, `lena vogt/reuters`, `Lena Vogt, AP`, `NASA/JPL-Caltech`."""
    parts = [part for part in _VIA_SLASH.split(_IN_BRACKETS.sub(r"/\1", text)) if part]
    if len(parts) > 1:
        if any(is_agency(part) for part in parts[1:]) and begins_a_name(parts[0]):
            return True
        if parts[-1].casefold() in AGENCIES_IN_ANY_CASE and 1 < len(parts[0].split()) < 5:
            return parts[0].replace(" ", "").isalpha()
        return is_agency(parts[0]) and all(is_name(part) for part in parts[1:])
    parts = _DASH_OR_COMMA.split(text)
    return len(parts) > 1 and is_agency(parts[-1]) and is_person(parts[0])


def _is_via_agency(text: str) -> bool:
    """`X via AP`, `NASA via Getty Images`."""
    who, via, source = text.rpartition(" via ")
    return (
        bool(via)
        and begins_a_name(who)
        and any(is_agency(part) for part in (source, *_SLASH.split(source)))
    )


def _is_complete(text: str) -> bool:
    """`Getty Images`, `AP Photo`, `Family photo`, `Handout`, `@lenavogt`, `NASA, image 7`."""
    text = text.rstrip(".")
    archive, _, number = text.partition(", ")
    if number and is_agency(archive):
        return number.split()[0].casefold() in LABELS and any(map(str.isdigit, number))
    if is_agency(text) or text.casefold() in COMPLETE or re.fullmatch(r"@[\w.]{2,40}", text):
        return True
    words = text.split()
    return (
        1 < len(words) <= 8
        and words[-1].casefold() in {"photo", "photos", "photograph", "image", "images", "foto"}
        and not DESCRIPTIONS & {words[0].casefold(), words[-2].casefold()}
        and all(is_capital(word) or word in PARTICLES for word in words[:-1])
        and is_capital(words[0])
    )


def _is_for_outlet(text: str) -> bool:
    """`Lena Vogt for The Post`, `Lena Vogt pour Libération`, `Lena Vogt, for ProPublica`."""
    match = _FOR.fullmatch(text)
    if not match or has_role(match["who"]):
        return False
    who = list(_parts(match["who"]))
    return is_person(who[0]) and all(map(_is_source, who)) and is_outlet(match["outlet"])


def _is_name_and_outlet(text: str) -> bool:
    """`Lena Vogt/City Desk`: a person and an employer, not two people or two clubs."""
    who, *employers = _SLASH.split(text)
    return (
        0 < len(employers) < 3
        and is_person(who)
        and all(map(is_name, employers))
        and any(map(is_organisation, employers))
    )


def _is_person_of_newsroom(text: str) -> bool:
    """`Lena Vogt, The Register`, `Lena Vogt — Des Moines Register`."""
    who, *rest = _DASH_OR_COMMA.split(text)
    newsroom = rest[0] if len(rest) == 1 else ""
    return is_person(who) and not has_role(who) and _is_newsroom_named(newsroom)


def _is_newsroom_named(text: str) -> bool:
    """Return whether *text* names a newsroom and is no other phrase with such a word."""
    if text.casefold() in NEWSROOMS or _CALL_SIGN.fullmatch(text):
        return True
    return is_name(text) and is_newsroom(text)


def _is_special(text: str) -> bool:
    """`Lena Vogt, Special to the Register`, `Special to The Post`."""
    who, special, outlet = _SPECIAL.split(text, maxsplit=1) if _SPECIAL.search(text) else [""] * 3
    who = who.removeprefix("By ").removeprefix("by ").strip(" ,/|-–—")
    if not special or not begins_a_name(outlet) or (who and not is_name(who)):
        return False
    return bool(who) or special[0] == "S" or " the " in f"{text} " or is_outlet(outlet)


def _is_from_archive(text: str) -> bool:
    """`AP file photo`, `Register file`, `Archives AFP`, `Foto de archivo`, `Archivfoto`."""
    if _ARCHIVED.fullmatch(text):
        return True
    match = _OF_ARCHIVE.fullmatch(text)
    if match:
        who = match["who"].strip()
        first = who.split()[0].casefold()
        if is_newsroom(who) or _is_mark(who):
            return True
        return (
            bool(match["photo"] or match["handout"])
            and first not in DESCRIPTIONS | _THEIRS
            and is_name(who)
        )
    match = _ARCHIVE_OF.fullmatch(text)
    return match is not None and (is_newsroom(match["who"]) or is_outlet(match["who"]))


def _is_social(text: str) -> bool:
    """`Twitter/@name`, `@name on X`, `Facebook/Lena Vogt`, `Lena Vogt via Instagram`."""
    parts = [part for part in _SOCIAL.split(text) if part]
    if len(parts) < 2:
        platform, _, handle = text.removeprefix("via ").partition(" ")
        if platform in PLATFORMS and (_is_handle(handle) or handle.casefold() in _POSTS):
            return True
        bare = _FROM_ACCOUNT.sub("", text)
        return bare in PLATFORMS_ALONE or (bare != text and bare in PLATFORMS)
    if not all(_is_handle(part) or _is_source(part) or _is_account(part, parts) for part in parts):
        return False
    handles = any(map(_is_handle, parts))
    return handles or (any(part in PLATFORMS_ALONE | {"IG", "FB"} for part in parts))


def _is_account(part: str, parts: list[str]) -> bool:
    """Return whether *part* is the name of an account without "@", such as `Instagram/lenavogt`."""
    return parts[0] in PLATFORMS and part is parts[1] and bool(re.fullmatch(r"[\w.]{3,30}", part))


def _is_screenshot(text: str) -> bool:
    """`Screenshot from YouTube`, `YouTube screenshot`, `Capture d'écran`, `Video still`."""
    match = _SCREENSHOT.fullmatch(text)
    beside = [part for part in match.groups() if part] if match else []
    return bool(match) and len(beside) < 2 and all(map(_is_source_or_handle, beside))


def _is_made_of_parts(text: str) -> bool:
    """`Getty Images, File`, `Lena Vogt, Staff`, `Provided/Lena Vogt`, `AP Photo/X, Pool, File`."""
    parts = list(_parts(text))
    marks = [part for part in parts if _is_mark(part)]
    others = [part for part in parts if not _is_mark(part)]
    if not all(map(_is_known, others)):
        return False
    if not others:
        return len(parts) > 1 or text in {"DR", "Special", "Especial"}
    return bool(marks) and len(parts) < 7 and all(map(_is_source, others))


def _is_mark(text: str) -> bool:
    """Return whether *text*, a part of a credit, says what a photo or its maker is."""
    bare = text.strip(" .").casefold()
    return (
        (bare in NO_NAME and text != "Dr")
        or bare in COMPLETE
        or (bool(STAFF.fullmatch(bare) or _SCREENSHOT.fullmatch(bare)))
    )


def _is_source(text: str) -> bool:
    """Return whether *text*, a part of a credit, can be the name of a source."""
    first = text.split()[0].strip(".,").casefold() if text.split() else ""
    return is_agency(text) or text in PLATFORMS or (is_name(text) and first not in POSITIONS)


def _is_bare_part(text: str) -> bool:
    """Return whether *text* is a name, an agency or a mark, and no end of a sentence."""
    dotted = [word for word in text.split()[:-1] if word.endswith(".")]
    if ":" in text or not all(map(_ABBREVIATION.fullmatch, dotted)):
        return False
    return is_agency(text) or _is_mark(text) or is_name(text)


def _is_known(text: str) -> bool:
    """Return whether *text* is a full name, or a word for one who gives photos to newsrooms."""
    return is_person(text) or is_agency(text) or is_organisation(text) or text.casefold() in OWNERS


def _is_source_or_handle(text: str) -> bool:
    return _is_source(text) or _is_handle(text)


def _is_handle(text: str) -> bool:
    return bool(_HANDLE.fullmatch(text))


def _is_label(word: str) -> bool:
    """Return whether *word*, in lower case, is one for a photo or its maker."""
    return word in LABELS or bool(_COMPOUND.fullmatch(word))


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a credit: names, newsrooms and marks between slashes and commas."""
    for part in _PARTS.split(_IN_BRACKETS.sub(r" / \1", text)):
        if part.strip():
            yield part.strip()


_ANYWHERE = (
    _is_labelled,
    _names_maker,
    _should_read,
    _is_courtesy,
    _is_copyright,
    _is_from_agency,
    _is_via_agency,
    _is_special,
)
"""Forms that mean nothing else, wherever they stand in a caption."""

_AT_THE_END = (
    _is_complete,
    _is_for_outlet,
    _is_name_and_outlet,
    _is_person_of_newsroom,
    _is_label_and_name,
    _is_given,
    _is_from_archive,
    _is_social,
    _is_screenshot,
    _is_made_of_parts,
)
"""Forms that can mean something else before the end of a caption."""
