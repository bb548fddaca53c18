"""What differs when the site is published. Run it with ``make publish``."""

import os
import sys

sys.path.insert(0, os.curdir)
from pelicanconf import *  # noqa: F403 - Pelican's own way to extend settings

SITEURL = ""  # your public address, such as "https://news.example.org"
ABSOLUTE_SITEURL = True  # say so and stop where SITEURL is none
