"""A library: what a photo is and what is known about it. It connects to no signals."""
