from plugins.plan import *

# The newsroom's settings. plugins/plan.py holds the default of each, and many more: whatever stands
# there may be changed here.

SITENAME = "The Margin"
SITESUBTITLE = "News that stands as it is"
AUTHOR = "The Margin"  # the byline of a story that names none
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

# Sections, in the order of the navigation. A story in another section is published with a warning.
SECTIONS = ["World", "Science", "Climate", "Technology", "Business", "Culture", "Sport"]

# Standing pages in the foot of every page, by their slugs.
NAVIGATION_PAGES = ["about", "ethics", "corrections-policy", "privacy", "contact"]

# How to reach the newsroom, and its addresses elsewhere ("sameAs"), for search engines.
PUBLISHER = {"sameAs": [], "email": "editor@example.org", "telephone": ""}

# Which standing page, by its slug, holds which policy, by its name at schema.org.
POLICIES = {
    "publishingPrinciples": "ethics",
    "ethicsPolicy": "ethics",
    "verificationFactCheckingPolicy": "ethics",
    "unnamedSourcesPolicy": "ethics",
    "correctionsPolicy": "corrections-policy",
    "actionableFeedbackPolicy": "contact",
    "ownershipFundingInfo": "about",
    "missionCoveragePrioritiesPolicy": "about",
    "masthead": "about",
}
