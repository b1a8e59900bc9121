"""Rules of publication, terms, and what the periods say of them."""
