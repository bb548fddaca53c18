"""The newsroom's settings: names, sections, policies, plugins. Change the first part freely."""

import logging

from jinja2 import StrictUndefined

# The newsroom -------------------------------------------------------------------------------

SITENAME = "The Margin"
SITESUBTITLE = "News that stands as it is"
SITEURL = ""  # the public address; `make publish` takes it from publishconf.py
AUTHOR = "The Margin"  # the byline of a story that names none
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

# Sections, in the order of the navigation. A story in another section is published with a warning.
SECTIONS = ["World", "Science", "Climate", "Technology", "Business", "Culture", "Sport"]
DEFAULT_CATEGORY = "News"  # the section of a story that names none

# Standing pages in the foot of every page, by their slugs.
NAVIGATION_PAGES = ["about", "ethics", "corrections-policy", "privacy", "contact"]

# robots.txt: what crawlers may not read, by their names. {"GPTBot": ["/"]} keeps one out of the
# whole site; "*" is every crawler that has no line of its own.
ROBOTS: dict[str, list[str]] = {}

# Who publishes it, for search engines: the logo, a file of theme/static/, the newsroom's
# addresses elsewhere, and how to reach it.
PUBLISHER = {
    "logo": "icon.svg",
    "sameAs": [],
    "email": "editor@example.org",
    "telephone": "",
}

# Which standing page, by its slug, says what: the names are those of schema.org.
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

# What draws the headline on the card of a story without a picture: files in theme/fonts/, of
# which the first counts that has all letters.
SOCIAL_CARD_FONTS = ["SourceSerifPro-Semibold.ttf", "Almarai-Bold.ttf"]

# Fields of your own in a story's header: name, and "text" or "list".
STORY_FIELDS: dict[str, str] = {}

# Numbers of stories.
DEFAULT_PAGINATION = 20  # on a page of a section, topic, author or archive
FRONT_TOP = 4  # beside the lead
FRONT_RAIL = 4  # in each section's rail
RELATED_STORIES = 3
FEED_MAX_ITEMS = 30
SEARCH_BUNDLE = 100  # in a part of the search index: what an edit has indexed again

# Feeds: what has one beside the site; the service that tells readers of news at once (WebSub), if
# you use one; and whose the ids of stories are: a domain and a year in which it was yours, such as
# "news.example.org,2026". Set that before the first story is out, and never change it.
FEEDS = ["section", "topic", "author", "series", "language"]
WEBSUB_HUB = ""
FEED_AUTHORITY = ""

# Hosting; the README says what these are for.
POLICY_HOSTS: dict[str, list[str]] = {}  # such as {"img-src": ["https://images.example.org"]}
STRICT_TRANSPORT_SECURITY = ""  # such as "max-age=31536000"
PRECOMPRESS: list[str] = []  # "gz", "br" or both: copies that servers need not compress

# What follows is the plan of the house; the README says what may be changed. -----------------

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS: list[str] = []  # plugins.assets publishes what is in theme/static/
WORDS_PATHS = ["house/words"]  # catalogues of labels that count before the theme's
STYLES = [  # readers get these as one file; which layer counts before which, reset.css says
    "css/reset.css",
    "css/tokens.css",
    "css/base.css",
    "css/layout.css",
    "css/print.css",
    "css/components.css",
]
ARTICLE_PATHS = ["stories"]
PAGE_PATHS = ["pages"]
AUTHOR_PATHS = ["authors"]
STATIC_PATHS: list[str] = []  # only photos that a published story shows are copied
STATIC_CREATE_LINKS = True  # onto the stage; the press copies the bytes, and minds every failure
IGNORE_FILES = [".*", "*~", "#*#"]
READERS = {"html": None, "htm": None, "rst": None}
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
LOCALE = ["C"]
LOG_FILTER = [  # the copy desk says this with file and line
    (logging.WARNING, "Empty alt attribute for image %s in %s"),
]
TYPOGRIFY = False  # plugins.typography does this, captions included
FORMATTED_FIELDS = ["lead_figure"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": StrictUndefined,
}

PLUGIN_PATHS = ["."]
PLUGINS = [
    "plugins.languages",
    "plugins.embargo",
    "plugins.stories",
    "plugins.image_captions",
    "plugins.responsive_images",
    "plugins.typography",
    "plugins.copy_desk",
    "plugins.corrections",
    "plugins.author_boxes",
    "plugins.series",
    "plugins.post_navigation",
    "plugins.related_stories",
    "plugins.front_page",
    "plugins.structured_data",
    "plugins.social_cards",
    "plugins.redirects",
    "plugins.photo_credits",
    "plugins.assets",
    "plugins.hosting",
    "plugins.feeds",
    "plugins.sitemaps",
    "plugins.press",
    "plugins.search",
]

# Addresses ----------------------------------------------------------------------------------

ARTICLE_URL = ARTICLE_LANG_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = ARTICLE_URL + "index.html"
PAGE_URL = PAGE_LANG_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = PAGE_URL + "index.html"
DRAFT_URL = DRAFT_LANG_URL = ARTICLE_URL
DRAFT_PAGE_URL = DRAFT_PAGE_LANG_URL = PAGE_URL
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
CATEGORY_URL = "section/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_URL = "topic/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "author/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
BIOGRAPHY_URL = BIOGRAPHY_LANG_URL = AUTHOR_URL
BIOGRAPHY_SAVE_AS = BIOGRAPHY_LANG_SAVE_AS = AUTHOR_SAVE_AS
SERIES_URL = "series/{slug}/"
SERIES_SAVE_AS = SERIES_URL + "index.html"
ARCHIVES_URL = "archive/"
ARCHIVES_SAVE_AS = ARCHIVES_URL + "index.html"
YEAR_ARCHIVE_SAVE_AS = ""  # plugins.stories plans these pages, in linear time
STORY_ARCHIVES = {"year": "archive/{date:%Y}/", "month": "archive/{date:%Y}/{date:%m}/"}
CORRECTIONS_URL = "corrections/"
CORRECTIONS_SAVE_AS = CORRECTIONS_URL + "index.html"
PHOTO_CREDITS_URL = "photo-credits/"
PHOTO_CREDITS_SAVE_AS = PHOTO_CREDITS_URL + "index.html"
SEARCH_URL = "search/"  # without SEARCH_SAVE_AS, there is no search
SEARCH_SAVE_AS = SEARCH_URL + "index.html"
INDEX_URL = ""
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # plugins.stories pairs translations
DIRECT_TEMPLATES = ["index", "archives", "corrections", "404"]
PAGINATED_TEMPLATES = dict.fromkeys(
    ["archives", "period_archives", "category", "tag", "author", "series"]
) | {"photo_credits": 60}
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# Feeds --------------------------------------------------------------------------------------

# plugins.feeds writes them; Pelican's own are off.
FEED_ALL_ATOM = FEED_ALL_RSS = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
