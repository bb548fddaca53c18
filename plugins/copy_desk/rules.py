"""The copy desk's own rules. Every plugin adds its own in its contract."""

from plugins.kernel.contract import Contracts
from plugins.kernel.faults import Rule

from . import header_rules as header
from . import structure_rules as structure
from . import word_rules as words
from .house_style import HOUSE_STYLE_WORD, STYLE_FILE
from .settings import SETTING, SETTING_DOUBT
from .waivers import WAIVER_WRONG

RULES = (
    SETTING,
    SETTING_DOUBT,
    STYLE_FILE,
    WAIVER_WRONG,
    HOUSE_STYLE_WORD,
    header.DECK_LONG,
    header.DATELINE_IN_HEADLINE,
    header.BYLINE_MISSING,
    structure.HEADING_SKIPPED,
    structure.PARAGRAPH_EMPTY,
    structure.WORD_MARKUP,
    structure.TABLE_HEAD,
    words.DOUBLE_SPACES,
    words.WORD_REPEATED,
    words.QUOTATION_MARKS,
    words.LEFTOVER,
    words.FILL_IN,
    words.LINK_TEXT,
)


def declared_rules(known: Contracts) -> dict[str, Rule]:
    """Return the rules that the plugins declare, by name."""
    return {each.name: each for contract in known.values() for each in contract.rules}
