"""The two documents of the Ruhr-Konferenz as they are, each with a record of what is known about it."""
