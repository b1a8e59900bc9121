"""A copy of a PDF with what its readers see, and nothing else."""
