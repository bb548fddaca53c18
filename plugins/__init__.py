"""The rooms of Stet: each plugin is a folder of its own."""
