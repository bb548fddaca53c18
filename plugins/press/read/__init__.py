"""Reading stories, or taking them from the cache when their files are unchanged."""
