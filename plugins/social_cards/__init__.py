"""How a page looks where it is shared: a picture for each, drawn if there is none."""

from pathlib import Path
from typing import cast

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator
from plugins.kernel.settings import cache_of, setting_fault
from plugins.kernel.story import Content, Story
from plugins.photos.formats import CARDS

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


def note_text(content: Content) -> None:
    """Note the text of the card of a story that has no picture."""
    if getattr(content, "kind", "") == "story":
        story = cast(Story, content)
        story.social_card = text_of(story)


def choose_design(generator: Generator) -> None:
    """Give templates ``social_picture(story)`` and ``social_locale(lang)``.

    Without the site's public address nothing can be shared, and no card is drawn.
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
        own = text_of_site(settings.get("SITESUBTITLE") or name, settings["DEFAULT_LANG"])
        folder = cache_of(settings).absolute() / CARDS
        cards = Cards(design, own, can_draw_site(design, folder))
        context["social_picture"] = cards


def draw_cards(generators: list[Generator]) -> None:
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
