"""Apply the rules to one file."""

import os
from collections.abc import Iterator, Mapping

from plugins.kernel.faults import Fault, Rule
from plugins.kernel.story import Content
from plugins.markup.story_text import StoryText

from .house_style import HOUSE_STYLE_WORD, style_of, unwanted
from .report import severities_of, weighed
from .settings import HOUSE_STYLE
from .waivers import WAIVER_WRONG, not_waived, paragraph_waivers, waiver_problem


def check(content: Content, rules: Mapping[str, Rule]) -> None:
    """Add to *content* what the *rules* find in it, and the waivers of its paragraphs.

    Advice goes where only the copy desk looks. What is waived or off is left out.
    """
    content.advice = ()
    front = vars(content).pop("typed")  # the reader hands it on, and nobody needs it after this
    content.metadata.pop("typed", None)
    if not os.access(content.source_path, os.R_OK):
        return  # the reader has reported it
    text = StoryText(front, content.kind, content.lang, content.status)
    found = [*content.faults, *_waived(content, text, rules), *_found(content, text, rules)]
    kept = list(weighed(not_waived(found, content.waivers), content.settings))
    content.faults = [fault for fault in kept if fault.severity != "advice"]
    content.advice = tuple(
        (fault.line, fault.text, fault.rule) for fault in kept if fault.severity == "advice"
    )


def _waived(content: Content, text: StoryText, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    """Add the waivers of paragraphs to those of *content*; yield what is wrong with any."""
    placed = [(each, text.line_of("waive")) for each in content.waivers]
    found = [*paragraph_waivers(text)]
    content.waivers = (*content.waivers, *(each for each, _ in found))
    for waiver, line in [*placed, *found]:
        if problem := waiver_problem(waiver, rules):
            yield WAIVER_WRONG.at(content.shown_path, line, problem)


def _found(content: Content, text: StoryText, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    """Yield what the rules of all plugins, and the house style, find in *text*."""
    changed = severities_of(content.settings)
    path = content.shown_path
    for rule in rules.values():
        if rule.find and changed.get(rule.name) != "off":
            yield from (rule.at(path, line, message) for line, message in rule.find(text))
    usual = changed.get(HOUSE_STYLE_WORD.name, HOUSE_STYLE_WORD.severity)
    for line, typed, entry in unwanted(text, style_of(HOUSE_STYLE.of(content.settings))):
        severity = entry.severity or usual
        if severity != "off":
            message = entry.message_for(typed)
            yield Fault(path, line, message, rule=HOUSE_STYLE_WORD.name, severity=severity)
