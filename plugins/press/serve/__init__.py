"""See the site while writing: a server, and a process that keeps the site in memory."""
