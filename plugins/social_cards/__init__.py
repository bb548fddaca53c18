"""Pictures for pages shared on social networks; a page without a picture gets a drawn card."""

from pathlib import Path
from typing import cast

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import cache_of, setting_fault
from plugins.kernel.story import Content, Story, every
from plugins.photos.formats import CARDS, SHARED_CROP

from .canvas import can_draw_site, draw
from .cards import Cards, text_of, text_of_site
from .design import design_of, font_files, missing_fonts
from .locales import social_locale
from .settings import SETTINGS

CONTRACT = Contract(
    needs=("stories", "image_captions", "assets"),
    after=("stories", "image_captions", "typography", "copy_desk"),
    settings=SETTINGS,
    everywhere={"social_locale": nothing, "social_picture": lambda cards: str(cards.fingerprint)},
)


def set_card_text(content: Content) -> None:
    """Set the text of the card of a story that has no picture."""
    if getattr(content, "kind", "") == "story":
        story = cast(Story, content)
        story.social_card = text_of(story)


def choose_design(generator: Generator) -> None:
    """Give templates ``social_picture(story)`` and ``social_locale(lang)``.

    Without the site's public address nothing can be shared, so no card is drawn, and no crop of a
    photo is asked for.
    """
    context, settings = generator.context, generator.settings
    context["social_locale"] = social_locale
    house, theme = Path(settings["HOUSE"]), Path(settings["THEME"])
    fonts = font_files(house, theme, settings["SOCIAL_CARD_FONTS"])
    context.setdefault("faults", []).extend(
        setting_fault(settings, "SOCIAL_CARD_FONTS", problem)
        for problem in missing_fonts(fonts, house)
    )
    if settings["SITEURL"]:
        name = settings["SITENAME"]
        design = design_of(name, context["brand_colours"], fonts)
        site_text = text_of_site(settings.get("SITESUBTITLE") or name, settings["DEFAULT_LANG"])
        folder = cache_of(settings).absolute() / CARDS
        cards = Cards(design, site_text, can_draw_site(design, folder))
        context["social_picture"] = cards
        context.setdefault("crops", set()).add(SHARED_CROP)


def draw_cards(generators: list[Generator]) -> None:
    """Draw the missing cards, and publish all cards."""
    context, settings = generators[0].context, generators[0].settings
    cards = context.get("social_picture")
    if cards and cards.drawn:
        texts = (story.social_card for story in every(context["site"], hidden=True))
        wanted = [cards.site_text, *(text for text in texts if text)]
        context["staticfiles"] += draw(cards, wanted, cache_of(settings).absolute() / CARDS)


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(set_card_text)
    signals.article_generator_finalized.connect(choose_design)
    signals.all_generators_finalized.connect(draw_cards)
