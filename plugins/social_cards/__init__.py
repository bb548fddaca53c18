"""How a page looks where it is shared: a picture for each, drawn where there is none."""

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.kernel.cache import cache_of
from plugins.kernel.contract import Contract, nothing
from plugins.kernel.renditions import CARDS

from .cards import Cards, words_of, words_of_site
from .easel import draw, site_can_be_drawn
from .locales import social_locale
from .look import SOCIAL_CARD_FONTS, fonts_lacking, look_of

CONTRACT = Contract(
    needs=("stories", "image_captions"),
    after=("stories", "image_captions", "typography", "copy_desk"),
    settings=(SOCIAL_CARD_FONTS,),
    everywhere={"social_locale": nothing, "social_picture": lambda cards: str(cards.mark)},
)


def note_words(content: Any) -> None:
    """Note what is to be drawn for a story that has no picture."""
    if getattr(content, "kind", "") == "story":
        content.social_card = words_of(content)


def choose_look(generator: Any) -> None:
    """Give templates ``social_picture(story)`` and ``social_locale(lang)``.

    Without the site's public address nothing can be shared, and no card is drawn.
    """
    context, settings = generator.context, generator.settings
    context["social_locale"] = social_locale
    context.setdefault("faults", []).extend(fonts_lacking(settings))
    if settings["SITEURL"]:
        look, folder = look_of(settings), _folder(settings)
        drawn = site_can_be_drawn(look, folder)
        cards = Cards(look, words_of_site(settings), drawn)
        context["social_picture"] = cards


def draw_cards(generators: list[Any]) -> None:
    """Draw the cards that are not there yet, and publish all of them."""
    context, settings = generators[0].context, generators[0].settings
    cards = context.get("social_picture")
    if cards and cards.drawn:
        contents = context["generated_content"].values()
        noted = [getattr(each, "social_card", None) for each in contents if each]
        wanted = [cards.own, *(words for words in noted if words)]
        context["staticfiles"] += draw(cards, wanted, _folder(settings))


def _folder(settings: Any) -> Path:
    return cache_of(settings).absolute() / CARDS


def register() -> None:
    """Connect to Pelican."""
    signals.content_object_init.connect(note_words)
    signals.article_generator_finalized.connect(choose_look)
    signals.all_generators_finalized.connect(draw_cards)
