"""The theme's files under names that bear a digest, so that browsers keep them for ever."""

from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.made_files import made

from .bundle import address_of, addresses, bundled

CONTRACT = Contract(
    after=("stories", "responsive_images"), everywhere={"asset": nothing, "assets": addresses}
)


def lend_addresses(generator: Any) -> None:
    """Give templates ``asset(path)``, and the context ``assets``: each file by its path."""
    context, settings = generator.context, generator.settings
    if "assets" not in context:
        folder = Path(settings["THEME"], "static")
        layers, ignored = settings["STYLES"], settings["IGNORE_FILES"]
        context["assets"] = bundled(folder, settings["THEME_STATIC_DIR"], layers, ignored)
    generator.env.globals["asset"] = partial(address_of, context["assets"])


def publish(generators: list[Any]) -> None:
    """Publish the files."""
    context, output_path = generators[0].context, generators[0].output_path
    context["staticfiles"] += [made(output_path, *asset) for asset in context["assets"].values()]


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(lend_addresses)
    signals.all_generators_finalized.connect(publish)
