"""The copy desk: report every fault with its file, line and remedy, before publication."""

import sys
from pathlib import Path

from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from plugins.kernel.contract import Contract, contracts, declared_settings
from plugins.kernel.pelican_types import Generator, Pelican
from plugins.kernel.settings import Settings
from plugins.kernel.story import Content

from .derived import set_derived, setting_faults
from .house_style import style_faults
from .report import (
    Report,
    advice_line,
    content_advice,
    content_faults,
    gaps,
    number_of_advice,
    settings_faults,
    unfit,
    weighed,
)
from .rules import RULES, declared_rules
from .setting_checks import rule_faults
from .settings import CHECK_FORMAT, HOUSE_STYLE, SETTINGS
from .settings_file import missing_commas, misspelt_names

CONTRACT = Contract(
    needs=("stories",),
    after=("stories", "image_captions", "responsive_images"),
    settings=SETTINGS,
    files=lambda settings: (HOUSE_STYLE.of(settings),),
    rules=RULES,
)


def check_settings(pelican: Pelican) -> None:
    """Set the derived settings; end the build if a setting is wrong."""
    settings = pelican.settings
    known = contracts(settings)
    declared = declared_settings(known).values()
    file = Path(str(settings.get("SETTINGS_FILE", "")))
    faults = sorted([*missing_commas(file), *setting_faults(declared, settings)])
    faults = faults or set_derived(settings, DEFAULT_CONFIG)
    faults = faults or rule_faults(settings, declared_rules(known))
    if faults:
        _end(Report(faults, check=bool(settings.get("CHECK_ONLY"))), settings)


def check_content(content: Content) -> None:
    """Apply the rules to a story, page or author's file that was just read."""
    if hasattr(content, "faults") and content.source_path:  # not a photo
        from .desk import check  # imported late: most builds read one story or none

        check(content, declared_rules(contracts(content.settings)))


def report_faults(generators: list[Generator]) -> None:
    """Print the report; end the build here if it has faults, or if this is only a check."""
    context, settings = generators[0].context, generators[0].settings
    is_check = bool(settings.get("CHECK_ONLY"))
    known = contracts(settings)
    names, rules = {*declared_settings(known), *DEFAULT_CONFIG}, declared_rules(known)
    faults = [*settings_faults(settings), *style_faults(HOUSE_STYLE.of(settings))]
    faults += misspelt_names(Path(str(settings.get("SETTINGS_FILE", ""))), names)
    faults = [*weighed(faults, settings), *content_faults(context, settings)]
    advice = 0
    if is_check:
        faults = sorted({*faults, *weighed(content_advice(context), settings)})
    else:
        faults += gaps(context, rules) if settings.get("ABSOLUTE_SITEURL") else ()
        advice = number_of_advice(context) + sum(each.severity == "advice" for each in faults)
        faults = [each for each in faults if each.severity != "advice"]
    context["reported"], context["unfit"] = faults, unfit(context, settings)
    report = Report(faults, is_check, rules if is_check else {})
    if report.stops or is_check:
        _end(report, settings)
    if faults:
        print(report.lines(), file=sys.stderr, flush=True)
    if advice:
        print(advice_line(advice), flush=True)


def _end(report: Report, settings: Settings) -> None:
    """End the build with *report*: its faults are the status, as text, but of tools' formats."""
    form = str(settings.get(CHECK_FORMAT.name, "text")) if report.check else "text"
    if form == "text" and report.stops:
        raise SystemExit(report.lines())
    print(report.in_format(form), file=sys.stderr if form == "text" else sys.stdout, flush=True)
    raise SystemExit(1 if report.stops else 0)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(check_settings)
    signals.content_object_init.connect(check_content)
    signals.all_generators_finalized.connect(report_faults)
