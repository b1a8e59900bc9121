"""Bringing the site up on one machine: bin/setup and bin/serve."""
