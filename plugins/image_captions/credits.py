"""Separates the credit of a photo from its caption.

The words of a credit stay as the reporter typed them; only the parentheses around them are removed.
"""

import re
import unicodedata
from typing import NamedTuple

from plugins.markup.tags import VOID, Tag, tags
from plugins.markup.text import plain

LONGEST_CREDIT = 300

AGENCIES = frozenset(
    name.strip()
    for name in """
    AAP|AAP Image|ABACA|Abaca Press|AFP|AFP Forum|AFP-Jiji|Agence France-Presse|Agencia EFE|
    Agerpres|Agência Brasil|Alamy|Alamy Stock Photo|Anadolu|Anadolu Agency|Anadolu Ajansı|ANI|
    ANP|ANSA|ANTARA|AP|AP Images|APA|Associated Press|ATP|Belga|BELTA|Bernama|Bildbyrån|
    Bloomberg|Bloomberg News|Bridgeman Images|BTA|Bundesarchiv|Camera Press|Canadian Press|CDC|
    CERN|CNES|Corbis|Cover Images|CP|CSA|Cuartoscuro|dapd|ddp|ddp images|Department of Defense|
    DPA|dpa|dpa-Zentralbild|DVIDS|EFE|EFE-EPA|EPA|EPA Images|EPA-EFE|ESA|ESO|Estadão Conteúdo|
    ETH-Bibliothek|EUMETSAT|Europa Press|European Pressphoto Agency|FEMA|Flickr|Folhapress|
    Getty|Getty Images|GettyImages|Google|Google Earth|Hans Lucas|Hina|Hollandse Hoogte|
    Hulton Archive|IAEA|IFRC|Image Source|Imaginechina|Imago|IMAGO|Instagram|Interfax|ISRO|
    iStock|iStockphoto|ITAR-TASS|JAXA|Jiji|Jiji Press|JPL|JPL-Caltech|KCNA|Keystone|
    Keystone-SDA|Kyodo|Kyodo News|Landov|LANDOV|LaPresse|Lehtikuva|LEHTIKUVA|
    Library of Congress|Lusa|Magnum|Magnum Photos|Maxar|Maxar Technologies|MAXPPP|Mediafax|MTI|
    NARA|NASA|NASA Earth Observatory|National Archives|National Park Service|Natural Earth|
    Newscom|NOAA|NordenPhoto|Notimex|NPS|NTB|NurPhoto|NYT|OpenStreetMap|
    OpenStreetMap contributors|Ouest-France|PA|PA Archive|PA Images|PA Media|PA Photos|PA Wire|
    Panos|Panos Pictures|PAP|Pexels|Photo12|picture alliance|Picture Alliance|picture-alliance|
    Pixabay|Planet Labs|Planet Labs PBC|Polaris|Press Association|Press Trust of India|PTI|
    REUTERS|Reuters|Rex|Rex Features|REX/Shutterstock|RIA Novosti|Ritzau|Ritzau Scanpix|
    Roscosmos|Scanpix|Science Photo Library|SDA|Shutterstock|SIPA|Sipa|Sipa USA|SOPA Images|
    SpaceX|Sputnik|STA|Storyful|STScI|Tanjug|TASS|Tass|The Associated Press|The Canadian Press|
    The New York Times|The Yomiuri Shimbun|Tribune News Service|TT|TT News Agency|
    TT Nyhetsbyrån|TT-bild|Twitter|Télam|U.S. Geological Survey|Ukrinform|ullstein bild|
    U.S. Department of Defense|UN Photo|UNESCO|UNHCR|UNICEF|United Nations|Unsplash|UPI|
    USA Today Sports|USDA|USFWS|USGS|VCG|Vida Press|VII|Visual China Group|WAFA|WHO|Wikimedia|
    Wikimedia Commons|Wikipedia|Wire Image|WireImage|Xinhua|Xinhua News Agency|Yle|Yonhap|
    YouTube|ZUMA|Zuma|ZUMA Press|Zuma Press|ZUMA Wire|ČTK|РИА Новости|ТАСС|Укрінформ|共同社|
    共同通信|新华社|時事通信|연합뉴스
    """.split("|")
)
"""Sources that may be named alone or after a slash, as they spell themselves."""

