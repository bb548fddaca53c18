"""Start a newsroom of your own: ``make start`` replaces the demonstration newsroom with it."""
