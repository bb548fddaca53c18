"""Which stories hold more than their summary in memory, and when they let go of it."""

from .cached_story import CachedStory

FEW = 50
"""Stories that a page shows side by side."""


class LoadedStories:
    """The stories that hold more than their summary in memory, oldest first.

    They keep it for good until `limit` is called.
    """

    def __init__(self) -> None:
        self._stories: list[CachedStory] = []
        self._limit = 0

    def add(self, story: CachedStory) -> None:
        """Note that more of *story* is about to be loaded; unload others where there are many."""
        if self._limit and len(self._stories) > self._limit:
            for each in self._stories[:-FEW]:
                each.let_go()
            del self._stories[:-FEW]
        self._stories.append(story)

    def limit(self, number: int) -> None:
        """From now on, let about *number* stories hold more than their summary.

        Those that do so already keep it for good: plugins may have changed something of it.
        """
        self._stories.clear()
        self._limit = number

    def unload_many(self) -> bool:
        """Unload all when they are over half the limit; return whether they were."""
        if len(self._stories) <= self._limit // 2:
            return False
        for story in self._stories:
            story.let_go()
        self._stories.clear()
        return True
