"""An author's file: Pelican's content with the address of the author's page."""

from pelican.contents import Content


class Biography(Content):
    """Who a reporter is; its address is that of the author's page (BIOGRAPHY_URL)."""

    mandatory_properties = ("title",)
    default_status = "published"
    default_template = "author"
