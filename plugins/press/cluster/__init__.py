"""Reading and printing on the workers of a cluster."""
