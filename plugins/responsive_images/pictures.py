"""A photo as HTML: in several sizes, or as it is."""

from collections.abc import Mapping

from plugins.markup.tags import opening_tag
from plugins.photos.formats import TYPES
from plugins.photos.photo import Photo
from plugins.photos.plans import Plan, Rendition

from .placeholders import temporary_class
from .places import most_pixels, sizes


def picture(plan: Plan, place: str, site: str, attrs: Mapping[str, str], number: int = 1) -> str:
    """Return the photo of *plan* as HTML for a *place*, with *attrs* on its image.

    *site* is the site's address; *attrs* hold the alternative text and how the image loads. The
    result names all files that may be made; `placeholders` takes out those that were not.
    """
    widths, most = sizes(plan, place, number), most_pixels(plan, place)
    formats: dict[str, list[Rendition]] = {}
    for each in plan.renditions():
        files = formats.setdefault(each.kind, [])
        if not files or files[-1].width < most:
            files.append(each)
    *modern, last = formats
    sources = [
        opening_tag(
            "source",
            {"sizes": widths, "srcset": _listed(formats[kind], site), "type": TYPES[kind]},
        )
        for kind in modern
    ]
    image = {
        "alt": attrs.get("alt", ""),
        "class": "",
        "height": str(plan.height),
        "sizes": widths,
        "src": f"{site}/{formats[last][-1].url}",
        "srcset": _listed(formats[last], site),
        "width": str(plan.width),
        **attrs,
    }
    image["class"] = f"{image['class']} {temporary_class(plan.key, plan.flat)}".strip()
    return f"<picture>{''.join(sources)}{opening_tag('img', image)}</picture>"


def _listed(files: list[Rendition], site: str) -> str:
    return ", ".join(f"{site}/{each.url} {each.width}w" for each in files)


def image(photo: Photo, root: str, attrs: Mapping[str, str]) -> str:
    """Return *photo*, shown as it is, as HTML with *attrs*; *root* is the site's address."""
    size = {"height": photo.height, "width": photo.width}
    own = {"alt": photo.alt, "src": f"{root}/{photo.url}"}
    own |= {name: str(value) for name, value in size.items() if value}
    return opening_tag("img", dict(sorted({**own, **attrs}.items())))