_AGENCIES_IN_ANY_CASE = frozenset(map(str.casefold, AGENCIES)) - {"who"}

OUTLETS = frozenset(
    """Advocate Atlantic Bee Chronicle Courier Daily Desk Dispatch Economist Examiner Gazette Globe
    Guardian Herald Independent Inquirer Journal Ledger Magazine Mail Media Mirror Monitor News
    Newspaper NPR Observer Post Press Radio Record Register Reporter Review Sentinel Standard Star
    Statesman Sun Telegraph Times Tribune Voice Weekly""".split()
)
"""Words that make the name after "for", "via" or a slash a newsroom's."""

_ORGANISATIONS = frozenset(
    """Agence Agencia Agency Anzeiger Archive Archives Army Association Center Centre Church Club
    College Commission Committee Contributed Contributor Corps Corriere Council County Courtesy
    Department Diario Fotografie Force Forces Foundation Freelance Gazzetta Giornale Government
    Group Guard Handout Images Institute Jornal Laboratory Library Ministry Monde Museum Nachrichten
    Navy News-Press Office Periódico Photo Photography Photos Pictures Police Pool Presse Released
    Rundschau School Service Society Special Staff Studio Studios Tagblatt Tageblatt Tageszeitung
    Today Tidende Tidning TV University Zeitung""".split()
)
_ARTICLES = frozenset("The El La Le Les Los Las Al Il Lo Der Die Das De Het O".split())

_LABELS = frozenset(
    """photo photos photograph photographs photographer photographers photography picture pictures
    pic pics image images graphic graphics infographic illustration illustrations drawing map maps
    chart video still screenshot screengrab credit credits handout source sources data courtesy
    foto fotos fotograf fotografin fotografie fotografía fotografías fotografia fotógrafo fotógrafa
    fotografo fotó fotók photographie photographe crédit crédits crédito créditos credito crediti
    cliché bild bilder bildquelle grafik abbildung illustration karte quelle quellen beeld imagen
    imágenes imagem imagens immagine immagini infografía infografia ilustración ilustração
    illustrazione grafico gráfico mapa mappa fuente fonte carte infographie kuva kuvat billede
    billeder bilde zdjęcie zdjęcia fot fot. valokuva ljósmynd mynd slika fotografija kép
    snímek fotoğraf görsel kaynak фото фотография снимок снимка снимки иллюстрация карта источник
    світлина джерело слика фотографија φωτογραφία φωτο πηγή צילום תמונה קרדיט صورة الصورة تصوير
    写真 写真提供 撮影 提供 出典 图片 照片 图 摄 攝 圖片 사진 자료 фотограф фота""".split()
)
_POSITIONS = frozenset(
    """left right top bottom centre center middle above below front back rear background foreground
    far near inset first second third fourth last next previous opposite clockwise from see page
    and or the a an in on at with of second-left second-right links rechts oben unten gauche droite
    izquierda derecha this that these those""".split()
)
_DESCRIPTIONS = frozenset(  # "group photo" says what it shows, "Navy photo" whose it is
    """group class team wedding cover top bottom left right main inset first second third this last
    next see old recent undated both above below composite aerial wide black-and-white colour color
    combined combination satellite the a an same original early late another official""".split()
)
_PARTICLES = frozenset(
    """de da do dos das del della di du des la le van von der den ter ten af av bin bint ibn al el
    y e i and und et og och en zu zur for via with of the pour für""".split()
)
_PLACES = frozenset(
    """New San Los Las St. St Saint Santa North South East West El La Rio Buenos Hong Kuala Cape
    Port Fort Mount Lake Tel Sri United Great Costa Puerto Nova Northern Southern Eastern
    Western""".split()
)
_GRAPHICS = frozenset(
    """data map maps chart video still source graphic mapa mappa karte carte grafik gráfico grafico
    карта""".split()
)
_BY = frozenset("by via courtesy door par por przez".split())
_OF = frozenset("von de di da do av af per".split())
_OWNERS = frozenset("author reporter writer photographer artist family museum company".split())
_COMPLETE = frozenset(
    phrase.strip()
    for phrase in """
    courtesy|courtesy photo|file photo|handout|handout photo|pool photo|supplied|submitted photo|
    contributed photo|archive photo|stock photo|public domain|family handout|screenshot|screengrab
    """.split("|")
)

