"""The settings of structured data: what search engines learn about the newsroom."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import cast

from plugins.kernel.faults import did_you_mean
from plugins.kernel.settings import Check, Setting, all_of, table

POLICIES_KNOWN = (
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
"""The policies that a newsroom may have a page for, by schema.org's names."""

FACTS = ("logo", "sameAs", "email", "telephone")
"""The keys of PUBLISHER."""


def keys(known: Collection[str]) -> Check:
    """Return a function that checks that a table has only *known* keys."""

    def check(value: object) -> str:
        unknown = next(
            (each for each in cast(Mapping[str, object], value) if each not in known), ""
        )
        meant = did_you_mean(unknown, known) or f" It may have {', '.join(known)}."
        return f'has an unknown key "{unknown}".{meant}' if unknown else ""

    return check


def addresses_elsewhere(value: object) -> str:
    """Check that ``sameAs`` in the table *value* is a list of web addresses."""
    given = cast(Mapping[str, Iterable[str]], value).get("sameAs", ())
    listed = [given] if isinstance(given, str) and given else given
    wrong = [each for each in listed if each is given or not re.fullmatch(r"https?://\S+", each)]
    example = 'Write ["https://social.example/@name"]'
    return (
        f'has "{wrong[0]}" for sameAs, which is not a list of web addresses. {example}'
        if wrong
        else ""
    )


PUBLISHER = Setting[dict[str, object]](
    "PUBLISHER",
    all_of(table, keys(FACTS), addresses_elsewhere),
    "Who publishes the site: its logo, its addresses elsewhere, how to reach it.",
    '{"sameAs": ["https://social.example/@name"], "email": "desk@news.example.org"}',
)
POLICIES = Setting[dict[str, str]](
    "POLICIES",
    all_of(table, keys(POLICIES_KNOWN)),
    "The slug of the standing page for each policy, by schema.org's names.",
    '{"ethicsPolicy": "ethics"}',
)

SETTINGS = (PUBLISHER, POLICIES)
