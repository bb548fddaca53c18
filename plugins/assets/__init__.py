"""The theme's files and the newsroom's own look, under names that browsers may keep for ever."""

from functools import partial
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from plugins.kernel.brand import colours_of
from plugins.kernel.made_files import made

from .bundle import address_of, bundled
from .logo import logo_of


def lend_addresses(generator: Generator) -> None:
    """Give templates ``asset(path)``, ``logo`` and ``browser_colours``.

    The context has ``assets``, too: each file by its path. *logo* is None where house/ has none.
    """
    context, settings = generator.context, generator.settings
    if "assets" not in context:
        folder, house = Path(settings["THEME"], "static"), Path(settings["HOUSE"])
        layers, ignored = settings["STYLES"], settings["IGNORE_FILES"]
        assets = bundled(folder, settings["THEME_STATIC_DIR"], layers, ignored, house)
        colours, faults = colours_of(Path(settings["THEME"]), house)
        own_logo = house / "logo.svg"
        logo, more = logo_of(own_logo, assets["logo.svg"]) if own_logo.is_file() else (None, [])
        context |= {"assets": assets, "logo": logo, "browser_colours": colours["paper"]}
        context.setdefault("shown_everywhere", []).append(str(colours["paper"]))
        context.setdefault("faults", []).extend([*faults, *more])
    generator.env.globals["asset"] = partial(address_of, context["assets"])


def publish(generators: list[Generator]) -> None:
    """Publish the files."""
    context, output_path = generators[0].context, generators[0].output_path
    context["staticfiles"] += [made(output_path, *asset) for asset in context["assets"].values()]


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(lend_addresses)
    signals.all_generators_finalized.connect(publish)
