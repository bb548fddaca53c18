"""Picture files as containers: the same picture without private metadata, format by format."""
