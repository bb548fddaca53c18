"""Stet's settings: ``from plugins.plan import *`` begins every ``pelicanconf.py``.

Each name below is a default that a newsroom's ``pelicanconf.py`` may change in its own lines. Every
import gets copies, so that ``PLUGINS.remove(...)`` in one newsroom does not reach another that is
built in the same process.
"""

import copy
import logging
from pathlib import Path

from jinja2 import StrictUndefined

# The newsroom -------------------------------------------------------------------------------

SITENAME = ""  # every newsroom has its own
SITESUBTITLE = ""  # a line below the name, on the front page
SITEURL = ""  # the public address; `make publish` takes it from publishconf.py
AUTHOR = ""  # the byline of a story that names none; without one, SITENAME
DEFAULT_LANG = "en"
TIMEZONE = "UTC"

# Sections, in the order of the navigation. A story in another section is published with a warning.
# Without any, all sections are listed by name.
SECTIONS: list[str] = []
DEFAULT_CATEGORY = "News"  # the section of a story that names none

# Standing pages in the foot of every page, by their slugs. Those that do not exist are left out.
NAVIGATION_PAGES = ["about", "ethics", "corrections-policy", "privacy", "contact"]

# robots.txt: what crawlers may not read, by their names. {"GPTBot": ["/"]} keeps one out of the
# whole site; "*" is every crawler that has no line of its own.
ROBOTS: dict[str, list[str]] = {}

# Who publishes the site, for search engines: "logo" (a file of house/ or theme/static/; without it
# house/logo.svg, else the icon), "sameAs" (addresses elsewhere), "email" and "telephone".
PUBLISHER: dict[str, str | list[str]] = {}

# Which standing page, by its slug, holds which policy, by its name at schema.org.
POLICIES: dict[str, str] = {}

# Fonts for the headline on the card of a story without a picture: files of house/fonts/ or
# theme/fonts/. The first one that has all the letters is used.
SOCIAL_CARD_FONTS = ["SourceSerifPro-Semibold.ttf", "Almarai-Bold.ttf"]

# Fields of your own in a story's header: name, and "text" or "list".
STORY_FIELDS: dict[str, str] = {}

# Whether stories show what changed since they first went out. The content must be in git.
STORY_HISTORY = False

# The copy desk: rules with another severity than their usual one ("fault", "warning", "advice" or
# "off"), by their names in docs/rules.md; the list of words to avoid; how `make check` prints.
RULES: dict[str, str] = {}
HOUSE_STYLE = "house/style.yml"
CHECK_FORMAT = "text"

# A file of certificates in PEM whose owners are named beside photos that they signed (C2PA).
CREDENTIALS_TRUST_LIST = ""

# Numbers of stories.
DEFAULT_PAGINATION = 20  # on a page of a section, topic, author or archive
FRONT_TOP = 4  # beside the lead
FRONT_RAIL = 4  # in each section's rail
RELATED_STORIES = 4  # at the end of a story
FEED_MAX_ITEMS = 30
SEARCH_BUNDLE = 100  # in one part of the search index: an edit indexes one part again

# Where readers can share a story, by links below it: plugins/share/services.py has those that there
# are. Links hold the full address, so without SITEURL there are none.
SHARE = ["mail", "whatsapp", "bluesky", "mastodon", "facebook", "x"]

# Feeds: what has one beside the site; the service that tells readers of news at once (WebSub), if
# you use one; and whose the ids of stories are: a domain and a year in which it was yours, such as
# "news.example.org,2026". Set that before the first story is out, and never change it.
FEEDS = ["section", "topic", "author", "series", "language"]
WEBSUB_HUB = ""
FEED_AUTHORITY = ""

# Services whose addresses, alone in a paragraph, become cards; other addresses become links.
EMBEDS = [
    "youtube",
    "vimeo",
    "mastodon",
    "bluesky",
    "x",
    "instagram",
    "tiktok",
    "datawrapper",
    "flourish",
    "openstreetmap",
]

# What readers can answer: docs/publishing.md says what each may hold.
NEWSLETTER: dict[str, object] = {}  # {"service": "buttondown", "name": "harbourpost"}
SUPPORT: dict[str, object] = {}  # {"address": "https://donate.example.org/"}
TIPS: dict[str, object] = {}  # {"email": "tips@news.example.org"}

