"""The copy desk: report every fault with its file, line and remedy, before publication."""

import sys

from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from plugins.kernel.contract import Contract, contracts, declared_settings
from plugins.kernel.pelican_types import Generator, Pelican
from plugins.kernel.settings import setting_faults

from .derived import set_derived
from .report import content_faults, report, settings_faults
from .settings import SETTINGS

CONTRACT = Contract(
    needs=("stories",), after=("stories", "image_captions", "responsive_images"), settings=SETTINGS
)


def check_settings(pelican: Pelican) -> None:
    """Set the derived settings; end the build if a setting is wrong."""
    settings = pelican.settings
    declared = declared_settings(contracts(settings)).values()
    faults = sorted(setting_faults(declared, settings)) or set_derived(settings, DEFAULT_CONFIG)
    if faults:
        raise SystemExit(report(faults, check=bool(settings.get("CHECK_ONLY"))))


def report_faults(generators: list[Generator]) -> None:
    """Print the report; end the build here if it has faults, or if this is only a check."""
    context, settings = generators[0].context, generators[0].settings
    check = bool(settings.get("CHECK_ONLY"))
    faults = context["reported"] = settings_faults(settings) + content_faults(context)
    if any(not fault.warning for fault in faults):
        raise SystemExit(report(faults, check=check))
    if faults or check:
        print(report(faults, check=check), file=sys.stderr, flush=True)
    if check:
        raise SystemExit(0)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(check_settings)
    signals.all_generators_finalized.connect(report_faults)
