"""The newsroom's Markdown, as a library for other plugins; it connects to no signal."""
