"""The quotation marks of each language, as in CLDR 48.2 (https://cldr.unicode.org/).

Babel does not have them. A language that is not here keeps what was typed.
"""

from functools import lru_cache
from typing import Final, NamedTuple


class Marks(NamedTuple):
    """What opens and closes a quotation, and what opens and closes one within it.

    *blanks* are those of French: ``thin`` before ``; ! ?`` too, ``wide`` beside « » and ``:``
    alone, as in Canada; empty in other languages.
    """

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    blanks: str = ""


_LANGUAGES: Final = {
    "“”‘’": """
        aa ab af ak an ann apc arn as asa az ba bal bem bew bez bgc bgn bho blt bm-nkoo bn bo bqi
        brx bss byn cad cch ccp ce ceb cgg cho chr cic ckb co cop csw cu cy da dav dje doi dv dz
        ebu ee es ff-adlm fil fo frr fy ga gaa gd gez gl gn gu guz gv ha haw hi hnj id ig ii io iu
        jbo jmc jv kaa kaj kam kcg kde kea kek ken kgp khq ki kl kln km kn ko kok kpe ks ksb ku kw
        kxv la lg lkt lmo ln lo lrc ltg lu luo lv lzz mai mas mdf mer mfe mgh mgo mhn mi mic ml mn
        mni moh mr ms mt mus mww my myv naq nd ne nqo nr nso nus nv ny nyn oka om or osa pa pap
        pcm pi pis ps pt qu quc raj rhg rif rof rwk sa saq sat sbp scn sd seh ses shn si sid skr
        sma smj smn sms so sq ss ssy su suz sw ta te teo tg th tig to tok tpi tr trv trw ts tt twq
        tzm uz-arab uz-cyrl vai ve vec vi vmw vo vun wa wal wbp wo xh xnr xog yo yrl za zh zu""",
    "«»“”": """
        ast blo bm br ca cv dyo el es-us eu ewo ie it kab kk lij mg mua nnh pms pt-ao pt-ch pt-cv
        pt-gq pt-gw pt-lu pt-mo pt-mz pt-pt pt-st pt-tl sc sg ti""",
    "„“‚‘": "bs-cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "«»‹›": "am az-arab az-cyrl fa fr-ch gsw jgo kkj mzn rm sdh wae",
    "«»„“": "bas be bua ky os ru sah tyv uk",
    "””’’": "fi he lag rn se sn sv yi",
    "«»‘’": "dua el-polyton ksf nb nn no rw",
    "「」『』": "ja yue zh-hant zh-hk zh-mo zh-tw",
    "”“’‘": "ar lld ms-arab syr ur",
    "«»«»": "fr ht hy oc yav",
    "„“„“": "bg lt prg sgs",
    "‘’“”": "fur ia ti-er tn",
    "„”«»": "nmg pl ro",
    "„”‚’": "agq ff",
    "„”»«": "hu szl",
    "»«›‹": "kk-arab ug",
    "«»„”": "shi zgh",
    "„”‘’": "bs",
    "“”«»": "eo",
    "«»”“": "fr-ca",
    "„“«»": "ka",
    "‘’‘’": "nl",
    "„”’’": "sr",
    "“’“”": "st",
    "“”“”": "tk",
    "“”’‘": "uz",
}
_BY_LANGUAGE: Final = {
    lang: Marks(*marks) for marks, langs in _LANGUAGES.items() for lang in langs.split()
}
_BLANKS: Final = {"fr": "thin", "fr-ca": "wide"}

STYLES: Final[tuple[Marks | None, ...]] = (
    None,
    *(Marks(*marks) for marks in _LANGUAGES),
    *(_BY_LANGUAGE[lang]._replace(blanks=blanks) for lang, blanks in _BLANKS.items()),
    _BY_LANGUAGE["fr-ch"]._replace(blanks="thin"),
)
"""All marks that a language may have; first, those of a language that is not known."""


def is_english(lang: str) -> bool:
    """Say whether the language *lang* is English."""
    return _tag(lang).partition("-")[0] == "en"


@lru_cache(maxsize=256)
def style_of(lang: str) -> int:
    """Return the index in `STYLES` of the marks of the language *lang*, or of a wider one."""
    wider = _wider(_tag(lang))
    blanks = next(filter(None, map(_BLANKS.get, wider)), "")
    marks = next(filter(None, map(_BY_LANGUAGE.get, wider)), None)
    return STYLES.index(marks._replace(blanks=blanks) if marks else None)


def _tag(lang: str) -> str:
    return lang.lower().replace("_", "-")


def _wider(tag: str) -> list[str]:
    """Return *tag* and the wider languages that include it: zh-hant-tw, zh-hant, zh."""
    parts = tag.split("-")
    return ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