# Hosting.
POLICY_HOSTS: dict[str, list[str]] = {}  # such as {"img-src": ["https://images.example.org"]}
STRICT_TRANSPORT_SECURITY = ""  # such as "max-age=31536000"
REDIRECTS_MAX = 2000  # old addresses that a static host takes in _redirects
PRECOMPRESS: list[str] = []  # "gz", "br" or both: copies that servers need not compress

# The moment for which the site is built: "2026-12-24 18:00" looks ahead. None is the moment of the
# build.
NOW = None

# Plugins ------------------------------------------------------------------------------------

# Leave one out with PLUGINS.remove("plugins.search"). The core is stories, image_captions, embargo,
# copy_desk, languages, assets and press: the site cannot be built without these.
PLUGINS = [
    "plugins.languages",
    "plugins.embargo",
    "plugins.stories",
    "plugins.components",
    "plugins.image_captions",
    "plugins.previews",
    "plugins.responsive_images",
    "plugins.typography",
    "plugins.copy_desk",
    "plugins.corrections",
    "plugins.history",
    "plugins.author_boxes",
    "plugins.series",
    "plugins.post_navigation",
    "plugins.related_stories",
    "plugins.share",
    "plugins.front_page",
    "plugins.forms",
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
PLUGIN_PATHS = ["."]

# Addresses ----------------------------------------------------------------------------------

# Where each page is written (ARTICLE_SAVE_AS and its like) follows from its address, and so do the
# addresses of drafts, translations and biographies: plugins/copy_desk/derived.py.
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
PAGE_URL = "{slug}/"
CATEGORY_URL = "section/{slug}/"
TAG_URL = "topic/{slug}/"
AUTHOR_URL = "author/{slug}/"
SERIES_URL = "series/{slug}/"
ARCHIVES_URL = "archive/"
STORY_ARCHIVES = {"year": "{date:%Y}/", "month": "{date:%Y}/{date:%m}/"}  # below ARCHIVES_URL
CORRECTIONS_URL = "corrections/"
PHOTO_CREDITS_URL = "photo-credits/"
SEARCH_URL = "search/"
INDEX_URL = ""
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = ""  # plugins.stories plans these pages, in linear time
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None  # plugins.stories pairs translations
DIRECT_TEMPLATES = ["index", "archives", "404"]
PAGINATED_TEMPLATES: dict[str, int | None] = {
    "period_archives": None,
    "category": None,
    "tag": None,
    "author": None,
    "series": None,
    "photo_credits": 60,
}
PAGINATION_PATTERNS = [
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# Files --------------------------------------------------------------------------------------

PATH = "content"
OUTPUT_PATH = "output"
HOUSE = "house"  # the newsroom's own look; house/README.md says what lies there
THEME = str(Path(__file__).parent.parent / "theme")
THEME_TEMPLATES_OVERRIDES = ["house/templates"]
WORDS_PATHS = ["house/words"]  # the newsroom's own labels, which count before the theme's
THEME_STATIC_PATHS: list[str] = []  # plugins.assets publishes what is in theme/static/
STYLES = [  # every page has these as one file; reset.css says in which order the layers count
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
STATIC_CREATE_LINKS = True  # into the staging folder; the press copies the bytes
IGNORE_FILES = [".*", "*~", "#*#"]

# Pelican ------------------------------------------------------------------------------------

READERS = {"html": None, "htm": None, "rst": None}
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
LOCALE = ["C"]
LOG_FILTER = [  # the copy desk reports this with file and line
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
FEED_ALL_ATOM = FEED_ALL_RSS = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None  # plugins.feeds writes the feeds; Pelican's are off

_PLAN = {name: globals().pop(name) for name in list(globals()) if name.isupper()}
__all__ = list(_PLAN)


def __getattr__(name: str) -> object:
    """Return a copy of the default of the setting *name*. Raises AttributeError for no setting."""
    if name not in _PLAN:
        raise AttributeError(f"Stet has no setting {name}")
    return copy.deepcopy(_PLAN[name])
