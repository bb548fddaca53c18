"""Texts that stand for others until somebody writes these: they must not be published."""

import re
from collections.abc import Iterator

from plugins.kernel.faults import Rule
from plugins.markup.story_text import StoryText

BODY = 'Write here. Delete the line "Status: draft" to publish the story.'
"""The text of a new story."""

_BODY_LINE = re.compile(r'^[ \t]*(Write here\.|.*Delete the line "Status: draft".*)[ \t]*$', re.M)
_EXAMPLE = re.compile(
    r"[\w.+-]+@(?:[\w-]+\.)*(?:example(?:\.(?:com|net|org))?|invalid|test)\b(?!\.?\w)"
)


def _unwritten(text: StoryText) -> Iterator[tuple[int, str]]:
    body = text.front.body
    if text.status == "draft" or not ("Write here." in body or "Delete the line" in body):
        return
    for match in _BODY_LINE.finditer(text.shown):
        problem = "the text of a new story is still there. Write the story, or put the line"
        yield text.line_at(match.start()), f'{problem} "Status: draft" back'


def _example_addresses(text: StoryText) -> Iterator[tuple[int, str]]:
    problem = "belongs to nobody, and readers would write to it. Write your own address"
    for name in ("email", "links"):
        value = text.fields.get(name)
        for line, words in value.lines if value else ():
            if found := _EXAMPLE.search(words):
                yield line, f'"{found[0]}" {problem}'
    if "@" in text.front.body:
        for found in _EXAMPLE.finditer(text.shown):
            yield text.line_at(found.start()), f'"{found[0]}" {problem}'


PLACEHOLDER = Rule(
    "placeholder",
    "fault",
    "The text of a new story, in one that is not a draft.",
    find=_unwritten,
)
EXAMPLE_ADDRESS = Rule(
    "example-address",
    "advice",
    "An e-mail address at example.org or the like; where the site is published, a warning.",
    find=_example_addresses,
    gap=True,
)
