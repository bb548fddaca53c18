"""What is remembered from one build to the next, and the fingerprints that decide its use."""
