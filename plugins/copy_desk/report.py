"""The copy desk's report: all faults at once."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from plugins.kernel.faults import Fault, Rule, Severity, as_json
from plugins.kernel.pelican_types import Context
from plugins.kernel.settings import Settings, setting_fault
from plugins.kernel.story import Content

from .formats import add_to_summary, annotations
from .house_style import HOUSE_STYLE_WORD
from .settings import RULES_CHANGED, SITEURL
from .site_address import address_problem
from .waivers import not_waived


def content_faults(context: Context, settings: Settings) -> list[Fault]:
    """Return the faults of all files, published and held back, sorted by file and line.

    Of advice there is only what a plugin says of the whole site. A fault in the text of a draft is
    a warning until the draft is to be published, or its preview is asked for.
    """
    contents = _contents(context)
    found = _not_waived_in(contents, context.get("faults", ()))
    for content in contents:
        if content.faults:
            found += _faults_of(content, content is context.get("asked_for"))
    return sorted(set(weighed(found, settings)))


def content_advice(context: Context) -> list[Fault]:
    """Return the advice of all files, published and held back, sorted by file and line."""
    contents = (content for content in _contents(context) if content.advice)
    return sorted({each for content in contents for each in _advice_of(content)})


def _advice_of(content: Content) -> Iterator[Fault]:
    for line, text, rule in content.advice:
        yield Fault(content.shown_path, line, text, rule=rule, severity="advice")


def gaps(context: Context, rules: Mapping[str, Rule]) -> list[Fault]:
    """Return what is still to be filled in on standing pages and by authors, as warnings."""
    pages = [each for each in _contents(context) if each.kind != "story" and each.advice]
    found = (each for page in pages for each in _advice_of(page) if rules[each.rule].gap)
    return [replace(each, severity="warning") for each in found]


def number_of_advice(context: Context) -> int:
    """Return how much advice there is on all files."""
    return sum(len(content.advice) for content in _contents(context))


def _contents(context: Context) -> list[Content]:
    contents = [content for content in context["generated_content"].values() if content]
    return [*contents, *context.get("held", ())]


def _not_waived_in(contents: Iterable[Content], faults: Iterable[Fault]) -> list[Fault]:
    """Return those of *faults* that the file in which each was found does not waive."""
    waivers = {each.shown_path: each.waivers for each in contents if each.waivers}
    return [fault for fault in faults if not_waived([fault], waivers.get(fault.path, ()))]


def _faults_of(content: Content, strict: bool = False) -> Iterable[Fault]:
    is_draft = not strict and (content.status == "draft" or content.hold == "Draft")
    for fault in not_waived(content.faults, content.waivers):
        in_text = fault.line >= content.body_line
        softer = is_draft and in_text and fault.severity == "fault"
        yield replace(fault, severity="warning") if softer else fault


def unfit(context: Context, settings: Settings) -> set[str]:
    """Return the paths of the stories whose previews cannot be shown: those that have faults."""
    return {
        each.shown_path
        for each in context.get("previewed", ())
        if any(not fault.warning for fault in weighed(_faults_of(each, True), settings))
    }


def severities_of(settings: Settings) -> Mapping[str, Severity]:
    """Return the severities of rules that the *settings* change, by their names."""
    return cast(Mapping[str, Severity], RULES_CHANGED.of(settings))


def weighed(faults: Iterable[Fault], settings: Settings) -> Iterator[Fault]:
    """Yield *faults* with the severities of the *settings*, without those that are off.

    A word of the house style has its own: that of its entry, or the one in the settings.
    """
    changed = severities_of(settings)
    for fault in faults:
        severity = changed.get(fault.rule, fault.severity)
        if severity == fault.severity or (
            severity != "off" and fault.rule == HOUSE_STYLE_WORD.name
        ):
            if severity != "off":
                yield fault
        elif severity != "off":
            yield replace(fault, severity=severity)


def settings_faults(settings: Settings) -> list[Fault]:
    """Return the faults of SITEURL for this kind of build: when published, the site needs one."""
    site, published = SITEURL.of(settings), settings.get("ABSOLUTE_SITEURL")
    problem = address_problem(site) if site or published else ""
    if not problem:
        return []
    remedy = "Set it there, or type make publish SITEURL=..."
    return [setting_fault(settings, "SITEURL", f"{problem}. {remedy}")]


@dataclass(frozen=True)
class Report:
    """What the copy desk found: the *faults*, of a *check* or of a build.

    The name of a rule stands behind what it found, where it is one of those *named* and not fixed:
    it can then be waived, or have another severity.
    """

    faults: Collection[Fault]
    check: bool = False
    named: Mapping[str, Rule] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether it ends the build."""
        return any(fault.severity == "fault" for fault in self.faults)

    @property
    def total(self) -> str:
        """The numbers of faults, warnings and, of a check, pieces of advice."""
        numbers = Counter(fault.severity for fault in self.faults)
        counted = [_count(numbers[each], each) for each in ("fault", "warning") if numbers[each]]
        parts = [f"{', '.join(counted) or 'No faults'}."] if counted or self.check else []
        if self.stops and not self.check:
            return f"{parts[0]} Nothing in output/ was changed."
        if numbers["advice"]:
            parts.append(f"{_count(numbers['advice'], 'piece')} of advice.")
        return " ".join(parts)

    def lines(self) -> str:
        """Return a line for each fault, and a last line with their number."""
        return "\n".join([*map(self._line, self.faults), self.total])

    def _line(self, fault: Fault) -> str:
        rule = self.named.get(fault.rule)
        return f"{fault} [{fault.rule}]" if rule and not rule.fixed else str(fault)

    def in_format(self, form: str) -> str:
        """Return the report in one of `FORMATS`; GitHub's summary has what is not annotated."""
        if form == "json":
            return as_json(self.faults)
        if form == "text":
            return self.lines()
        lines, more = annotations(self.faults)
        summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
        if more and not (summary and add_to_summary(Path(summary), more, self.total)):
            lines += map(self._line, more)
        return "\n".join([*lines, self.total])


def advice_line(number: int) -> str:
    """Return the line in which a build says how much advice there is."""
    return f"{_count(number, 'piece')} of advice, which make check lists."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
