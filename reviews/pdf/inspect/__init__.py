"""What may be wrong with a PDF, by family. Each module gives findings."""
