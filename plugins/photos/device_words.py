"""Recognises what cameras and programs write where a caption or a name belongs.

There is no list of such texts: each maker adds its own. So their kinds are recognised: makers and
models with words for cameras, names of files, signs of programs, words for "nothing".
"""

import re

_MAKERS = frozenset(
    """acer agfa agfaphoto aiptek apple asus benq blackberry canon casio contax dji epson fuji
    fujifilm gopro hasselblad hitachi honor hp hewlett packard hewlett-packard htc huawei insta360
    jenoptik jvc kodak konica kyocera leica lenovo lg lumix mamiya medion meizu microtek minolta
    motorola mustek nikon nokia olympus oneplus oppo panasonic pentax polaroid praktica realme
    ricoh rollei samsung sanyo seiko skanhex sony tamron toshiba umax vivitar vivo voigtländer
    xiaomi yashica zeiss zte iphone ipad android coolpix cyber-shot easyshare exilim finepix
    photosmart powershot caplio dimage""".split()
)
_MAKERS_AMONG_OTHERS = _MAKERS | frozenset(
    "a am at by cam co co. company computer galaxy pixel science vivicam sigma "
    " corp corporation eos eastman electric electronics ericsson from gmbh "
    "imaging inc inc. industries ltd ltd. mark mobile model ois on optical optio phone "
    "shot smartphone taken technologies the with x".split()
)
_DEVICE = frozenset(
    """camera cameras dcim desc digital digitalkamera dsc film foto image images kamera phone
    photo photograph photos pic picture pictures scan scanned scanner snapshot still stillcamera
    video""".split()
)
_MODEL = re.compile(r"(?=.*\d)[\w./()-]+|[ivx]+|[a-z]{1,2}", re.IGNORECASE)
_NOTHING = re.compile(
    r"""[\W_]*(?:
        null | nil | none | no | nan | n[/.]?a\.? | undefined | unknown | unbekannt | inconnu |
        desconocid[oa] | sconosciuto | onbekend | unspecified | not\ (?:set|available|specified) |
        default | empty | blank | leer | keine? | vide | vacío | ninguno | aucune? | nobody |
        test(?:ing)? | todo | tbd | tba | tk+ | x{2,8} | asdf\w* | lorem\ ipsum.* |
        string | text | type | value | name | caption | title | titel | titre | título | headline |
        description | beschreibung | descripción | comment | kommentar | subject | keywords |
        (?:image|photo|picture)?\ ?(?:caption|description|title)(?:\ here)? | no\ (?:caption|
        description|title|name|subject) | (?:enter|insert|add|type|write|your)\ .{0,12}
        (?:caption|description|title|comment|text|name)(?:\ here)? | untitled | unbenannt |
        ohne\ (?:titel|namen) | sans\ (?:titre|nom) | sin\ (?:título|nombre) | senza\ titolo |
        sem\ título | naamloos | unnamed | new\ (?:image|photo|picture|document) | my\ .{0,20}
        (?:image|photo|picture) | mein\ (?:bild|foto) | ma\ photo | mi\ foto
    )(?:[\s_-]*\d{1,4})?[\W_]*""",
    re.IGNORECASE | re.VERBOSE,
)
_FILE = re.compile(
    r"""
    \S[^/\\]{0,100}\.(?:jpe?g|png|gif|tiff?|webp|heic|heif|avif|bmp|psd|raw|nef|nrw|cr[23w]|arw|
        dng|orf|rw2|raf|pef|srw|mp4|mov|pdf|ai|eps|indd|docx?|pptx?) |
    _?(?:dsc|dscn|dscf|dsci|img|imgp|mg|image|imag|pict|pic|photo|foto|bild|scan|scn|mvi|mov|vid|
        pxl|hpim|sdc|cimg|sam|kif|pana|wp_|fb_img|gopr|dji|file|datei|picture|grafik|slide|folie|
        bildschirmfoto|screenshot|screen|dav|signal|received)[ _-]{0,2}(?:[a-z]{1,2}[ _-]?)?
        \d[\d _.():-]*(?:wa\d+|[a-z]|copy|kopie|edit(?:ed)?|bearbeitet|final|web|print|lr|hdr)?\d? |
    [ps]\d{7} |
    (?=.*\d)[\da-f]{8,} | (?=[^a-z]*\d)[\d _.:/x()+-]+ |
    [\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12} |
    (?:screen\ ?shot|screen\ ?grab|bildschirmfoto|capture\ d['’]écran|
        captura\ de\ pantalla|schermafbeelding|schermata|skärmavbild)
        (?:[\s_-]*(?:from|vom|du|de|at|um|am|à)?\s*\d.*)? |
    (?:powerpoint|microsoft\ (?:power|word|excel)).*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FIRMWARE = re.compile(
    r"[a-z]{2,8}(?:_[a-z\d]{1,10})+|[b-df-hj-np-tv-xz]{2,8}|[a-z]{2,3}|_?cuva|hdrplb?|ozedf|oznor|"
    r"soft|smart|beauty|normal|bokeh|portrait|night|pano|vsco"
)
"""Codes of telephones for how a photo was taken: cof, hdrpl, dav_soft, oppo_0."""

_PROGRAMS = re.compile(
    r"""
    exif_jpeg\w* | hdr | pano(?:rama)? | burst | applemark |
    dcim\S* | charset=.* | picasa(?:\s[\d.]+)? | jpe?g(?:\ image)? |
    (?:adobe|acd\ ?see|acd\ systems|lead\ technologies|xnview|irfanview|gimp|imagemagick|paint\.net|
        corel|macromedia|ulead|snapseed|instagram|facebook|whatsapp|camera\ ?\+|photoscape|
        picsart|vsco|fotor|canva|darktable|digikam|luminar|capture\ one|windows\ photo|hipstamatic|
        jasc|microsoft\ office|meitu|beautyplus|b612|retrica|facetune|lightroom|photoshop|aviary|
        camera360|intel\(?r?\)?\ jpeg|handmade\ software|ffmpeg|lavc|libjpeg|gd-jpeg)
        (?:[\s®™¨]+(?:v?[\d.]+|cs\d?|cc|inc\.?|systems?|technologies|photoshop|lightroom|digital|
        imaging|express|photo|elements|classic|editor|studio|for|mac|macintosh|windows|camera|raw|[(][^)]*[)]|
        library|\w{1,3})[®™¨),.]*){0,8} |
    (?:file\ )?(?:created|made|edited|processed|generated|written|captured|shot|taken|scanned|
        produced|exported|saved|optimi[sz]ed|compressed|converted|retouched|powered)
        \ (?:with|using|on|by(?=\ (?:adobe|gimp|photoshop|lightroom|picasa)))\ (?:the\ )?
        (?:adobe|gimp|photoshop|lightroom|snapseed|
        vsco|instagram|picasa|picsart|canva|imagemagick|irfanview|xnview|acdsee|capture\ one|
        luminar|affinity|pixelmator|darktable|rawtherapee|digikam|google|apple|android|iphone|ipad|
        samsung|oneplus|huawei|xiaomi|nokia|sony|canon|nikon|gopro|dji|lumia|halide|procamera|
        polarr|fotor|facetune|prisma|windows)\b
        (?:[^.!?]|\.(?=\d)){0,40} |
    (?:wow\ )?my\ beautiful\ picture | (?:sony|samsung|lge?)\ .*mobile.*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ANYBODY = re.compile(
    r"""(?:the\ )?(?:user|owner|admin|administrator|root|guest|photographer|fotograf|photographe|
    author|artist|creator|anonymous\ user|windows\ user|preferred\ customer|valued\ customer|
    (?:camera|hp|dell|pc|compaq|computer)[\ _-]?(?:owner|user)|my\ (?:name|camera|company)|
    (?:your|photographer|copyright|author|owner|company|artist)['’]?s?\ name(?:\ here)?|
    microsoft|windows|<[^>]*>|\[[^\]]*\]|copyright\ (?:holder|owner)|eigentümer|benutzer|
    propriétaire|utilisateur|usuario|propietario|test\ user|john\ smith\ photographer)\d?""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKS = re.compile(
    r"©|\(c\)|copyright|copr\.?|all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|\b(?:19|20)\d\d\b|[\W_]",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Return whether *text*, found where a caption belongs, is by a camera or a program."""
    return _is_filler(text, _MAKERS | _DEVICE) or bool(
        _FILE.fullmatch(text) or _FIRMWARE.fullmatch(text)
    )


def names_nobody(text: str) -> bool:
    """Return whether *text*, found where a name belongs, is by a camera or a program."""
    return _is_filler(text, _MAKERS | {"digital"}) or bool(_ANYBODY.fullmatch(text))


def is_brand(text: str) -> bool:
    """Return whether *text* is the name of a maker of cameras, which may also send out photos."""
    return text.casefold() in _MAKERS


def claims_nothing(text: str) -> bool:
    """Return whether *text*, found where a copyright notice belongs, names no owner."""
    owner = " ".join(_MARKS.sub(" ", text).split()).removeprefix("by ")
    return not owner or names_nobody(owner) or names_nobody(text)


def _is_filler(text: str, beginnings: frozenset[str]) -> bool:
    """Return whether *text* stands for nothing, or names a device with one of the *beginnings*."""
    if not any(map(str.isalnum, text)) or _NOTHING.fullmatch(text) or _PROGRAMS.fullmatch(text):
        return True
    words = re.split(r"[\s,;]+", text.casefold().strip(" .,;"))
    known = _MAKERS_AMONG_OTHERS | _DEVICE
    return words[0] in beginnings and all(word in known or _MODEL.fullmatch(word) for word in words)
