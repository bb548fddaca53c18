"""Who publishes the site, as schema.org describes it (https://schema.org/NewsMediaOrganization)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from plugins.kernel.faults import Fault, did_you_mean

POLICIES = (
    "masthead",
    "ethicsPolicy",
    "correctionsPolicy",
    "verificationFactCheckingPolicy",
    "unnamedSourcesPolicy",
    "actionableFeedbackPolicy",
    "ownershipFundingInfo",
    "missionCoveragePrioritiesPolicy",
    "diversityPolicy",
    "noBylinesPolicy",
    "publishingPrinciples",
)
"""What a newsroom may have a page for, by schema.org's names."""

FACTS = ("logo", "sameAs", "email", "telephone")
"""What else PUBLISHER may hold."""

SETTINGS = "pelicanconf.py"


def policies(named: Mapping[str, str], pages: Iterable[Any]) -> dict[str, str]:
    """Return the address of each policy of POLICIES, *named* by a slug, that is one of *pages*."""
    addresses = {page.slug: page.url for page in pages}
    known = {policy: addresses.get(named[policy], "") for policy in POLICIES if policy in named}
    return {policy: address for policy, address in known.items() if address}


def faults(
    settings: Mapping[str, Any], pages: Iterable[Any], files: Collection[str]
) -> Iterator[Fault]:
    """Yield what is wrong with POLICIES and PUBLISHER: names unknown, what they name not there.

    *files* are those of theme/static/, and the logo and the icon of house/.
    """
    slugs = {page.slug for page in pages}
    missing: dict[str, list[str]] = {}
    for setting, known in (("POLICIES", POLICIES), ("PUBLISHER", FACTS)):
        for name in settings.get(setting, {}):
            if name not in known:
                meant = did_you_mean(name, known) or f" It may hold {', '.join(known)}."
                yield Fault(SETTINGS, 1, f'{setting} cannot hold "{name}".{meant}')
    for address in _no_addresses(settings.get("PUBLISHER", {}).get("sameAs", ())):
        said = f'PUBLISHER holds "{address}" for sameAs, which is no list of web addresses.'
        yield Fault(SETTINGS, 1, f'{said} Write ["https://social.example/@name"]')
    for policy, slug in settings.get("POLICIES", {}).items():
        if policy in POLICIES and slug and slug not in slugs:
            missing.setdefault(slug, []).append(policy)
    for slug, lost in missing.items():
        meant = did_you_mean(slug, slugs) or f" Write content/pages/{slug}.md, or take it out"
        said = f'POLICIES names the page "{slug}" for {", ".join(lost)}, and there is none.'
        yield Fault(SETTINGS, 1, f"{said}{meant}", warning=True)
    logo = settings.get("PUBLISHER", {}).get("logo", "")
    if logo and logo not in files:
        meant = did_you_mean(logo, files) or " Put it there, or take it out"
        said = f'PUBLISHER names the logo "{logo}", which is no file of theme/static/.'
        yield Fault(SETTINGS, 1, f"{said}{meant}", warning=True)


def logo_of(settings: Mapping[str, Any], files: Collection[str]) -> str:
    """Return which of *files* is the publisher's logo: what PUBLISHER names, house/logo.svg, or
    the icon.
    """
    named = settings.get("PUBLISHER", {}).get("logo", "")
    return str(named) or next((file for file in ("logo.svg", "icon.svg") if file in files), "")


def _no_addresses(told: str | Iterable[str]) -> list[str]:
    """Return what of *told*, which is to be a list of web addresses, is none."""
    if isinstance(told, str):
        return [told] if told else []
    return [each for each in told if not re.fullmatch(r"https?://\S+", each)]


def publisher(
    settings: Mapping[str, Any], known: Mapping[str, str], logo: str = ""
) -> dict[str, Any]:
    """Return the newsroom of *settings* with its *known* policies, each a page's address.

    *logo* is the address of its logo below the site's.
    """
    site, facts = settings["SITEURL"], settings.get("PUBLISHER", {})
    data: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": publisher_id(settings),
        "name": settings["SITENAME"],
        "url": f"{site}/",
        "description": settings.get("SITESUBTITLE", ""),
        "sameAs": list(facts.get("sameAs", ())),
    }
    if logo:
        data["logo"] = {"@type": "ImageObject", "url": f"{site}/{logo}"}
    reached = {name: facts[name] for name in ("email", "telephone") if facts.get(name)}
    if reached:
        data["contactPoint"] = {"@type": "ContactPoint", "contactType": "newsroom", **reached}
    data |= {policy: f"{site}/{address}" for policy, address in known.items()}
    return {name: value for name, value in data.items() if value}


def website(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the site of *settings* as a whole."""
    return {
        "@type": "WebSite",
        "@id": website_id(settings),
        "name": settings["SITENAME"],
        "url": f"{settings['SITEURL']}/",
        "inLanguage": settings["DEFAULT_LANG"],
        "publisher": {"@id": publisher_id(settings)},
    }


def publisher_id(settings: Mapping[str, Any]) -> str:
    """Return what names the newsroom in data."""
    return f"{settings['SITEURL']}/#publisher"


def website_id(settings: Mapping[str, Any]) -> str:
    """Return what names the site in data."""
    return f"{settings['SITEURL']}/#website"
