"""From staged pages to output/: a build of the whole site."""
