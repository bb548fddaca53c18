"""The settings of the copy desk, and the site's address, with which absolute links begin."""

from collections.abc import Mapping
from typing import cast, get_args

from plugins.kernel.faults import Rule, Severity
from plugins.kernel.settings import Setting, all_of, flag, table, text

from .formats import FORMATS

SETTING = Rule("setting", "fault", "What is wrong in the settings.", fixed=True)
SETTING_DOUBT = Rule("setting-doubt", "warning", "What is probably not meant in the settings.")


def severities(value: object) -> str:
    """Check that *value* gives names a severity; whether they are rules is known later."""
    known = get_args(Severity)
    for rule, severity in cast(Mapping[object, object], value).items():
        if severity not in known:
            of = ", ".join(f'"{each}"' for each in known[:-1])
            return f'gives "{rule}" the severity {severity!r}. Write {of} or "{known[-1]}"'
    return ""


def a_format(value: object) -> str:
    """Check that *value* is a format of the report."""
    return "" if value in FORMATS else f"is not a format. Write one of {', '.join(FORMATS)}"


SITEURL = Setting[str](
    "SITEURL", text, "The public address of the site.", '"https://news.example.org"'
)
ABSOLUTE_SITEURL = Setting[bool](
    "ABSOLUTE_SITEURL", flag, "Whether the build stops if SITEURL is not set.", "True"
)
CHECK_ONLY = Setting[bool](
    "CHECK_ONLY", flag, "Whether faults are only listed, and nothing is built.", "True"
)
CHECK_FORMAT = Setting[str](
    "CHECK_FORMAT", a_format, "In which form faults are listed, when nothing is built.", '"json"'
)
RULES_CHANGED = Setting[dict[str, str]](
    "RULES",
    all_of(table, severities),
    "The severities of rules that are not to have their usual ones.",
    '{"alt-missing": "advice"}',
)
USUAL_STYLE = "house/style.yml"
"""Where the list of words is, if there is one; any other place must have one."""

HOUSE_STYLE = Setting[str](
    "HOUSE_STYLE", text, "The file with the words to avoid.", f'"{USUAL_STYLE}"'
)

SETTINGS = (SITEURL, ABSOLUTE_SITEURL, CHECK_ONLY, CHECK_FORMAT, RULES_CHANGED, HOUSE_STYLE)
