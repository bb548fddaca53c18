"""The theme's files and the newsroom's own look, under names that browsers may cache for ever."""

from functools import partial
from pathlib import Path

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.faults import Rule, shown_path
from plugins.kernel.made_files import made
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import Setting, site_path, text, texts

from .brand import BRAND_STYLE, colours_of
from .bundle import address_of, addresses, bundled, font_faults
from .logo import LOGO_WRONG, logo_of

ICON_MISSING = Rule(
    "icon-missing", "warning", "A published site that has the icon of the demonstration."
)
_NO_ICON = "is missing, so browsers show the icon of the demonstration. Put your own there"

CONTRACT = Contract(
    after=("stories", "responsive_images"),
    settings=(
        Setting("STYLES", texts, "The style sheets of every page, joined in this order."),
        Setting("HOUSE", text, "The folder with the newsroom's own look.", '"house"'),
    ),
    rules=(BRAND_STYLE, LOGO_WRONG, ICON_MISSING),
    everywhere={"asset": nothing, "assets": addresses, "brand_colours": str, "logo": str},
)


def add_assets(generator: Generator) -> None:
    """Give templates ``asset(path)``, ``logo`` and ``brand_colours``.

    The context also has ``assets``: each file by its path. *logo* is None if house/ has none.
    """
    context, settings = generator.context, generator.settings
    if "assets" not in context:
        folder, house = Path(settings["THEME"], "static"), Path(settings["HOUSE"])
        layers, ignored = settings["STYLES"], settings["IGNORE_FILES"]
        below, site = settings["THEME_STATIC_DIR"], site_path(settings["SITEURL"])
        assets = bundled(folder, below, layers, ignored, house, site)
        colours, faults = colours_of(Path(settings["THEME"]), house)
        own_logo = house / "logo.svg"
        logo, more = logo_of(own_logo, assets["logo.svg"]) if own_logo.is_file() else (None, [])
        more += font_faults(house, Path(settings["THEME"]))
        context |= {"assets": assets, "logo": logo, "brand_colours": colours}
        is_own = (house / "icon.svg").is_file() or Path(settings["PATH"], ".demo").is_file()
        if settings.get("ABSOLUTE_SITEURL") and not is_own:
            more.append(ICON_MISSING.at(shown_path(house / "icon.svg"), 1, _NO_ICON))
        context.setdefault("faults", []).extend([*faults, *more])
    generator.env.globals["asset"] = partial(address_of, context["assets"])


def publish(generators: list[Generator]) -> None:
    """Publish the files."""
    context, output_path = generators[0].context, generators[0].output_path
    context["staticfiles"] += [made(output_path, *asset) for asset in context["assets"].values()]


def register() -> None:
    """Connect to Pelican."""
    signals.generator_init.connect(add_assets)
    signals.all_generators_finalized.connect(publish)