_LICENCE = re.compile(
    r"(?<!\w)(?:CC[ -]?(?:BY|0|PD)(?:[ -](?:SA|NC|ND))*(?: \d\.\d)?|Creative Commons|"
    r"public domain|GFDL|OGL|Open Government Licence)(?!\w)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b(?! law))\s*(?:(?:19|20)\d\d,?\s+)?(?=\S)", re.IGNORECASE
)
_SLASH = re.compile(r"\s*[/|／]\s*")
_DASH_OR_COMMA = re.compile(r"\s*(?:—|–|,|\s-\s)\s*")


class Split(NamedTuple):
    """A caption and its credit, both as HTML; either may be empty."""

    caption: str
    credit: str


def split(caption: str) -> Split:
    """Return *caption*, which is HTML, and the credit in its last parenthesis.

    If the parenthesis is not a credit, the caption stays as it is and the credit is empty.
    """
    caption = caption.strip()
    inside = list(tags(caption)) if "<" in caption else []
    text = _blanked(caption, inside)
    bounds = _last_parenthesis(text)
    if not bounds:
        return Split(caption, "")
    opening, closing = bounds
    around = _open_at(inside, opening)
    if around is None or around != _open_at(inside, closing):
        return Split(caption, "")  # it begins in one emphasis and ends in another
    words = caption[opening + 1 : closing].strip()
    after = text[closing + 1 :].replace("\0", "").strip()
    if not reads_as_credit(plain(words), last=not after.strip(".\"'”’»“ ")):
        return Split(caption, "")
    before, rest = caption[:opening].rstrip(), caption[closing + 1 :]
    if _abbreviates(plain(words), plain(before)):
        return Split(caption, "")
    if after == "." and (not before or plain(before).endswith((".", "!", "?", "…", "。"))):
        rest = rest.replace(".", "", 1)
    link = next((tag for tag in around if tag.name == "a"), None)
    if link:
        words = f"{caption[link.start : link.end]}{words}</a>"
    return Split(_without_empty(before, rest, around), words)


def reads_as_credit(text: str, last: bool = True) -> bool:
    """Return whether *text*, found between parentheses, names the source of the photo.

    If it is not at the end (*last*) of the caption, only what can mean nothing else counts.
    """
    text = " ".join(text.split())
    if not 1 < len(text) <= LONGEST_CREDIT or not any(char.isalpha() for char in text):
        return False
    if _is_labelled(text) or _names_maker(text) or _is_courtesy(text) or _is_copyright(text):
        return True
    if _is_from_agency(text) or _is_via_agency(text):
        return True
    return last and (_is_complete(text) or _is_for_outlet(text) or _is_name_and_outlet(text))


# The forms of credits


def _is_labelled(text: str) -> bool:
    """`Photo: X`, `Crédit photo : X`, `File photo/X`; but not `Credit: 3 points`."""
    match = re.match(r"([^:：/]{1,40}?)\s*([:：/])\s*(.+)", text)
    if not match:
        return False
    words = match[1].casefold().split()
    if len(words) > 4 or not (_LABELS & {words[-1], words[0]}):
        return False
    if match[2] == "/":
        return words[-1] in _LABELS and _begins_a_name(match[3])
    if words[-1] in _GRAPHICS:
        return _begins_a_name(match[3])  # "map: scale in miles" says nothing of its maker
    if match[3][0].isdigit() and not any(map(_is_capital, match[3].split())):
        return False
    return _names_someone(match[3])


def _names_maker(text: str) -> bool:
    """`U.S. Navy photo by X`, `Image courtesy of X`, `Foto de X`, `Foto Lena Vogt`."""
    words = text.split()
    for at, word in enumerate(words[:10]):
        if word.casefold().rstrip(",") not in _LABELS:
            continue
        link, rest = " ".join(words[at + 1 : at + 2]).casefold(), words[at + 2 :]
        if rest and rest[0].casefold() in {"of", "by"}:
            rest = rest[1:]
        who = " ".join(rest)
        if link in _BY and _begins_a_name(who):
            return True
        if link == "from" and _is_agency(who):
            return True  # but "photo from Kabul" names a place
        if link in _OF and word.casefold() not in _GRAPHICS and _begins_a_name(who):
            return True  # but "mapa de España" names what it shows
    if words[0].casefold() in {"foto", "fot.", "crédit", "фото", "קרדיט", "צילום", "تصوير"}:
        return len(words) > 2 and _is_name(" ".join(words[1:]))
    return text[0] in "摄攝" or text.endswith(("摄", "攝", "撮影", "提供"))


