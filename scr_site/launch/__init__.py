"""Starting the whole site on one machine: bin/serve."""
