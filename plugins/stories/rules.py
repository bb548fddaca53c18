"""The rules about headers, addresses, links and files."""

from plugins.kernel.faults import Rule
from plugins.markup.parts import PART_WRONG
from plugins.markup.typed_dates import TIME_UNCLEAR

from .placeholders import EXAMPLE_ADDRESS, PLACEHOLDER

FILE_UNREADABLE = Rule("file-unreadable", "fault", "A file that cannot be read.", fixed=True)
HEADER_WRONG = Rule("header-wrong", "fault", "A header that is not made of fields.", fixed=True)
FIELD_UNKNOWN = Rule("field-unknown", "fault", "A field that does not exist.", fixed=True)
FIELD_TWICE = Rule("field-twice", "fault", "A field that appears twice.", fixed=True)
FIELD_WRONG = Rule("field-wrong", "fault", "A field with a value that it cannot have.", fixed=True)
FIELD_MISSING = Rule("field-missing", "fault", "A required field that is missing.", fixed=True)
EMBARGO_ZONE = Rule("embargo-zone", "warning", "An embargo that names no time zone.")
SECTION_UNKNOWN = Rule("section-unknown", "warning", "A section that SECTIONS lacks.")
MODIFIED_BEFORE_DATE = Rule("modified-before-date", "fault", "An update before the publication.")
MODIFIED_IN_FUTURE = Rule("modified-in-future", "warning", "An update in the future.")
HEADLINE_LONG = Rule("headline-long", "warning", "A headline that others will cut off.")
BYLINE_JOINED = Rule("byline-joined", "advice", 'A name in a byline that holds "and".')
BYLINE_BY = Rule("byline-by", "warning", 'A byline that begins with "By".')
SLUG_MISSING = Rule("slug-missing", "fault", "A file whose name gives no address.", fixed=True)
MARKDOWN_FAILED = Rule(
    "markdown-failed", "fault", "A text that Markdown cannot convert.", fixed=True
)
MARKDOWN_AS_TEXT = Rule(
    "markdown-as-text", "warning", "Markdown that readers would see as it was typed."
)
NOTE_ALONE = Rule("note-alone", "warning", "A note that no mark calls, or two with one name.")
ID_TWICE = Rule("id-twice", "warning", "An id that stands twice on a page.")
COMMENT_OPEN = Rule("comment-open", "fault", "A comment without an end.", fixed=True)
SCRIPT = Rule("script", "fault", "Anything that could run a script.", fixed=True)
ADDRESS_TAKEN = Rule("address-taken", "fault", "Two files with one address.", fixed=True)
ADDRESS_RESERVED = Rule(
    "address-reserved", "fault", "A file at an address of the site's own pages.", fixed=True
)
NAMES_ALIKE = Rule("names-alike", "warning", "Different names with one address.")
FILE_NOT_READ = Rule("file-not-read", "fault", "A text that is no Markdown file.")
FILE_MISPLACED = Rule("file-misplaced", "warning", "A text in a folder that is not read.")
LINK_WRONG = Rule("link-wrong", "fault", "A link of a kind that the site cannot have.", fixed=True)
LINK_STORY = Rule("link-story", "fault", "A link to a story that does not exist.", fixed=True)
LINK_FILE = Rule("link-file", "fault", "A link to a file that does not exist.", fixed=True)
LINK_DEAD = Rule("link-dead", "warning", "A link to an address where the site has nothing.")
LINK_NOWHERE = Rule("link-nowhere", "warning", "A link that leads nowhere, whatever the site has.")
LINK_EARLY = Rule("link-early", "fault", "A correction names a story that is not out.", fixed=True)
LINK_WAITS = Rule("link-waits", "warning", "A link to a story that is not out yet.")

RULES = (
    FILE_UNREADABLE,
    HEADER_WRONG,
    FIELD_UNKNOWN,
    FIELD_TWICE,
    FIELD_WRONG,
    FIELD_MISSING,
    EMBARGO_ZONE,
    TIME_UNCLEAR,
    SECTION_UNKNOWN,
    MODIFIED_BEFORE_DATE,
    MODIFIED_IN_FUTURE,
    HEADLINE_LONG,
    BYLINE_JOINED,
    BYLINE_BY,
    SLUG_MISSING,
    MARKDOWN_FAILED,
    MARKDOWN_AS_TEXT,
    NOTE_ALONE,
    ID_TWICE,
    COMMENT_OPEN,
    PART_WRONG,
    SCRIPT,
    ADDRESS_TAKEN,
    ADDRESS_RESERVED,
    NAMES_ALIKE,
    FILE_NOT_READ,
    FILE_MISPLACED,
    LINK_WRONG,
    LINK_STORY,
    LINK_FILE,
    LINK_DEAD,
    LINK_EARLY,
    LINK_NOWHERE,
    LINK_WAITS,
    PLACEHOLDER,
    EXAMPLE_ADDRESS,
)
