"""Planning pages by what they show, and printing those that changed."""
