"""The rules about the file that arranges the front page."""

from plugins.kernel.faults import Rule

FRONT_FILE = Rule("front-file", "fault", "What cannot be read in content/front.yml.", fixed=True)
FRONT_STORY = Rule(
    "front-story", "fault", "A story in content/front.yml that does not exist or is hidden.", True
)
FRONT_SECTION = Rule("front-section", "fault", "An unknown section in content/front.yml.", True)
FRONT_TWICE = Rule("front-twice", "warning", "A story that content/front.yml names twice.")
FRONT_ENDED = Rule("front-ended", "warning", "An entry of content/front.yml that ended long ago.")

RULES = (FRONT_FILE, FRONT_STORY, FRONT_SECTION, FRONT_TWICE, FRONT_ENDED)
