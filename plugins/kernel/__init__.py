"""Words that two or more plugins share; imports no plugin and no Pelican."""
