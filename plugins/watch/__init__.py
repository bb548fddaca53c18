"""Publish whenever something is due, from a machine that stays on."""
