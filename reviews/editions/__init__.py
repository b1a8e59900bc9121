"""Reading editions: their content and digest, differences, approval and blockers."""
