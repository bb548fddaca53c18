"""A page of credits: every photo on the site, with its licence and the stories that show it."""

from pelican import signals

from plugins.kernel.contract import Contract, nothing
from plugins.kernel.pelican_types import Generator, Writer
from plugins.kernel.settings import Setting, text
from plugins.kernel.story import every

from .credited_photos import PICTURES, SHOWS, credited_photos

CONTRACT = Contract(
    needs=("stories", "image_captions"),
    after=("stories",),
    templates={"photo_credits.html": PICTURES},
    shows=SHOWS,
    everywhere={"photo_credits_url": nothing},
    settings=(Setting("PHOTO_CREDITS_URL", text, "The address of the list of photo credits."),),
)


def add_address(generator: Generator) -> None:
    """Give templates ``photo_credits_url``, the address of the list."""
    generator.context["photo_credits_url"] = generator.settings["PHOTO_CREDITS_URL"]


def print_pages(generator: Generator, writer: Writer) -> None:
    """Write the pages that list the photos of all stories, pages and authors."""
    context, settings = generator.context, generator.settings
    authors = {author.slug for author, _ in generator.authors}
    contents = context["generated_content"].values()
    others = [each for each in contents if each and each.kind != "story"]
    others = [each for each in others if each.kind != "author" or each.slug in authors]
    others = [each for each in others if each.kind != "page" or each.status != "hidden"]
    others.sort(key=lambda each: (each.kind != "page", each.source_path))
    others += context.get("also_shown", ())
    listed = credited_photos([*every(context["site"]), *others])
    writer.write_file(
        settings["PHOTO_CREDITS_SAVE_AS"],
        generator.get_template("photo_credits"),
        context,
        relative_urls=settings["RELATIVE_URLS"],
        paginated={"pictures": listed},
        template_name="photo_credits",
        url=settings["PHOTO_CREDITS_URL"],
    )


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(add_address)
    signals.article_writer_finalized.connect(print_pages)
