# Settings that apply only when the site is published, with `make publish`.
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *

SITEURL = ""  # your public address, such as "https://news.example.org"
ABSOLUTE_SITEURL = True  # stop the build if SITEURL is missing
