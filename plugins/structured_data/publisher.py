"""The publisher in schema.org's terms (https://schema.org/NewsMediaOrganization)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from plugins.kernel.faults import Fault, did_you_mean
from plugins.kernel.settings import Settings, setting_fault
from plugins.kernel.story import Page

from .settings import POLICIES, POLICIES_KNOWN, PUBLISHER

_EXAMPLE = re.compile(
    r"@(?:[\w-]+\.)*(?:example(?:\.(?:com|net|org))?|invalid|test)$", re.IGNORECASE
)
"""An e-mail address at a domain that belongs to nobody (RFC 2606)."""


def policies(named: Mapping[str, str], pages: Iterable[Page]) -> dict[str, str]:
    """Return the address of each known policy whose page, *named* by its slug, is in *pages*."""
    addresses = {page.slug: page.url for page in pages}
    known = {
        policy: addresses.get(named[policy], "") for policy in POLICIES_KNOWN if policy in named
    }
    return {policy: address for policy, address in known.items() if address}


def faults(settings: Settings, pages: Iterable[Page], files: Collection[str]) -> Iterator[Fault]:
    """Yield a warning for each missing page in POLICIES, and for a missing logo in PUBLISHER.

    *files* are those of theme/static/, and the logo and the icon of house/.
    """
    slugs = {page.slug for page in pages}
    missing: dict[str, list[str]] = {}
    for policy, slug in POLICIES.of(settings).items():
        if slug and slug not in slugs:
            missing.setdefault(slug, []).append(policy)
    for slug, lost in missing.items():
        meant = did_you_mean(slug, slugs) or f" Write content/pages/{slug}.md, or take it out"
        problem = f'names the page "{slug}" for {", ".join(lost)}, which does not exist.'
        yield setting_fault(settings, "POLICIES", f"{problem}{meant}", warning=True)
    logo = str(PUBLISHER.of(settings).get("logo", ""))
    if logo and logo not in files:
        meant = did_you_mean(logo, files) or " Put it there, or take it out"
        problem = f'names the logo "{logo}", which is not in theme/static/.'
        yield setting_fault(settings, "PUBLISHER", f"{problem}{meant}", warning=True)
    email = str(PUBLISHER.of(settings).get("email", ""))
    if settings.get("ABSOLUTE_SITEURL") and _EXAMPLE.search(email):
        problem = f'has the e-mail address "{email}", which belongs to nobody.'
        yield setting_fault(settings, "PUBLISHER", f"{problem} Write your own, or take it out")


def logo_of(settings: Settings, files: Collection[str]) -> str:
    """Return the logo's path in *files*: the one in PUBLISHER, house/logo.svg, or the icon."""
    named = str(PUBLISHER.of(settings).get("logo", ""))
    return named or next((file for file in ("logo.svg", "icon.svg") if file in files), "")


def publisher(settings: Settings, known: Mapping[str, str], logo: str = "") -> dict[str, Any]:
    """Return the newsroom that *settings* describe, with the addresses of its *known* policies.

    *logo* is the address of its logo below the site's.
    """
    site, facts = settings["SITEURL"], PUBLISHER.of(settings)
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": publisher_id(settings),
        "name": settings["SITENAME"],
        "url": f"{site}/",
        "description": settings.get("SITESUBTITLE", ""),
        "sameAs": list(cast(Iterable[str], facts.get("sameAs", ()))),
    }
    if logo:
        data["logo"] = {"@type": "ImageObject", "url": f"{site}/{logo}"}
    reached = {name: facts[name] for name in ("email", "telephone") if facts.get(name)}
    if reached:
        data["contactPoint"] = {"@type": "ContactPoint", "contactType": "newsroom", **reached}
    data |= {policy: f"{site}/{address}" for policy, address in known.items()}
    return {name: value for name, value in data.items() if value}


def website(settings: Settings) -> dict[str, Any]:
    """Return the site that *settings* describe."""
    return {
        "@type": "WebSite",
        "@id": website_id(settings),
        "name": settings["SITENAME"],
        "url": f"{settings['SITEURL']}/",
        "inLanguage": settings["DEFAULT_LANG"],
        "publisher": {"@id": publisher_id(settings)},
    }


def publisher_id(settings: Settings) -> str:
    """Return the id of the newsroom's node."""
    return f"{settings['SITEURL']}/#publisher"


def website_id(settings: Settings) -> str:
    """Return the id of the site's node."""
    return f"{settings['SITEURL']}/#website"