def _is_courtesy(text: str) -> bool:
    """`Courtesy of X`, `Courtesy X`, `Handout via X`, `Provided by X`, `via Twitter`."""
    match = re.match(
        r"(?:with )?(?:(?P<strong>courtesy of|handout (?:via|from|by)|provided by|supplied by|"
        r"submitted by|contributed by|mit freundlicher genehmigung|cortesía de|cortesia di|"
        r"avec l'aimable autorisation de)|courtesy|handout,?|pool(?: photo)? via|(?P<weak>via))"
        r"\s+(?P<who>.+)",
        text,
        re.IGNORECASE,
    )
    if not match:
        return False
    if match["weak"]:  # "via Rome" names a route
        return match["who"][0] == "@" or _is_newsroom(match["who"])
    if match["strong"] and match["who"].startswith(("the ", "his ", "her ", "their ")):
        return True
    return _begins_a_name(match["who"])


def _is_copyright(text: str) -> bool:
    """`© X`, `Copyright X`, `X/CC BY 4.0`."""
    match = _COPYRIGHT.match(text)
    if match and _begins_a_name(text[match.end() :]):
        return True
    licence = _LICENCE.search(text)
    if licence is None:
        return False
    alone = licence.start() == 0 and text[licence.end() :][:1] in {"", ",", ";", "/"}
    return alone or _begins_a_name(text)


def _is_from_agency(text: str) -> bool:
    """`X/Reuters`, `lena vogt/reuters`, `Lena Vogt, AP`, `NASA/JPL-Caltech`."""
    parts = [part for part in _SLASH.split(text) if part]
    if len(parts) > 1:
        if any(_is_agency(part) for part in parts[1:]) and _begins_a_name(parts[0]):
            return True
        if parts[-1].casefold() in _AGENCIES_IN_ANY_CASE and 1 < len(parts[0].split()) < 5:
            return parts[0].replace(" ", "").isalpha()
        return _is_agency(parts[0]) and all(_is_name(part) for part in parts[1:])
    parts = _DASH_OR_COMMA.split(text)
    return len(parts) > 1 and _is_agency(parts[-1]) and _is_person(parts[0])


def _is_via_agency(text: str) -> bool:
    """`X via AP`, `NASA via Getty Images`."""
    who, via, source = text.rpartition(" via ")
    return (
        bool(via)
        and _begins_a_name(who)
        and any(_is_agency(part) for part in (source, *_SLASH.split(source)))
    )


def _is_complete(text: str) -> bool:
    """`Getty Images`, `AP Photo`, `Family photo`, `Handout`, `@lenavogt`, `NASA, image 7`."""
    text = text.rstrip(".")
    archive, _, number = text.partition(", ")
    if number and _is_agency(archive):
        return number.split()[0].casefold() in _LABELS and any(map(str.isdigit, number))
    if _is_agency(text) or text.casefold() in _COMPLETE or re.fullmatch(r"@[\w.]{2,40}", text):
        return True
    words = text.split()
    return (
        1 < len(words) <= 8
        and words[-1].casefold() in {"photo", "photos", "photograph", "image", "images", "foto"}
        and not _DESCRIPTIONS & {words[0].casefold(), words[-2].casefold()}
        and all(_is_capital(word) or word in _PARTICLES for word in words[:-1])
        and _is_capital(words[0])
    )


def _is_for_outlet(text: str) -> bool:
    """`Lena Vogt for The Post`."""
    who, link, outlet = text.partition(" for ")
    return bool(link) and _is_person(who) and _is_name(outlet) and _is_newsroom(outlet)


def _is_name_and_outlet(text: str) -> bool:
    """`Lena Vogt/City Desk`: a person and an employer, not two people or two clubs."""
    who, *employers = _SLASH.split(text)
    return (
        0 < len(employers) < 3
        and _is_person(who)
        and all(map(_is_name, employers))
        and any(map(_is_organisation, employers))
    )


