"""The copy desk: every fault with its file, line and remedy, before anything is published."""

import sys

from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from plugins.kernel.contract import Contract, site_setting_faults
from plugins.kernel.pelican_types import Generator, Pelican

from .derived import complete
from .report import gathered, report, settings_faults
from .settings import SETTINGS

CONTRACT = Contract(
    needs=("stories",), after=("stories", "image_captions", "responsive_images"), settings=SETTINGS
)


def check_settings(pelican: Pelican) -> None:
    """Complete the settings; end where one of them, or the choice of plugins, is wrong."""
    settings = pelican.settings
    if faults := site_setting_faults(settings) or complete(settings, DEFAULT_CONFIG):
        raise SystemExit(report(faults, check=bool(settings.get("CHECK_ONLY"))))


def read_over(generators: list[Generator]) -> None:
    """Show what is to be mended; end here when it is more than warnings, or all was to check."""
    context, settings = generators[0].context, generators[0].settings
    check = bool(settings.get("CHECK_ONLY"))
    faults = settings_faults(settings) + gathered(context)
    if any(not fault.warning for fault in faults):
        raise SystemExit(report(faults, check=check))
    if faults or check:
        print(report(faults, check=check), file=sys.stderr, flush=True)
    if check:
        raise SystemExit(0)


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(check_settings)
    signals.all_generators_finalized.connect(read_over)
