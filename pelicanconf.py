from plugins.plan import *

# The settings of your newsroom. plugins/plan.py has the default of each, and many more settings:
# all of them may be changed here.

SITENAME = "The Margin"
SITESUBTITLE = "News that stands as it is"
AUTHOR = "The Margin"  # the byline of a story that names none
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

# Sections, in the order of the navigation. A story in another section is published with a warning.
SECTIONS = ["World", "Science", "Climate", "Technology", "Business", "Culture", "Sport"]

# Standing pages linked at the foot of every page, by slug: the files in content/pages/.
NAVIGATION_PAGES = ["about", "ethics", "corrections-policy", "privacy", "contact"]

# For search engines: your other addresses on the web, such as "https://social.example/@name", and
# how to contact you.
PUBLISHER = {"sameAs": [], "email": "", "telephone": "+1-202-555-0123"}

# For search engines: the slug of the standing page that has each policy, by its name at schema.org.
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
