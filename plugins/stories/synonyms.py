"""Other names that editors have for the fields, in English and in the languages of the theme."""

from collections.abc import Collection, Mapping

from plugins.kernel.faults import nearest
from plugins.markup.header_fields import normal_name

_MEANT = {
    "title": """headline, head, heading, hed, header, name, überschrift, titel, schlagzeile, titre,
        titular, título, العنوان, عنوان, 标题, 標題""",
    "deck": """standfirst, subtitle, sub title, subheading, subheadline, subhead, sub headline, dek,
        strapline, strap, lede, lead, intro, introduction, tagline, vorspann, unterzeile,
        untertitel, teaser, chapô, chapeau, sous-titre, accroche, entradilla, subtítulo, bajada,
        副标题, 导语, العنوان الفرعي""",
    "kicker": "overline, eyebrow, label, pretitle, topline, dachzeile, surtitre, antetítulo, 眉题",
    "dateline": "place, location, city, town, where, ort, lieu, lugar, المكان, 地点",
    "category": """section, sections, categories, desk, rubric, channel, vertical, department,
        ressort, rubrik, kategorie, rubrique, catégorie, sección, categoría, القسم, 栏目, 分类""",
    "tags": """topic, topics, keyword, keywords, tag, subject, subjects, labels, schlagwort,
        schlagwörter, stichwörter, themen, mots-clés, étiquettes, etiquetas, palabras clave,
        الوسوم, 标签, 关键词""",
    "authors": """author, byline, by, by line, writer, writers, reporter, reporters, contributor,
        contributors, correspondent, credit, autor, autoren, autorin, verfasser, auteur, auteurs,
        autora, autores, الكاتب, المؤلف, 作者, 记者""",
    "date": """published, publish, publish date, publishdate, publication date, published at,
        published on, publish on, pubdate, pub date, created, created at, posted, time, datetime,
        datum, veröffentlicht, publié, publié le, fecha, publicado, التاريخ, 日期, 发布""",
    "modified": """updated, update, updated at, last updated, last modified, lastmod, changed,
        edited, revised, aktualisiert, geändert, mis à jour, actualizado, 更新""",
    "summary": """description, meta description, excerpt, abstract, blurb, synopsis, snippet,
        zusammenfassung, beschreibung, résumé, description seo, resumen, descripción, ملخص, 摘要""",
    "corrections": "correction, erratum, errata, clarification, clarifications, berichtigung",
    "image": """photo, picture, pic, featured image, feature image, lead image, lead photo, hero,
        hero image, cover, cover image, main image, thumbnail, thumb, og image, bild, foto, imagen,
        photo principale, الصورة, 图片""",
    "slug": "url, permalink, address, path, link, basename, filename",
    "aliases": "alias, redirect, redirects, redirect from, old url, old urls, old address",
    "lang": "language, locale, sprache, langue, idioma, اللغة, 语言",
    "embargo": "embargoed, embargo until, hold, hold until, release, sperrfrist, embargado",
    "placement": "position, front, front page, featured, pinned, sticky, priority, weight",
    "kind": "type, genre, format, content type, story type, layout, template",
    "status": "state, draft, published status",
    "series": "part of, collection, serie, série",
    "id": "guid, uuid, uid",
    "history": "versions, changes, changelog, revisions, show history",
    "audience": "access, visibility, paywall, paid, members, members only, subscribers, premium",
    "forms": "form, newsletter, sign-up, signup, support, tips, calls to action, cta",
    "waive": "waiver, waivers, ignore, ignored, noqa",
    "role": "job, job title, position, occupation, beat, rolle, funktion, poste, cargo",
    "portrait": "photo, picture, image, avatar, headshot, mugshot, profile image, foto, bild",
    "links": "link, website, web site, url, social, socials, twitter, mastodon, bluesky, homepage",
    "email": "mail, e mail, email address, contact, kontakt, correo",
}

_OF_AUTHORS = ("role", "portrait", "links", "email")


def _by_name(fields: Collection[str]) -> dict[str, str]:
    """Return the field that each other name means; the first of *fields* that has it counts."""
    found: dict[str, str] = {}
    for field in fields:
        for name in _MEANT[field].replace("\n", " ").split(","):
            found.setdefault(normal_name(name), field)
    return found


SYNONYMS: Mapping[str, str] = _by_name([name for name in _MEANT if name not in _OF_AUTHORS])
"""The field of a story or page that another name means."""

OF_AUTHORS: Mapping[str, str] = {
    **_by_name([*_OF_AUTHORS, "title", "summary", "lang", "slug", "kind"]),
    **dict.fromkeys(("author", "byline", "autor", "auteur", "المؤلف", "作者"), "title"),
}
"""The same of an author's file."""


def meant_field(name: str, known: Collection[str], kind: str) -> str | None:
    """Return which of the *known* fields of a *kind* of file was meant by *name*, or None.

    A name that is none of a field's either is one that is spelt nearly alike.
    """
    synonyms = OF_AUTHORS if kind == "author" else SYNONYMS
    spelt = name if name in synonyms or name in SYNONYMS else None
    spelt = spelt or nearest(name, [*known, *synonyms])
    meant = spelt if spelt in known else synonyms.get(spelt or "")
    return meant if meant in known else None
