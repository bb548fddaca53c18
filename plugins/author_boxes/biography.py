"""An author's file, as Pelican's content at the address of the author's page."""

from pelican.contents import Content


class Biography(Content):
    """An author's name, role, portrait and life; its address comes from BIOGRAPHY_URL."""

    mandatory_properties = ("title",)
    default_status = "published"
    default_template = "author"
