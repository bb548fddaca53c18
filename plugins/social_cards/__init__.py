"""How a page looks where it is shared: a picture for each, drawn if there is none."""

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.kernel.cache import cache_of
from plugins.photos.formats import CARDS

from .canvas import can_draw_site, draw
from .cards import Cards, text_of, text_of_site
from .design import design_of, missing_fonts
from .locales import social_locale


def note_text(content: Any) -> None:
    """Note the text of the card of a story that has no picture."""
    if getattr(content, "kind", "") == "story":
        content.social_card = text_of(content)


def choose_design(generator: Any) -> None:
    """Give templates ``social_picture(story)`` and ``social_locale(lang)``.

    Without the site's public address nothing can be shared, and no card is drawn.
    """
    context, settings = generator.context, generator.settings
    context["social_locale"] = social_locale
    theme, fonts = Path(settings["THEME"]), settings.get("SOCIAL_CARD_FONTS", ())
    context.setdefault("faults", []).extend(missing_fonts(theme, fonts))
    if settings["SITEURL"]:
        name = settings["SITENAME"]
        design = design_of(name, theme, fonts)
        own = text_of_site(settings.get("SITESUBTITLE") or name, settings["DEFAULT_LANG"])
        folder = cache_of(settings).absolute() / CARDS
        cards = Cards(design, own, can_draw_site(design, folder))
        context["social_picture"] = cards
        context.setdefault("shown_everywhere", []).append(cards.fingerprint)


def draw_cards(generators: list[Any]) -> None:
    """Draw the cards that are missing, and publish all of them."""
    context, settings = generators[0].context, generators[0].settings
    cards = context.get("social_picture")
    if cards and cards.drawn:
        contents = context["generated_content"].values()
        noted = [getattr(each, "social_card", None) for each in contents if each]
        wanted = [cards.own, *(text for text in noted if text)]
        context["staticfiles"] += draw(cards, wanted, cache_of(settings).absolute() / CARDS)


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(note_text)
    signals.article_generator_finalized.connect(choose_design)
    signals.all_generators_finalized.connect(draw_cards)
