"""Values and tools that know no model. Nothing here imports from the rest of the project."""
