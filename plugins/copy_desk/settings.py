"""The settings of the copy desk, and the site's address, with which absolute links begin."""

from plugins.kernel.settings import Setting, flag, text

SITEURL = Setting[str](
    "SITEURL", text, "The public address of the site.", '"https://news.example.org"'
)
ABSOLUTE_SITEURL = Setting[bool](
    "ABSOLUTE_SITEURL", flag, "Whether the build stops if SITEURL is not set.", "True"
)
CHECK_ONLY = Setting[bool](
    "CHECK_ONLY", flag, "Whether faults are only listed, and nothing is built.", "True"
)

SETTINGS = (SITEURL, ABSOLUTE_SITEURL, CHECK_ONLY)
