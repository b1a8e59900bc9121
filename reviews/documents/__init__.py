"""The bytes of documents: taken in, stored, sent out."""
