"""A newsroom of your own: ``make start`` puts it in the place of the demonstration newsroom."""
