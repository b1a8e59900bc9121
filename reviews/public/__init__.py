"""The public site: from an address and a moment to a page."""
