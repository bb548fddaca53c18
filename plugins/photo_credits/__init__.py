"""A page of credits: every photo on the site, with its licence and the stories that show it."""

from typing import Any

from pelican import signals

from .credited_photos import credited_photos


def print_pages(generator: Any, writer: Any) -> None:
    """Write the pages that list the photos of all stories, pages and authors."""
    context, settings = generator.context, generator.settings
    authors = {author.slug for author, _ in generator.authors}
    contents = context["generated_content"].values()
    others = [each for each in contents if each and each.kind != "story"]
    others = [each for each in others if each.kind != "author" or each.slug in authors]
    others = [each for each in others if each.kind != "page" or each.status != "hidden"]
    others.sort(key=lambda each: (each.kind != "page", each.source_path))
    listed = credited_photos([*generator.articles, *generator.translations, *others])
    writer.write_file(
        settings["PHOTO_CREDITS_SAVE_AS"],
        generator.get_template("photo_credits"),
        context,
        relative_urls=settings["RELATIVE_URLS"],
        articles=listed,
        template_name="photo_credits",
        url=settings["PHOTO_CREDITS_URL"],
    )


def register() -> None:
    """Connect to Pelican."""
    signals.article_writer_finalized.connect(print_pages)