# Names


def _abbreviates(short: str, before: str) -> bool:
    """Return whether *short* only abbreviates the name that it follows."""
    if not short.isalpha() or not short.isupper():
        return False
    initials = "".join(word[0] for word in before.split()[-12:] if word[0].isupper())
    return initials.endswith(short)


def _is_capital(word: str) -> bool:
    first = next((char for char in word if char.isalnum()), "")
    return first.isupper() or first.istitle() or unicodedata.category(first or " ") == "Lo"


def _begins_a_name(text: str) -> bool:
    words = text.split()
    if words and words[0].casefold() in {"the", "a", "an"}:
        return len(words) > 1 and (_is_capital(words[1]) or words[1].strip(".,") in _OWNERS)
    while len(words) > 1 and words[0] in _PARTICLES:
        words = words[1:]
    return bool(words) and (_is_capital(words[0]) or words[0][0] in "@©" or _is_agency(text))


def _names_someone(text: str) -> bool:
    words = [word.strip(".,;:()").casefold() for word in text.split()]
    return any(
        word and word not in _POSITIONS and any(char.isalpha() for char in word) for word in words
    ) and not (
        words[0] in _POSITIONS - {"the", "a", "an"} and not any(map(_is_capital, text.split()))
    )


def _is_agency(text: str) -> bool:
    text = text.strip().rstrip(".,")
    return text in AGENCIES or text.removesuffix(" Photo").removesuffix(" photo") in AGENCIES


def _is_newsroom(text: str) -> bool:
    return _is_agency(text) or bool(OUTLETS & set(text.split()))


def _is_organisation(text: str) -> bool:
    """Return whether *text* names an organisation, by its words, its article or its capitals."""
    words = text.split()
    return (
        _is_newsroom(text)
        or bool(_ORGANISATIONS & set(words))
        or (len(words) > 1 and words[0] in _ARTICLES)
        or any(sum(map(str.isupper, word)) > 1 and "." not in word for word in words)
        or bool(re.fullmatch(r"[\w-]+\.[a-z]{2,6}", text))
        or unicodedata.category(text[0]) == "Lo"
    )


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= 10
        and _is_capital(words[0])
        and all(_is_capital(word) or word in _PARTICLES or word == "&" for word in words)
    )


def _is_person(text: str) -> bool:
    words = text.split()
    return (
        1 < len(words) <= 8
        and _is_name(text)
        and words[0] not in _PLACES
        and not any(char.isdigit() for char in text)
    ) or (1 < len(text) <= 8 and unicodedata.category(text[0]) == "Lo")


# Markup


def _blanked(caption: str, inside: list[Tag]) -> str:
    """Return *caption* with NUL for each character of its tags, so that positions stay."""
    pieces, at = [], 0
    for tag in inside:
        pieces += [caption[at : tag.start], "\0" * (tag.end - tag.start)]
        at = tag.end
    return "".join([*pieces, caption[at:]])


def _last_parenthesis(text: str) -> tuple[int, int] | None:
    closing = max(text.rfind(")"), text.rfind("）"))
    depth = 0
    for at in range(closing, -1, -1):
        if text[at] in ")）":
            depth += 1
        elif text[at] in "(（":
            depth -= 1
            if depth == 0:
                return at, closing
    return None


def _open_at(inside: list[Tag], place: int) -> list[Tag] | None:
    """Return the elements that are open at *place*; None if the tags do not nest."""
    opened: list[Tag] = []
    for tag in inside:
        if tag.start > place:
            break
        if tag.closes:
            if not opened or opened.pop().name != tag.name:
                return None
        elif tag.name not in VOID:
            opened.append(tag)
    return opened


def _without_empty(before: str, rest: str, around: list[Tag]) -> str:
    """Return *before* and *rest* joined, without those elements *around* that are now empty."""
    for tag in reversed(around[-8:]):
        closing = next(tags(rest), None)
        if closing is None or rest[: closing.start].strip() or len(before) != tag.end:
            break
        if closing.name != tag.name or not closing.closes:
            break
        before, rest = before[: tag.start].rstrip(), rest[closing.end :]
    return (before + rest).strip()
