"""The copy desk: every fault with its file, line and remedy, before anything is published."""

import sys

from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from plugins.kernel.contract import Contract, contracts, declared_settings
from plugins.kernel.pelican_types import Generator, Pelican
from plugins.kernel.settings import setting_faults

from .derived import complete
from .report import gathered, report, settings_faults
from .settings import SETTINGS

CONTRACT = Contract(
    needs=("stories",), after=("stories", "image_captions", "responsive_images"), settings=SETTINGS
)


def check_settings(pelican: Pelican) -> None:
    """Complete the settings; end where one of them is wrong."""
    settings = pelican.settings
    declared = declared_settings(contracts(settings)).values()
    if faults := sorted(setting_faults(declared, settings)) or complete(settings, DEFAULT_CONFIG):
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
