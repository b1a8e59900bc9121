"""The register as data: what the public pages state, for programs."""
